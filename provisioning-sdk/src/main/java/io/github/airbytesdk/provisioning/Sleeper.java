package io.github.airbytesdk.provisioning;

import java.time.Duration;

/** The clock and the pauses of a provisioning, so that tests need not wait. */
interface Sleeper {
    /** The system's clock and real pauses. */
    Sleeper SYSTEM = new Sleeper() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            Thread.sleep(pause.toMillis());
        }
    };

    long nanoTime();

    void sleep(Duration pause) throws InterruptedException;

    /** Sleeps. Returns false if the thread was interrupted, and leaves it interrupted. */
    default boolean pause(Duration pause) {
        try {
            sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    default Duration since(long startNanos) {
        return Duration.ofNanos(nanoTime() - startNanos);
    }
}
