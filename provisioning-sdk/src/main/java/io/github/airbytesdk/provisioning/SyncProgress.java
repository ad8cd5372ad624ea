package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.JobStatusEnum;
import java.time.Duration;

/**
 * How far a sync has come.
 *
 * @param jobId the sync's job
 * @param status its status; {@code UNKNOWN_DEFAULT_OPEN_API} where the server says one that this client does not know
 * @param rows rows committed so far; 0 where the server does not say
 * @param bytes bytes committed so far; 0 where the server does not say
 * @param elapsed time since the watch began
 * @since 0.1.0
 */
public record SyncProgress(long jobId, JobStatusEnum status, long rows, long bytes, Duration elapsed) {}
