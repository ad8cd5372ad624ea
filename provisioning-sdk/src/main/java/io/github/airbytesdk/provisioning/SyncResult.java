package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.JobStatusEnum;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state of a sync, as of the latest poll.
 *
 * @param jobId id of the sync's job
 * @param status the latest status. Final are {@code succeeded}, {@code failed} and {@code cancelled}; with any other status
 *     the sync continues. {@code UNKNOWN_DEFAULT_OPEN_API} stands for a status that this client does not know, and for none
 * @param rows committed rows; 0 if the server does not report them
 * @param bytes committed bytes; 0 if the server does not report them
 * @param duration if the sync has ended, the time from the job's creation to its end by the server's clock; otherwise, or if
 *     the server does not report it, the time since the watch began
 * @since 0.1.0
 */
public record SyncResult(long jobId, JobStatusEnum status, long rows, long bytes, Duration duration) {

    /** Returns whether the sync has ended, successfully or not. */
    public boolean isFinal() {
        return isFinal(status);
    }

    /** Returns whether the sync has ended successfully. */
    public boolean isSucceeded() {
        return status == JobStatusEnum.SUCCEEDED;
    }

    /** {@code incomplete} is not final: an attempt failed, and another follows. An unknown status is not final either. */
    static boolean isFinal(@Nullable JobStatusEnum status) {
        return status == JobStatusEnum.SUCCEEDED || status == JobStatusEnum.FAILED || status == JobStatusEnum.CANCELLED;
    }
}
