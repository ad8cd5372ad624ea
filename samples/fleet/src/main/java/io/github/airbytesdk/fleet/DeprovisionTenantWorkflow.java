package io.github.airbytesdk.fleet;

final class DeprovisionTenantWorkflow implements DeprovisionTenant {
    @Override
    public void deprovision(Pipeline pipeline, boolean sharedDestination, Timing timing) {
        Activities.pipelines(timing).deprovision(pipeline, sharedDestination);
    }
}
