package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionStatusEnum;
import io.github.airbytesdk.client.model.JobStatusEnum;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provisioned pipeline: the results of all steps.
 *
 * @param workspaceId id of the workspace
 * @param sourceId id of the source
 * @param sourceType type of the source, such as {@code postgres}; empty if the server does not return it, as for custom
 *     connectors
 * @param destinationId id of the destination
 * @param destinationType type of the destination; empty if the server does not return it
 * @param streams the streams that the source offers
 * @param connectionId id of the connection
 * @param connectionStatus status of the connection; null if the server did not return it
 * @param jobId id of the first sync's job
 * @param jobStatus status of that job at the end of the step; null if the server did not return it
 * @param origins how each resource was obtained, by the step that creates it; {@link Step#GET_STREAM_PROPERTIES} is not in it
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
