package io.github.airbytesdk.embedded;

import java.time.Instant;
import java.util.UUID;

/**
 * A snapshot of a job.
 *
 * @param id the jobId
 * @param connectionId the connection that it belongs to
 * @param type {@code sync} or {@code reset}
 * @param status such as {@code running}
 * @param createdAt when it was created, by the server's clock, to the second
 * @param rows the number of rows committed so far
 * @param bytes the number of bytes committed so far
 * @since 0.1.0
 */
public record Job(long id, UUID connectionId, String type, String status, Instant createdAt, long rows, long bytes) {}
