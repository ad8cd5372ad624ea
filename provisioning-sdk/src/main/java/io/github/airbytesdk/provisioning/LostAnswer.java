package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what a create may have made whose answer was lost: at once and then with growing pauses, for half a minute.
 *
 * <p>One look may come too early, and two may differ, so a candidate counts when it is the only one in two looks running.
 * A look that fails is not a look that finds nothing.
 */
final class LostAnswer {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15));

    private final Pacing pacing;
    private final Stop stop;

    LostAnswer(Pacing pacing, Stop stop) {
        this.pacing = pacing;
        this.stop = stop;
    }

    /**
     * Something on the server that the lost create may have made.
     *
     * @param id its id
     * @param value what the server says of it
     * @param description for the list of candidates
     * @param adoptable whether all tests could be made; without the server's times, one is missing
     */
    record Candidate<T>(String id, T value, String description, boolean adoptable) {}

    /**
     * What the looks found.
     *
     * @param adopted the one candidate, or null
     * @param candidates those of the last look that succeeded
     * @param failure why the last look failed, or null
     * @param certainlyNothing whether the server has finished and made nothing
     */
    record Findings<T>(
            @Nullable T adopted,
            List<Candidate<T>> candidates,
            @Nullable RuntimeException failure,
            boolean certainlyNothing) {}

    /**
     * Looks until the candidates settle.
     *
     * @param look lists the candidates; throws where it cannot
     * @param serverHasFinished whether the server itself answered, so that nothing can appear later
     */
    <T> Findings<T> search(Supplier<List<Candidate<T>>> look, boolean serverHasFinished) {
        // Who has been told to stop gets one look, to report what there is, and no waiting.
        boolean once = stop.isRaised();
        if (once) {
            stop.lower();
        }
        List<Candidate<T>> latest = List.of();
        List<String> previousIds = null;
        RuntimeException failure = null;
        for (int i = 0; ; i++) {
            List<String> ids = null;
            try {
                List<Candidate<T>> found = look.get();
                latest = found;
                failure = null;
                ids = new ArrayList<>(found.stream().map(Candidate::id).sorted().toList());
            } catch (RuntimeException e) {
                failure = e;
            }
            if (ids != null && ids.equals(previousIds)) {
                if (ids.size() == 1 && latest.get(0).adoptable()) {
                    return new Findings<>(latest.get(0).value(), latest, null, false);
                }
                if (ids.isEmpty() && serverHasFinished) {
                    return new Findings<>(null, latest, null, true);
                }
            }
            previousIds = ids;
            if (once || i == PAUSES.size() || !pacing.pause(PAUSES.get(i))) {
                return new Findings<>(null, latest, failure, false);
            }
        }
    }
}
