package io.github.airbytesdk.provisioning;

import java.time.Duration;

/** Time as the provisioning knows it, so that a test need not wait. */
interface Pacing {
    Pacing REAL = new Pacing() {
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

    /** Sleeps, and returns false where an interrupt ended it; the thread stays interrupted. */
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
