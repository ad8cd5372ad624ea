package io.github.airbytesdk.fleet;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * How long things may take. It is part of a workflow's input, because a workflow reads no settings.
 *
 * @param deadline of one attempt to provision
 * @param heartbeat time without a heartbeat after which Temporal gives an attempt to another worker
 * @param firstPause before the second attempt; later pauses double
 * @param longestPause between attempts
 * @param syncDeadline how long the first sync is watched in all
 * @param watchTurn how long it is watched before another tenant's may have its turn
 */
public record Timing(
        Duration deadline,
        Duration heartbeat,
        Duration firstPause,
        Duration longestPause,
        Duration syncDeadline,
        Duration watchTurn) {
    static final Timing DEFAULT = new Timing(
            Duration.ofMinutes(20),
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            Duration.ofMinutes(10));

    /** {@code PipelineProvisioner} gives its undo a budget of its own. */
    private static final Duration UNDO = Duration.ofSeconds(60);

    /** For the last look of a provisioning that was ended, which is one call, and for handing over its result. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(5);

    /** Nothing of an attempt goes on after this: so long has Temporal to wait before it starts another one. */
    Duration attempt() {
        return deadline.plus(UNDO).plus(MARGIN);
    }

    /** Reads {@code FLEET_DEADLINE} and its siblings, such as {@code PT20M}. */
    static Timing of(Map<String, String> environment) {
        Timing timing = new Timing(
                duration(environment, "FLEET_DEADLINE", DEFAULT.deadline),
                duration(environment, "FLEET_HEARTBEAT", DEFAULT.heartbeat),
                duration(environment, "FLEET_FIRST_PAUSE", DEFAULT.firstPause),
                duration(environment, "FLEET_LONGEST_PAUSE", DEFAULT.longestPause),
                duration(environment, "FLEET_SYNC_DEADLINE", DEFAULT.syncDeadline),
                duration(environment, "FLEET_WATCH_TURN", DEFAULT.watchTurn));
        if (timing.heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
            throw new IllegalArgumentException("FLEET_HEARTBEAT is " + timing.heartbeat + "; it has to be at least "
                    + SHORTEST_HEARTBEAT + ", so that a slow answer of Temporal is not taken for a loss");
        }
        return timing;
    }

    private static Duration duration(Map<String, String> environment, String variable, Duration otherwise) {
        String text = environment.getOrDefault(variable, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(variable + " is " + text + "; it has to be positive");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(variable + " is \"" + text + "\"; write it like PT90S or PT20M");
        }
    }
}
