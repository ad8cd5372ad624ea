package io.github.airbytesdk.client;

import java.time.Duration;
import java.util.function.Consumer;

/** A client whose repeats do not wait. It stands in the client's package, because only tests may set the sleeper. */
public final class Unhurried {
    private Unhurried() {}

    /**
     * Lets a client repeat calls at once.
     *
     * @param pauses hears of each pause that is not made
     */
    public static AirbyteClient.Builder retries(AirbyteClient.Builder client, Consumer<Duration> pauses) {
        RetryInterceptor.Sleeper sleeper = pause -> {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pauses.accept(pause);
        };
        return client.retries(new RetryInterceptor(sleeper, System::nanoTime, () -> 0));
    }
}
