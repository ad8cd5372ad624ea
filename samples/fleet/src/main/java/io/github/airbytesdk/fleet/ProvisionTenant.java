package io.github.airbytesdk.fleet;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A tenant's workflow: a pipeline, and its first sync to the end. */
@WorkflowInterface
public interface ProvisionTenant {
    /**
     * Runs it.
     *
     * @return the pipeline and its first sync, which has succeeded
     */
    @WorkflowMethod
    Provisioned provision(Tenant tenant, Timing timing);

    /** A pipeline that stands, and whose first sync succeeded. */
    record Provisioned(Pipeline pipeline, Sync sync) {}
}
