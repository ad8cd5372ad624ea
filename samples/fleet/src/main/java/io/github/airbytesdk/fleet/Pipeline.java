package io.github.airbytesdk.fleet;

import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The ids of a tenant's pipeline, for Temporal's history and for the results; nothing of its configuration.
 *
 * @param sharedDestination whether the destination is kept when the pipeline is deleted
 */
public record Pipeline(
        UUID workspaceId, UUID sourceId, UUID destinationId, boolean sharedDestination, UUID connectionId, long jobId) {
    /** Checks that every id is there. */
    public Pipeline {
        if (Stream.of(workspaceId, sourceId, destinationId, connectionId).anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("an id of a pipeline is missing");
        }
    }

    static Pipeline of(ProvisionedPipeline it, boolean sharedDestination) {
        return new Pipeline(
                it.workspaceId(), it.sourceId(), it.destinationId(), sharedDestination, it.connectionId(), it.jobId());
    }
}
