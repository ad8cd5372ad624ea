package io.github.airbytesdk.fleet;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Runs again from the start when its worker dies, up to where its history ends; so it does nothing by itself. */
final class ProvisionTenantWorkflow implements ProvisionTenant {
    @Override
    public Provisioned provision(Tenant tenant, Timing timing) {
        Pipeline pipeline = Activities.pipelines(timing).provision(tenant, timing.deadline());
        Sync sync = watch(pipeline, timing);
        if (!sync.succeeded()) {
            String what = "the first sync, job " + pipeline.jobId() + ", "
                    + (sync.ended() ? "ended as " : "goes on after " + timing.syncDeadline() + " as ") + sync.status()
                    + "; the pipeline is left as it is";
            throw ApplicationFailure.newNonRetryableFailure(what, FailureKind.SYNC.name(), pipeline);
        }
        return new Provisioned(pipeline, sync);
    }

    private static Sync watch(Pipeline pipeline, Timing timing) {
        SyncActivities syncs = Activities.syncs(timing);
        long start = Workflow.currentTimeMillis();
        Sync sync;
        do {
            sync = syncs.watch(pipeline.jobId(), timing.watchTurn());
        } while (!sync.ended() && watched(start).compareTo(timing.syncDeadline()) < 0);
        return sync;
    }

    private static Duration watched(long start) {
        return Duration.ofMillis(Workflow.currentTimeMillis() - start);
    }
}
