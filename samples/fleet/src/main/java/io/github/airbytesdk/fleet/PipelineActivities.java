package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** What changes something on Airbyte. Safe to repeat; a worker does few of these at a time. */
@ActivityInterface
public interface PipelineActivities {
    /** Makes what is missing of a tenant's pipeline, and starts its first sync if it has had none. */
    Pipeline provision(Tenant tenant, Duration deadline);

    /** Deletes what is left of a pipeline. */
    void deprovision(Pipeline pipeline, boolean sharedDestination);
}
