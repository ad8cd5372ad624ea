package io.github.airbytesdk.client;

import java.time.Duration;
import java.util.Set;

/**
 * How long a call may take as a whole, retries and pauses included.
 *
 * @param discovery for calls in which Airbyte may start a connector, to discover streams or to check a connection
 * @param create for other creates, which may queue behind discoveries, and for calls that wait for a sync to start or stop
 * @param other for all other calls
 */
record Timeouts(Duration discovery, Duration create, Duration other) {
    static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static final Set<String> DISCOVERIES = Set.of(
            "getStreamProperties", "createConnection", "checkConnectionToSource", "checkConnectionToDestination");

    /** POST requests that create nothing. */
    private static final Set<String> QUICK_POSTS = Set.of("createAccessToken", "getJobInfoWithoutLogs");

    private static final Set<String> JOB_CALLS = Set.of("createJob", "cancelJob", "getJob", "listJobs");

    /** A longer timeout counts as none, because the sum of a point in time and the timeout must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    Duration of(String operation, String method) {
        if (DISCOVERIES.contains(operation)) {
            return discovery;
        }
        boolean creates = method.equals("POST") && !QUICK_POSTS.contains(operation);
        return creates || JOB_CALLS.contains(operation) ? create : other;
    }

    /** Returns the timeout of a call in nanoseconds, or 0 for none. */
    long nanosFor(String operation, String method) {
        Duration timeout = of(operation, method);
        return timeout.compareTo(LONGEST) > 0 ? 0 : timeout.toNanos();
    }
}
