package io.github.airbytesdk.fleet;

/** One activity. Deleting what is already gone succeeds, so it can be retried. */
public final class DeprovisionTenantWorkflowImpl implements DeprovisionTenantWorkflow {
    @Override
    public void deprovision(Pipeline pipeline, Timing timing) {
        ActivityStubs.pipelines(timing).deprovision(pipeline);
    }
}
