package io.github.airbytesdk.fleet;

/** One activity. Deleting resources that do not exist succeeds, so it can be retried. */
public final class DeprovisionTenantWorkflowImpl implements DeprovisionTenantWorkflow {
    @Override
    public void deprovision(Pipeline pipeline, Timing timing) {
        ActivityStubs.pipelines(timing).deprovision(pipeline);
    }
}
