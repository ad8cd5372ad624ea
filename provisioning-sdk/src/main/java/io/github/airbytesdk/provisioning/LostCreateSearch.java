package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches for what a create with an unknown outcome may have created: at once, and then with growing pauses for 30 seconds.
 *
 * <p>A single search may be too early, and two may differ, so a candidate is adopted only if it is the only one in two
 * consecutive searches. A failed search does not count as an empty one.
 */
final class LostCreateSearch {
    private static final List<Integer> PAUSES_IN_SECONDS = List.of(1, 2, 4, 8, 15);

    private final Sleeper sleeper;
    private final Deadline deadline;

    LostCreateSearch(Sleeper sleeper, Deadline deadline) {
        this.sleeper = sleeper;
        this.deadline = deadline;
    }

    /** How well a candidate matches the request whose outcome is unknown. */
    enum Match {
        /** It may be older than the request, because the server did not return the times. */
        POSSIBLE,
        /** It has everything that was requested, but another client may have created it. */
        PROBABLE,
        /** Only this call can have created it, so that it is owned. */
        CERTAIN;

        /** Returns how well a resource matches if its age is all that could distinguish it. */
        static Match byAge(@Nullable Instant before, @Nullable Instant createdAt) {
            return before != null && createdAt != null ? PROBABLE : POSSIBLE;
        }
    }

    /** A resource that the create may have created, as the server lists it. */
    record Candidate<T>(String id, T value, Match match) {}

    /**
     * The result of all searches.
     *
     * @param adopted the only candidate, or null
     * @param candidates the candidates of the last search that succeeded
     * @param failure why the last search failed, or null
     * @param certainlyNothing whether the server has finished the request and created nothing
     */
    record SearchResult<T>(
            @Nullable Candidate<T> adopted,
            List<Candidate<T>> candidates,
            @Nullable RuntimeException failure,
            boolean certainlyNothing) {}

    /**
     * Searches until two consecutive searches agree.
     *
     * @param candidates lists the candidates; throws if it cannot
     * @param serverHasFinished whether Airbyte itself responded, so that nothing can be created later
     * @param isFinal tests whether a failure of the search means that no later search can succeed
     */
    <T> SearchResult<T> search(
            Supplier<List<Candidate<T>>> candidates, boolean serverHasFinished, Predicate<RuntimeException> isFinal) {
        // A cancelled provisioning searches only once, for its report, and does not wait.
        boolean once = deadline.isCancelled();
        if (once) {
            deadline.releaseInterrupt();
        }
        List<Candidate<T>> latest = List.of();
        List<String> previousIds = null;
        RuntimeException failure = null;
        for (int i = 0; ; i++) {
            List<String> ids = null;
            try {
                latest = candidates.get();
                failure = null;
                ids = latest.stream().map(Candidate::id).sorted().toList();
            } catch (RuntimeException e) {
                failure = e;
                if (isFinal.test(e)) {
                    return new SearchResult<>(null, List.of(), e, false);
                }
            }
            if (ids != null && ids.equals(previousIds)) {
                if (ids.size() == 1 && latest.get(0).match() != Match.POSSIBLE) {
                    return new SearchResult<>(latest.get(0), latest, null, false);
                }
                if (ids.isEmpty() && serverHasFinished) {
                    return new SearchResult<>(null, latest, null, true);
                }
            }
            previousIds = ids;
            boolean last = once || i == PAUSES_IN_SECONDS.size();
            if (last || !sleeper.pause(Duration.ofSeconds(PAUSES_IN_SECONDS.get(i)))) {
                return new SearchResult<>(null, latest, failure, false);
            }
        }
    }
}
