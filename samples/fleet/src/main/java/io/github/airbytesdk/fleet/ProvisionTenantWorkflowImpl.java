package io.github.airbytesdk.fleet;

import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;

/** Deterministic, because Temporal replays it: everything that talks to Airbyte or reads a setting is an activity. */
public final class ProvisionTenantWorkflowImpl implements ProvisionTenantWorkflow {
    private Progress progress = new Progress(State.PROVISIONING, null);

    @Override
    public Result provision(Request request) {
        Timing timing = request.timing();
        Pipeline pipeline = ActivityStubs.pipelines(timing).provision(request.tenant(), timing.deadline());
        enter(State.SYNCING, pipeline);
        Sync sync = awaitFirstSync(pipeline, request);
        if (!sync.status().equals("succeeded")) {
            String reason = sync.reason() == null ? "" : ": " + sync.reason();
            throw failure("ended as " + sync.status() + reason, pipeline);
        }
        enter(State.SYNCED, pipeline);
        return new Result(pipeline, sync);
    }

    @Override
    public Progress progress() {
        return progress;
    }

    private void enter(State state, Pipeline pipeline) {
        progress = new Progress(state, pipeline);
        Workflow.upsertTypedSearchAttributes(STATE.valueSet(state.name()));
    }

    private static Sync awaitFirstSync(Pipeline pipeline, Request request) {
        Timing timing = request.timing();
        try {
            return ActivityStubs.syncs(timing).finishedSync(pipeline.jobId(), request.tenant());
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            throw e.getRetryState() != RetryState.RETRY_STATE_TIMEOUT
                            && e.getCause() instanceof ApplicationFailure cause
                    ? failure("cannot be watched: " + cause.getOriginalMessage(), pipeline)
                    : failure("has not finished after " + timing.syncDeadline(), pipeline);
        }
    }

    private static ApplicationFailure failure(String what, Pipeline pipeline) {
        String message = "the first sync, job " + pipeline.jobId() + ", " + what + "; the pipeline is kept";
        return ApplicationFailure.newNonRetryableFailure(message, "SYNC", pipeline);
    }
}
