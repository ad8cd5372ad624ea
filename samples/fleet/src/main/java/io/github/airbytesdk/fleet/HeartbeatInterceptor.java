package io.github.airbytesdk.fleet;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends heartbeats for each activity that has a heartbeat timeout, and fences it: an attempt is interrupted before Temporal can
 * start the next one. Also hides what an unexpected exception says, because nothing has checked it for secrets.
 */
final class HeartbeatInterceptor extends WorkerInterceptorBase {
    private static final int BEATS_PER_TIMEOUT = 5;

    /** A heartbeat occupies one of its threads while Temporal does not respond. */
    private final ScheduledExecutorService timers;

    HeartbeatInterceptor(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private ActivityExecutionContext activity;

            @Override
            public void init(ActivityExecutionContext context) {
                activity = context;
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                Duration timeout = activity.getInfo().getHeartbeatTimeout();
                try (Lease lease = timeout == null || timeout.isZero() ? null : new Lease(activity, timeout)) {
                    return super.execute(input);
                } catch (TemporalFailure e) {
                    throw e;
                } catch (RuntimeException | Error e) {
                    String message = "an error in the worker: " + e.getClass().getName();
                    throw FailureKind.OUTAGE.failure(message, activity.getInfo().getAttempt());
                }
            }
        };
    }

    /**
     * An attempt's right to run, which each heartbeat that arrives extends. It ends a beat before the heartbeat timeout, so that
     * a blocked call has time to end. {@code ActivityExecutionContext.heartbeat} does not report whether a heartbeat arrived.
     */
    private final class Lease implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private final ActivityCompletionClient temporal;
        private final byte[] taskToken;
        private final long lifetimeNanos;
        private final Future<?> beats;
        private Future<?> end;
        private boolean interrupted;

        Lease(ActivityExecutionContext activity, Duration timeout) {
            temporal = activity.getWorkflowClient().newActivityCompletionClient();
            taskToken = activity.getTaskToken();
            long beatNanos = timeout.dividedBy(BEATS_PER_TIMEOUT).toNanos();
            lifetimeNanos = timeout.toNanos() - beatNanos;
            end = timers.schedule(this::interrupt, lifetimeNanos, TimeUnit.NANOSECONDS);
            beats = timers.scheduleWithFixedDelay(this::beat, beatNanos, beatNanos, TimeUnit.NANOSECONDS);
        }

        private void beat() {
            long sent = System.nanoTime();
            try {
                temporal.heartbeat(taskToken, null);
                extend(lifetimeNanos - (System.nanoTime() - sent));
            } catch (ActivityCompletionFailureException e) {
                // Temporal was not reached. There is time for another beat, or there is not.
            } catch (ActivityCompletionException e) {
                interrupt();
            }
        }

        private synchronized void extend(long nanos) {
            // It cannot be cancelled when it has run, or when the activity has ended.
            if (end.cancel(false)) {
                end = timers.schedule(this::interrupt, nanos, TimeUnit.NANOSECONDS);
            }
        }

        private synchronized void interrupt() {
            if (!beats.isCancelled()) {
                interrupted = true;
                thread.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            beats.cancel(false);
            end.cancel(false);
            if (interrupted) {
                // The thread serves another activity next.
                Thread.interrupted();
            }
        }
    }
}
