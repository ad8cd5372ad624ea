package io.github.airbytesdk.client;

import java.time.Duration;
import java.util.Set;

/**
 * How long a call may take as a whole, retries and pauses included, and how long it may be silent.
 *
 * <p>Airbyte serves its API with a few threads, five by default, and each running discovery occupies one (not recorded). So every call can
 * queue behind discoveries, reads as well as creates, and a call that takes longer than usual is not a failed one.
 *
 * @param discovery for calls in which Airbyte may start a connector, to discover streams or to check a connection
 * @param create for other creates, and for calls that wait for a sync to start or stop or that read jobs
 * @param other for all other calls
 * @param silence how long a call waits on one connection, if its timeout is longer: then a call that is safe to repeat is sent
 *     again on another connection, and any other call over HTTP/1.1 ends unless the host responds to {@link HostProbe}
 */
record Timeouts(Duration discovery, Duration create, Duration other, Duration silence) {
    static final Timeouts DEFAULT =
            new Timeouts(Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final Set<String> DISCOVERIES = Set.of(
            "getStreamProperties", "createConnection", "checkConnectionToSource", "checkConnectionToDestination");

    /** POST requests that create nothing. */
    private static final Set<String> QUICK_POSTS = Set.of("createAccessToken", "getJobInfoWithoutLogs");

    private static final Set<String> JOB_CALLS = Set.of("createJob", "cancelJob", "getJob", "listJobs");

    /** A longer timeout counts as none, because the sum of a point in time and the timeout must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    Timeouts withDiscovery(Duration timeout) {
        return new Timeouts(timeout, create, other, silence);
    }

    Timeouts withCreate(Duration timeout) {
        return new Timeouts(discovery, timeout, other, silence);
    }

    Timeouts withOther(Duration timeout) {
        return new Timeouts(discovery, create, timeout, silence);
    }

    Timeouts withSilence(Duration limit) {
        return new Timeouts(discovery, create, other, limit);
    }

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

    /** Returns how long a call may be silent in nanoseconds, or 0 if it may be until its timeout. */
    long silenceNanosFor(String operation, String method) {
        return of(operation, method).compareTo(silence) > 0 ? silence.toNanos() : 0;
    }
}
