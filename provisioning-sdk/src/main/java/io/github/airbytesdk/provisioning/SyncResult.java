package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.JobStatus;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a sync, as of the latest poll.
 *
 * @param jobId id of the sync's job
 * @param status the latest status. Final are {@code succeeded}, {@code failed} and {@code cancelled}; with any other status
 *     the sync continues. {@code UNKNOWN} means a status that this client does not know, or none
 * @param rows committed rows; 0 if the server does not report them
 * @param bytes committed bytes; 0 if the server does not report them
 * @param duration if the sync has ended, the time from the job's creation to its end by the server's clock; otherwise, or if
 *     the server does not report it, the time since the watch began
 * @param failures the reasons of the latest attempt that failed; empty if none did, or if the attempts could not be read
 * @param streams what the latest attempt has synced of each stream; empty if the attempts could not be read, or do not report it
 * @param attemptsMissing why the sync's attempts could not be read, in one line; null if they were
 * @since 0.1.0
 */
public record SyncResult(
        long jobId,
        JobStatus status,
        long rows,
        long bytes,
        Duration duration,
        List<SyncFailure> failures,
        List<StreamProgress> streams,
        @Nullable String attemptsMissing)
        implements Serializable {

    /** Copies the lists. */
    public SyncResult {
        failures = List.copyOf(failures);
        streams = List.copyOf(streams);
    }

    /** Creates the state of a sync whose attempts were not read, as {@link SyncWatch} does by default. */
    public SyncResult(long jobId, JobStatus status, long rows, long bytes, Duration duration) {
        this(jobId, status, rows, bytes, duration, Attempts.NOT_REQUESTED);
    }

    SyncResult(long jobId, JobStatus status, long rows, long bytes, Duration duration, Attempts attempts) {
        this(jobId, status, rows, bytes, duration, attempts.failures(), attempts.streams(), attempts.missing());
    }

    /** Returns whether the sync has ended, successfully or not. */
    public boolean isFinal() {
        return isFinal(status);
    }

    /** Returns whether the sync has ended successfully. */
    public boolean isSucceeded() {
        return status == JobStatus.SUCCEEDED;
    }

    /** {@code incomplete} is not final: an attempt failed, and another follows. An unknown status is not final either. */
    static boolean isFinal(@Nullable JobStatus status) {
        return status == JobStatus.SUCCEEDED || status == JobStatus.FAILED || status == JobStatus.CANCELLED;
    }

    /**
     * Returns one line: the status, the rows and the time, and, unless the sync has succeeded, the reasons of the latest attempt
     * that failed. For example:
     *
     * <pre>sync 7 failed after 0 rows in 31 s: destination config_error: password authentication failed; change the
     * configuration before the next sync</pre>
     */
    @Override
    public String toString() {
        return Messages.oneLine(line());
    }

    private String line() {
        String state = "sync " + jobId + " " + (isFinal() ? "" : "is ") + status + " after " + rows + " rows in "
                + duration.toSeconds() + " s";
        if (isSucceeded()) {
            return state;
        }
        if (!failures.isEmpty()) {
            return state + ": " + Messages.listed(failures) + advice();
        }
        boolean expected = status == JobStatus.FAILED || status == JobStatus.INCOMPLETE;
        if (!expected) {
            return state;
        }
        return state
                + (attemptsMissing == null
                        ? "; the server reports no reason"
                        : "; its reasons are not known: " + attemptsMissing);
    }

    private String advice() {
        if (status != JobStatus.FAILED) {
            return "";
        }
        if (failures.stream().anyMatch(SyncFailure::isConfigurationError)) {
            return "; change the configuration before the next sync";
        }
        return failures.stream().allMatch(SyncFailure::isRetryable) ? "; the next sync may succeed" : "";
    }
}
