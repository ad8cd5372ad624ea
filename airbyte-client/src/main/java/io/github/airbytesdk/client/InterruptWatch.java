package io.github.airbytesdk.client;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okio.AsyncTimeout;

/**
 * Ends a blocked call soon after its thread is interrupted. A socket read does not notice an interrupt by itself.
 *
 * <p>Runs on Okio's watchdog, the thread that already enforces OkHttp's timeouts, so it needs no thread of its own.
 */
final class InterruptWatch extends AsyncTimeout implements AutoCloseable {
    static final long INTERVAL_MILLIS = 100;

    private final Thread thread = Thread.currentThread();
    private final Call call;
    private final BooleanSupplier pointless;
    private boolean closed;

    private InterruptWatch(Call call, BooleanSupplier pointless) {
        this.call = call;
        this.pointless = pointless;
    }

    /** Watches the current thread until closed. */
    static InterruptWatch over(Call call) {
        return over(call, () -> false);
    }

    /** @param pointless whether nobody waits for the call any more, which ends it like an interrupt */
    static InterruptWatch over(Call call, BooleanSupplier pointless) {
        InterruptWatch watch = new InterruptWatch(call, pointless);
        watch.timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        watch.enter();
        return watch;
    }

    @Override
    protected void timedOut() {
        if (thread.isInterrupted() || pointless.getAsBoolean()) {
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
