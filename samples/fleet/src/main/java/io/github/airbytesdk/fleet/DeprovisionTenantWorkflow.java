package io.github.airbytesdk.fleet;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deletes one tenant's pipeline. It has the workflow id of {@link ProvisionTenantWorkflow}, so the two never overlap. */
@WorkflowInterface
public interface DeprovisionTenantWorkflow {
    /** Runs the workflow. */
    @WorkflowMethod
    void deprovision(Pipeline pipeline, Timing timing);
}
