package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteApiException;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Attempts of activities: each has a lease, and Temporal is told of a failure what its history may hold. */
final class Attempts implements AutoCloseable {
    private final ScheduledExecutorService timers;

    /** A heartbeat blocks while Temporal does not answer, and must not hold up another attempt's. */
    private final ExecutorService beats = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /** @param timers its tasks are short; not closed by this class */
    Attempts(ScheduledExecutorService timers) {
        this.timers = timers;
    }

    <T> T run(Supplier<T> work) {
        try (Lease lease = new Lease(Activity.getExecutionContext(), timers, beats)) {
            return work.get();
        } catch (TemporalFailure e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Not its message: nobody has looked through that for secrets.
            throw failure(
                    FailureKind.UNEXPECTED,
                    "an error in the worker: " + e.getClass().getName());
        }
    }

    static ApplicationFailure failure(FailureKind kind, String message) {
        return kind.failure(message, Activity.getExecutionContext().getInfo().getAttempt());
    }

    /** Without the server's words: calls outside a provisioning do not know the configuration that a server might quote. */
    static ApplicationFailure failure(AirbyteApiException e) {
        return failure(FailureKind.of(e), e.operation() + ": " + (e.status() == 0 ? "no answer" : e.status()));
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
