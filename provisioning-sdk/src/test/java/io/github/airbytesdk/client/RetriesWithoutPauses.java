package io.github.airbytesdk.client;

import java.time.Duration;
import java.util.function.Consumer;

/** Access for the fixture in another package: only tests may replace the pauses between retries. */
public final class RetriesWithoutPauses {
    private RetriesWithoutPauses() {}

    /**
     * Lets a client retry at once.
     *
     * @param pauses receives each pause instead of sleeping
     */
    public static AirbyteClient.Builder set(AirbyteClient.Builder client, Consumer<Duration> pauses) {
        RetryInterceptor.Sleeper sleeper = pause -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pauses.accept(pause);
        };
        return client.retries(new RetryInterceptor(sleeper, System::nanoTime, () -> 0));
    }
}
