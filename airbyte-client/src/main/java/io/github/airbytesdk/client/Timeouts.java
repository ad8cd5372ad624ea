package io.github.airbytesdk.client;

import java.time.Duration;
import java.util.Set;

/**
 * How long a call may take as a whole, retries and pauses included.
 *
 * @param discover calls in which Airbyte may start the connector to discover its streams
 * @param create other creates, which may queue behind discovers, and calls that wait for a sync to start or to stop
 * @param other everything else
 */
record Timeouts(Duration discover, Duration create, Duration other) {
    static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30));

    private static final Set<String> DISCOVERS = Set.of("getStreamProperties", "createConnection");
    private static final Set<String> JOB_CALLS = Set.of("createJob", "cancelJob", "getJob", "listJobs");

    Duration of(String operation, String method) {
        if (DISCOVERS.contains(operation)) {
            return discover;
        }
        boolean creates = method.equals("POST") && !operation.equals("createAccessToken");
        return creates || JOB_CALLS.contains(operation) ? create : other;
    }
}
