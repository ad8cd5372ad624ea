package io.github.airbytesdk.fleet;

import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.util.UUID;

/** The ids of a tenant's pipeline, and nothing of its configuration: this goes into Temporal's history. */
public record Pipeline(UUID workspaceId, UUID sourceId, UUID destinationId, UUID connectionId, long jobId) {
    static Pipeline of(ProvisionedPipeline made) {
        return new Pipeline(
                made.workspaceId(), made.sourceId(), made.destinationId(), made.connectionId(), made.jobId());
    }
}
