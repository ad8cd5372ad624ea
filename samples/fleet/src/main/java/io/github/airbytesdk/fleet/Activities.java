package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How workflows call activities: on which queue, for how long, and how often again. */
final class Activities {
    /** Workflows, and the watching of syncs. */
    static final String QUEUE = "airbyte-fleet";

    /** What changes something on Airbyte, with a bound of its own on each worker. */
    static final String PIPELINES_QUEUE = "airbyte-fleet-pipelines";

    /** With pauses of five minutes at last, an outage is waited out for about eight hours. */
    private static final int MAX_ATTEMPTS = 100;

    /** {@code SyncWatch} asks once more when its time is over. */
    private static final Duration LAST_LOOK = Duration.ofMinutes(1);

    private Activities() {}

    static PipelineActivities pipelines(Timing timing) {
        return Workflow.newActivityStub(
                PipelineActivities.class,
                options(timing)
                        .setTaskQueue(PIPELINES_QUEUE)
                        .setStartToCloseTimeout(timing.attempt())
                        .build());
    }

    static SyncActivities syncs(Timing timing) {
        return Workflow.newActivityStub(
                SyncActivities.class,
                options(timing)
                        .setStartToCloseTimeout(timing.watchTurn().plus(LAST_LOOK))
                        .build());
    }

    /** Which failures are final is said by each failure; see {@link FailureKind}. */
    private static ActivityOptions.Builder options(Timing timing) {
        return ActivityOptions.newBuilder()
                .setHeartbeatTimeout(timing.heartbeat())
                .setDisableEagerExecution(true)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(timing.firstPause())
                        .setMaximumInterval(timing.longestPause())
                        .setBackoffCoefficient(2)
                        .setMaximumAttempts(MAX_ATTEMPTS)
                        .build());
    }
}
