package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.time.Duration;

/** What only looks at Airbyte. */
final class SyncWork implements SyncActivities {
    private final AirbyteClient client;
    private final Attempts attempts;

    SyncWork(AirbyteClient client, Attempts attempts) {
        this.client = client;
        this.attempts = attempts;
    }

    @Override
    public Sync watch(long jobId, Duration turn) {
        return attempts.run(() -> {
            try {
                return Sync.of(new SyncWatch(client).await(jobId, turn));
            } catch (AirbyteApiException e) {
                throw Attempts.failure(e);
            }
        });
    }
}
