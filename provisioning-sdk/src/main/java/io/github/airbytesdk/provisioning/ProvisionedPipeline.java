package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.io.Serializable;
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
 * @param streams the streams that were discovered in the source
 * @param connectionId id of the connection
 * @param connectionStatus status of the connection; null if the server did not return it
 * @param jobId id of the first sync's job
 * @param jobStatus status of that job at the end of the step; null if the server did not return it
 * @param origins how each resource was obtained, by the step that creates it; {@link Step#GET_STREAM_PROPERTIES} is not in it
 * @param streamDifferences how the streams of a reused connection differ from those requested; empty if the connection was
 *     created or updated
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
        @Nullable ConnectionStatus connectionStatus,
        long jobId,
        @Nullable JobStatus jobStatus,
        Map<Step, Origin> origins,
        StreamDifferences streamDifferences)
        implements Serializable {

    /**
     * Streams in which a reused connection differs from the request, because the source has gained or lost tables since the
     * connection was created. {@link IfExists#UPDATE} changes the connection instead.
     *
     * @param notSynced selected streams that the connection does not sync
     * @param notSelected streams that the connection syncs, and that the source no longer has or the selection no longer selects
     * @since 0.1.0
     */
    public record StreamDifferences(List<StreamName> notSynced, List<StreamName> notSelected) implements Serializable {
        /** Copies the lists. */
        public StreamDifferences {
            notSynced = List.copyOf(notSynced);
            notSelected = List.copyOf(notSelected);
        }

        /** Returns whether there is no difference. */
        public boolean isEmpty() {
            return notSynced.isEmpty() && notSelected.isEmpty();
        }
    }

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
