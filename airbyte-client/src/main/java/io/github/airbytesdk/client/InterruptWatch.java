package io.github.airbytesdk.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okio.AsyncTimeout;

/** Cancels a blocked call soon after its thread is interrupted, because a socket read does not notice an interrupt. */
final class InterruptWatch implements AutoCloseable {
    static final long INTERVAL_MILLIS = 100;

    private static final Set<InterruptWatch> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Clock CLOCK = new Clock();

    private final Thread thread = Thread.currentThread();
    private final Call call;
    private final BooleanSupplier abandoned;

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
        RUNNING.add(watch);
        CLOCK.start();
        return watch;
    }

    private void check() {
        if (thread.isInterrupted() || abandoned.getAsBoolean()) {
            close();
            try {
                call.cancel();
            } catch (RuntimeException e) {
                // Thrown by an event listener of the application, after the call was cancelled.
            }
        }
    }

    @Override
    public void close() {
        RUNNING.remove(this);
    }

    /**
     * Checks all running calls at each interval. One timer for all, because a timer for each call wakes Okio's watchdog at each
     * call. Runs on that watchdog, the thread that also enforces OkHttp's timeouts, so it needs no thread of its own.
     */
    private static final class Clock extends AsyncTimeout {
        private final AtomicBoolean running = new AtomicBoolean();

        Clock() {
            timeout(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }

        void start() {
            if (!running.get() && running.compareAndSet(false, true)) {
                next();
            }
        }

        private void next() {
            exit();
            enter();
        }

        @Override
        protected void timedOut() {
            RUNNING.forEach(InterruptWatch::check);
            if (!RUNNING.isEmpty()) {
                next();
                return;
            }
            running.set(false);
            if (!RUNNING.isEmpty()) {
                start(); // A call began in the meantime.
            }
        }
    }
}
