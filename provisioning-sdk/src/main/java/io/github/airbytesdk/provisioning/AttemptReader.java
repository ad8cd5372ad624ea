package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.config.JobIdRequestBody;
import org.jspecify.annotations.Nullable;

/** Reads the attempts of one job while it is watched. A failure never ends the watch. Used by one thread. */
final class AttemptReader {
    private final @Nullable AirbyteClient client;
    private Attempts latest = Attempts.NOT_REQUESTED;
    private boolean unavailable;

    /** @param client null reads nothing */
    AttemptReader(@Nullable AirbyteClient client) {
        this.client = client;
    }

    /** Reads the attempts, unless the server has refused that before. */
    Attempts read(long jobId) {
        if (client != null && !unavailable) {
            latest = request(client, jobId);
        }
        return latest;
    }

    /** Returns what was read last. */
    Attempts latest() {
        return latest;
    }

    private Attempts request(AirbyteClient from, long jobId) {
        try {
            return Attempts.of(from.config().getJobInfoWithoutLogs(new JobIdRequestBody().id(jobId)));
        } catch (AirbyteApiException e) {
            unavailable = ConfigAccess.isUnavailable(e);
            return latest.outdated(String.valueOf(e.getMessage()));
        } catch (IllegalStateException noUrl) {
            unavailable = true;
            return latest.outdated(String.valueOf(noUrl.getMessage()));
        }
    }
}
