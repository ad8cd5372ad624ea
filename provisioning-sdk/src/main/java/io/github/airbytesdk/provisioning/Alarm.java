package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the current thread after a time, so that a deadline ends a call in the same way as an interrupt does.
 *
 * <p>Runs on Okio's watchdog, the thread that already enforces OkHttp's timeouts, so it needs no thread of its own.
 */
final class Alarm extends AsyncTimeout implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private boolean rung;
    private boolean interrupted;
    private boolean closed;

    private Alarm() {}

    /** Sets the alarm for the current thread. */
    static Alarm after(@Nullable Duration time) {
        Alarm alarm = new Alarm();
        if (time != null) {
            alarm.timeout(time.toNanos(), TimeUnit.NANOSECONDS);
            alarm.enter();
        }
        return alarm;
    }

    @Override
    protected synchronized void timedOut() {
        if (!closed) {
            rung = true;
            interrupted = !thread.isInterrupted();
            thread.interrupt();
        }
    }

    /** Whether the time is over. */
    synchronized boolean hasRung() {
        return rung;
    }

    /** Ends the alarm, and takes its interrupt back. To be called by its thread; somebody else's interrupt stays. */
    @Override
    public void close() {
        exit();
        synchronized (this) {
            if (interrupted && !closed) {
                Thread.interrupted();
            }
            closed = true;
        }
    }
}
