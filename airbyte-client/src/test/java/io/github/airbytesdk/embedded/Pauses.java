package io.github.airbytesdk.embedded;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays calls in real time, until the server is closed. */
final class Pauses {
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Waits.
     *
     * @throws InterruptedException if the server is closed before the end of the pause
     */
    void pause(Duration duration) throws InterruptedException {
        if (!duration.isZero() && closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the server was closed");
        }
    }

    void end() {
        closed.countDown();
    }
}
