package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionStatusEnum;
import io.github.airbytesdk.client.model.JobStatusEnum;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that stands: what each step of its provisioning put out.
 *
 * @param workspaceId workspace that all of it belongs to
 * @param sourceId id of the source
 * @param sourceType type of the source, such as {@code postgres}; empty where the server does not name it, as for custom
 *     connectors
 * @param destinationId id of the destination
 * @param destinationType type of the destination; empty where the server does not name it
 * @param streams the streams that the source offers
 * @param connectionId id of the connection
 * @param connectionStatus status of the connection; null where the server left it out
 * @param jobId number of the first sync's job
 * @param jobStatus status of that job when the step ended; null where the server left it out
 * @param origins how each part was come by; a step that made nothing, {@link Step#GET_STREAM_PROPERTIES}, is not in it
 * @since 0.1.0
 */
public record ProvisionedPipeline(
        UUID workspaceId,
        UUID sourceId,
        String sourceType,
        UUID destinationId,
        String destinationType,
        List<StreamProperties> streams,
        UUID connectionId,
        @Nullable ConnectionStatusEnum connectionStatus,
        long jobId,
        @Nullable JobStatusEnum jobStatus,
        Map<Step, Origin> origins) {

    /** Copies the collections. */
    public ProvisionedPipeline {
        streams = List.copyOf(streams);
        origins = Map.copyOf(origins);
    }

    /** Returns the ids and the number of streams. */
    @Override
    public String toString() {
        return "ProvisionedPipeline[sourceId=" + sourceId + ", destinationId=" + destinationId + ", connectionId="
                + connectionId + ", jobId=" + jobId + ", " + streams.size() + " streams]";
    }
}
