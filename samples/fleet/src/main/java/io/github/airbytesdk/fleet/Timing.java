package io.github.airbytesdk.fleet;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The time limits of a tenant; README.md lists the settings that they come from. They are part of a workflow's input, because a
 * workflow must not read settings.
 */
public record Timing(
        Duration deadline, Duration heartbeat, Duration firstPause, Duration syncPoll, Duration syncDeadline) {
    /** {@code PipelineProvisioner} has 60 seconds of its own to roll back; the rest is for reporting the result. */
    private static final Duration AFTER_DEADLINE = Duration.ofMinutes(2);

    private static final Duration MIN_HEARTBEAT = Duration.ofSeconds(5);

    /** After this time, nothing of an attempt runs any more, so Temporal can start the next one. */
    Duration attempt() {
        return deadline.plus(AFTER_DEADLINE);
    }

    /** Reads {@code FLEET_DEADLINE} and the like, each an ISO 8601 duration such as {@code PT20M}. */
    static Timing of(Map<String, String> environment) {
        Timing timing = new Timing(
                duration(environment, "FLEET_DEADLINE", "PT20M"),
                duration(environment, "FLEET_HEARTBEAT", "PT1M"),
                duration(environment, "FLEET_FIRST_PAUSE", "PT5S"),
                duration(environment, "FLEET_SYNC_POLL", "PT15S"),
                duration(environment, "FLEET_SYNC_DEADLINE", "PT24H"));
        if (timing.heartbeat.compareTo(MIN_HEARTBEAT) < 0) {
            throw new IllegalArgumentException("FLEET_HEARTBEAT is " + timing.heartbeat + "; set it to at least "
                    + MIN_HEARTBEAT + ", so that a slow response from Temporal does not end an attempt");
        }
        return timing;
    }

    private static Duration duration(Map<String, String> environment, String variable, String defaultValue) {
        String text = environment.getOrDefault(variable, "").strip();
        try {
            Duration duration = Duration.parse(text.isEmpty() ? defaultValue : text);
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(
                variable + " is \"" + text + "\"; set it to a positive duration such as PT90S or PT20M");
    }
}
