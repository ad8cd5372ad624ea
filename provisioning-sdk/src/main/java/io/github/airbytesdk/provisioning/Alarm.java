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
            thread.interrupt();
        }
    }

    /** Whether the time is over, and with it the interrupt that this alarm made. */
    synchronized boolean hasRung() {
        return rung;
    }

    /** Ends the alarm. After this it does not ring any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        exit();
    }
}
