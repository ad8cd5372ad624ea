package io.github.airbytesdk.fleet;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a tenant's pipeline down. It has the id of {@link ProvisionTenant}, so that the two never run side by side. */
@WorkflowInterface
public interface DeprovisionTenant {
    /**
     * Runs it.
     *
     * @param sharedDestination whether the destination stays, because others use it
     */
    @WorkflowMethod
    void deprovision(Pipeline pipeline, boolean sharedDestination, Timing timing);
}
