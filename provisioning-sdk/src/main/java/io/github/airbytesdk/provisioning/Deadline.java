package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the work of the current thread early: by an interrupt of the caller, or because the time is over. In both cases the
 * thread's interrupt flag is set, which ends a blocked call. Before a rollback the flag is cleared; at the end it is set again
 * if the caller had set it.
 */
final class Deadline implements AutoCloseable {
    private final @Nullable Duration time;
    private final Thread thread = Thread.currentThread();
    private final @Nullable Future<?> timer;

    // Guarded by this, because the timer runs on a thread of its own.
    private boolean released;
    private boolean exceeded;
    private boolean interruptedByTimer;
    private boolean interruptedByCaller;

    private Deadline(@Nullable Duration time) {
        this.time = time;
        this.timer = time == null ? null : Timer.schedule(this::exceed, time);
    }

    /** Starts a deadline for the current thread; null means no time limit. */
    static Deadline after(@Nullable Duration time) {
        return new Deadline(time);
    }

    private synchronized void exceed() {
        if (!released) {
            exceeded = true;
            interruptedByTimer = !thread.isInterrupted();
            thread.interrupt();
        }
    }

    /** Returns whether the thread was interrupted, by the caller or by this deadline. */
    boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }

    /** Returns whether the time is over. */
    synchronized boolean isExceeded() {
        return exceeded;
    }

    /** Returns why the work was cancelled, as text for a message. */
    String reason() {
        return isExceeded() ? "the deadline of " + time + " passed" : "interrupted";
    }

    /**
     * Clears the interrupt flag and stops the timer, so that the rollback can run. Only the first call has an effect, because a
     * later interrupt is meant for the rollback.
     */
    synchronized void releaseInterrupt() {
        if (released) {
            return;
        }
        released = true;
        if (timer != null) {
            Timer.cancel(timer);
        }
        interruptedByCaller = Thread.interrupted() && !interruptedByTimer;
    }

    /** Leaves the thread's interrupt flag set if the caller had set it, and not if only this deadline had. */
    @Override
    public synchronized void close() {
        releaseInterrupt();
        if (interruptedByCaller) {
            Thread.currentThread().interrupt();
        }
    }

    /** One daemon thread for all deadlines of the process. It exists only while a deadline is running. */
    private static final class Timer {
        private static @Nullable ScheduledThreadPoolExecutor executor;
        private static int running;

        static synchronized Future<?> schedule(Runnable task, Duration time) {
            if (executor == null) {
                executor = new ScheduledThreadPoolExecutor(1, Timer::daemon);
                executor.setRemoveOnCancelPolicy(true);
            }
            running++;
            return executor.schedule(task, TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        }

        static synchronized void cancel(Future<?> timer) {
            timer.cancel(false);
            running--;
            if (running == 0 && executor != null) {
                executor.shutdownNow();
                executor = null;
            }
        }

        private static Thread daemon(Runnable work) {
            Thread thread = new Thread(work, "airbyte-deadlines");
            thread.setDaemon(true);
            return thread;
        }
    }
}
