package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An attempt's right to go on. Temporal starts another attempt when it has not heard of this one for the heartbeat timeout;
 * so that the second never meets the first, this one is interrupted before, or as soon as Temporal says that it is over.
 *
 * <p>The heartbeats are sent here and not by {@code Activity.getExecutionContext()}, which does not tell whether they arrive.
 */
final class Lease implements AutoCloseable {
    private static final int BEATS_PER_TIMEOUT = 5;
    private static final int CHECK_MILLIS = 200;

    private final Thread thread = Thread.currentThread();
    private final ActivityCompletionClient temporal;
    private final byte[] task;
    private final Executor beats;
    private final long beatNanos;
    private final long lifetimeNanos;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final Future<?> checks;
    private volatile long heardNanos = System.nanoTime();
    private boolean interrupted;
    private boolean closed;

    /** Begins on the activity's thread. */
    Lease(ActivityExecutionContext activity, ScheduledExecutorService timers, Executor beats) {
        Duration timeout = activity.getInfo().getHeartbeatTimeout();
        this.temporal = activity.getWorkflowClient().newActivityCompletionClient();
        this.task = activity.getTaskToken();
        this.beats = beats;
        this.beatNanos = timeout.dividedBy(BEATS_PER_TIMEOUT).toNanos();
        // A beat's time is left for a blocked call to end.
        this.lifetimeNanos = timeout.toNanos() - beatNanos;
        this.checks = timers.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void check() {
        long silence = System.nanoTime() - heardNanos;
        if (silence > lifetimeNanos) {
            end();
        } else if (silence > beatNanos && beating.compareAndSet(false, true)) {
            try {
                beats.execute(this::beat);
            } catch (RejectedExecutionException e) {
                end();
            }
        }
    }

    private void beat() {
        long sent = System.nanoTime();
        try {
            temporal.heartbeat(task, null);
            heardNanos = sent;
        } catch (ActivityCompletionFailureException e) {
            // Temporal was not reached. There is time for another beat, or there is not.
            return;
        } catch (ActivityCompletionException e) {
            end();
        } finally {
            beating.set(false);
        }
    }

    private synchronized void end() {
        if (!closed && !interrupted) {
            interrupted = true;
            thread.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        checks.cancel(false);
        if (interrupted) {
            // The thread serves another activity next.
            Thread.interrupted();
        }
    }
}
