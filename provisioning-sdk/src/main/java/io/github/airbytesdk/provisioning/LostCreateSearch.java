package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Searches for what a create with an unknown outcome may have created: at once, and then with growing pauses for 30 seconds.
 * Used once.
 *
 * <p>A single search may be too early, and two may differ, so a candidate is adopted only if it is the only one in two
 * consecutive searches. A failed search does not count as an empty one.
 */
final class LostCreateSearch<S, T> {
    private static final List<Integer> PAUSES_IN_SECONDS = List.of(1, 2, 4, 8, 15);

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
    record Candidate<T>(T value, Match match) {}

    private final ResourceType<S, T> type;
    private final S spec;
    private final @Nullable AirbyteApiException createFailure;
    private final Sleeper sleeper;
    private final Deadline deadline;

    /** The candidates of the last search that succeeded. */
    private List<Candidate<T>> candidates = List.of();

    /** Why the last search failed, or null. */
    private @Nullable RuntimeException searchFailure;

    /** @param createFailure null if the create succeeded with a response that does not contain the id */
    LostCreateSearch(
            ResourceType<S, T> type,
            S spec,
            @Nullable AirbyteApiException createFailure,
            Sleeper sleeper,
            Deadline deadline) {
        this.type = type;
        this.spec = spec;
        this.createFailure = createFailure;
        this.sleeper = sleeper;
        this.deadline = deadline;
    }

    /**
     * Returns the only candidate, or fails the step with what may exist.
     *
     * @param before the server's time before the create, or null if it is not known
     */
    Candidate<T> find(@Nullable Instant before) {
        // A cancelled provisioning searches only once, for its report, and does not wait.
        boolean once = deadline.isCancelled();
        if (once) {
            deadline.releaseInterrupt();
        }
        List<String> previousIds = null;
        for (int i = 0; ; i++) {
            List<String> ids = search(before);
            if (ids != null && ids.equals(previousIds)) {
                if (ids.size() == 1 && candidates.get(0).match() != Match.POSSIBLE) {
                    return candidates.get(0);
                }
                if (ids.isEmpty() && serverHasFinished()) {
                    throw failed(List.of());
                }
            }
            // If a gateway responds with a web page to everything, more searches would find nothing else.
            if (isWebPage(createFailure) && isWebPage(searchFailure)) {
                throw failed(List.of(searchFailed()));
            }
            previousIds = ids;
            boolean last = once || i == PAUSES_IN_SECONDS.size();
            if (last || !sleeper.pause(Duration.ofSeconds(PAUSES_IN_SECONDS.get(i)))) {
                throw failed(possible());
            }
        }
    }

    /** Returns the ids of the candidates, or null if they could not be listed. */
    private @Nullable List<String> search(@Nullable Instant before) {
        try {
            candidates = type.candidates(spec, before);
            searchFailure = null;
            return candidates.stream().map(this::id).sorted().toList();
        } catch (RuntimeException e) {
            searchFailure = e;
            return null;
        }
    }

    private String id(Candidate<T> candidate) {
        return Objects.requireNonNull(type.id(candidate.value()));
    }

    /** Returns whether Airbyte itself responded, so that nothing can be created later. After a 409 a sync can still start. */
    private boolean serverHasFinished() {
        return createFailure != null && createFailure.isFromAirbyte() && createFailure.status() != 409;
    }

    private static boolean isWebPage(@Nullable RuntimeException failure) {
        return failure instanceof AirbyteApiException e && ApiExceptionInternals.isWebPage(e);
    }

    private StepFailure failed(List<Remainder> possible) {
        String message = "200 with a response that does not contain the id of the new " + type.kind();
        return StepFailure.retryable(
                type.kind().step(), createFailure == null ? message : null, createFailure, possible);
    }

    private List<Remainder> possible() {
        if (!candidates.isEmpty()) {
            String reason = "possibly created by the request whose response was lost";
            return candidates.stream()
                    .map(candidate -> remainder(id(candidate), reason, null))
                    .toList();
        }
        return List.of(
                searchFailure == null
                        ? remainder(null, "not found, but the create request may still take effect", null)
                        : searchFailed());
    }

    private Remainder searchFailed() {
        return remainder(
                null,
                "the response to the create request was lost, and the search for the " + type.kind() + " failed: ",
                searchFailure);
    }

    private Remainder remainder(@Nullable String id, String reason, @Nullable RuntimeException failure) {
        return new Remainder(type.kind(), id, type.name(spec, null), reason, failure);
    }
}
