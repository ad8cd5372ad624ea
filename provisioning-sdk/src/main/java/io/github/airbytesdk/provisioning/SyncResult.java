package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.JobStatusEnum;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sync that was watched.
 *
 * @param jobId the sync's job
 * @param status its last status that was seen. Final are {@code succeeded}, {@code failed} and {@code cancelled};
 *     anything else means that the watch ended first and the sync goes on
 * @param rows rows committed; 0 where the server does not say
 * @param bytes bytes committed; 0 where the server does not say
 * @param duration time from the job's creation to its end by the server's clock; the time watched where the server does
 *     not say, or the sync goes on
 * @since 0.1.0
 */
public record SyncResult(long jobId, JobStatusEnum status, long rows, long bytes, Duration duration) {

    /** Returns whether the sync has ended, well or not. */
    public boolean isFinal() {
        return isFinal(status);
    }

    /** Returns whether the sync has ended well. */
    public boolean isSucceeded() {
        return status == JobStatusEnum.SUCCEEDED;
    }

    /** {@code incomplete} is not final: an attempt failed, and another follows. Nor is a status that is not known. */
    static boolean isFinal(@Nullable JobStatusEnum status) {
        return status == JobStatusEnum.SUCCEEDED || status == JobStatusEnum.FAILED || status == JobStatusEnum.CANCELLED;
    }
}
