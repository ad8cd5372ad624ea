package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The activities as workflows call them. Which failures are final is decided by {@link FailureKind}. */
final class ActivityStubs {
    /** Workflows, and the short activity that looks at a sync. */
    static final String QUEUE = "airbyte-fleet";

    /** Activities that change something on Airbyte; each worker limits how many it runs at a time. */
    static final String PIPELINES_QUEUE = "airbyte-fleet-pipelines";

    private static final Duration LONGEST_OUTAGE = Duration.ofHours(8);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration ONE_LOOK = Duration.ofMinutes(1);

    private ActivityStubs() {}

    static AirbyteActivities pipelines(Timing timing) {
        return Workflow.newActivityStub(
                AirbyteActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(PIPELINES_QUEUE)
                        .setScheduleToCloseTimeout(LONGEST_OUTAGE)
                        .setStartToCloseTimeout(timing.attempt())
                        .setHeartbeatTimeout(timing.heartbeat())
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(timing.firstPause())
                                .setMaximumInterval(LONGEST_PAUSE)
                                .build())
                        .build());
    }

    /** Infrequent polling: Temporal repeats the activity at a fixed interval, and nothing is held in between. */
    static AirbyteActivities syncs(Timing timing) {
        return Workflow.newActivityStub(
                AirbyteActivities.class,
                ActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(timing.syncDeadline())
                        .setStartToCloseTimeout(ONE_LOOK)
                        .setHeartbeatTimeout(timing.heartbeat())
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(timing.syncPoll())
                                .setBackoffCoefficient(1)
                                .build())
                        .build());
    }
}
