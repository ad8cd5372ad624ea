package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** What only looks. It takes as long as a sync, so a worker does many at a time. */
@ActivityInterface
public interface SyncActivities {
    /** Watches a sync until it ends, or for so long. */
    Sync watch(long jobId, Duration turn);
}
