package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;

/** What the workflows do on Airbyte. All of it is safe to repeat. */
@ActivityInterface
public interface AirbyteActivities {
    /** Creates what is missing of a tenant's pipeline, and starts the first sync if there has been none. */
    Pipeline provision(Tenant tenant, Duration deadline);

    /** Looks once at a sync. Returns how it ended, or fails retryably while it has not. Without a tenant it returns no reason. */
    ProvisionTenantWorkflow.Sync finishedSync(long jobId, Tenant tenant);

    /** Deletes what is left of a pipeline. */
    void deprovision(Pipeline pipeline);
}
