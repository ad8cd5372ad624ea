package io.github.airbytesdk.client;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okio.AsyncTimeout;

/**
 * Cancels a blocked call soon after its thread is interrupted, because a socket read does not notice an interrupt.
 *
 * <p>Runs on Okio's watchdog, the thread that also enforces OkHttp's timeouts, so it needs no thread of its own.
 */
final class InterruptWatch extends AsyncTimeout implements AutoCloseable {
    static final long INTERVAL_MILLIS = 100;

    private final Thread thread = Thread.currentThread();
    private final Call call;
    private final BooleanSupplier abandoned;
    private boolean closed;

    private InterruptWatch(Call call, BooleanSupplier abandoned) {
        this.call = call;
        this.abandoned = abandoned;
    }

    /** Watches the current thread until closed. */
    static InterruptWatch over(Call call) {
        return over(call, () -> false);
    }

    /** @param abandoned whether the result of the call is no longer needed, which cancels it like an interrupt */
    static InterruptWatch over(Call call, BooleanSupplier abandoned) {
        InterruptWatch watch = new InterruptWatch(call, abandoned);
        watch.timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        watch.enter();
        return watch;
    }

    @Override
    protected void timedOut() {
        if (thread.isInterrupted() || abandoned.getAsBoolean()) {
            call.cancel();
            return;
        }
        synchronized (this) {
            if (!closed) {
                exit();
                enter();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        exit();
    }
}
