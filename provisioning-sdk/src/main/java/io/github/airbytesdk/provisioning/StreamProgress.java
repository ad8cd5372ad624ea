package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.streams.StreamName;
import java.io.Serializable;
import java.util.Objects;

/**
 * What the latest attempt of a sync has synced of one stream, as Airbyte's Config API reports it (not recorded).
 *
 * @param stream the stream
 * @param rows rows that the destination has confirmed; rows that the source has emitted if the server reports only these
 * @param bytes the same in bytes
 * @since 0.1.0
 */
public record StreamProgress(StreamName stream, long rows, long bytes) implements Serializable {
    /** Requires the stream. */
    public StreamProgress {
        Objects.requireNonNull(stream, "stream");
    }
}
