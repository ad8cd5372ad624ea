package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.ApiExceptionInternals;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Marks the steps of a provisioning: notifies the listener, stops at the deadline, and turns a failure into the exception for
 * the caller. Nothing leaves a provisioning without being redacted here.
 */
final class StepRunner {
    private final StepListener listener;
    private final Sleeper sleeper;
    private final Deadline deadline;
    private final List<JsonElement> secrets;
    private Step step = Step.CREATE_SOURCE;
    private long startNanos;

    /** @param secrets configurations that the server may quote */
    StepRunner(StepListener listener, Sleeper sleeper, Deadline deadline, List<JsonElement> secrets) {
        this.listener = listener;
        this.sleeper = sleeper;
        this.deadline = deadline;
        this.secrets = secrets;
    }

    /** Starts a step, or fails it if the provisioning was interrupted or its deadline has passed. */
    void start(Step next) {
        step = next;
        startNanos = sleeper.nanoTime();
        notifyListener(to -> to.started(next));
        if (deadline.isCancelled()) {
            throw StepFailure.retryable(next, "not started, " + deadline.reason(), null, List.of());
        }
    }

    void finish(String result) {
        Step finished = step;
        notifyListener(to -> to.finished(finished, result, sleeper.since(startNanos)));
    }

    /** Classifies what was thrown since the latest start of a step. */
    StepFailure failure(Throwable thrown) {
        return StepFailure.of(step, thrown);
    }

    /** Returns the exception for the caller, with every text of the server redacted, after notifying the listener. */
    ProvisioningException report(StepFailure failure, Rollback rollback) {
        Throwable cause = failure.getCause() == null ? null : redacted(failure.getCause());
        ProvisioningException exception = new ProvisioningException(
                failure.step(),
                failure.isRetryable(),
                message(failure, cause),
                cause,
                rollback.rolledBack(),
                leftovers(rollback.remaining()),
                leftovers(rollback.possible(failure.possible())));
        rollback.failures().forEach(suppressed -> exception.addSuppressed(redacted(suppressed)));
        notifyListener(to -> to.failed(exception));
        return exception;
    }

    /** Starts with the step's id, as most messages of the client do already: the operation has the same name. */
    private static String message(StepFailure failure, @Nullable Throwable cause) {
        String message = failure.getMessage();
        if (message == null) {
            message = String.valueOf(cause == null ? null : cause.getMessage());
        }
        if (failure.step() == Step.GET_STREAM_PROPERTIES) {
            message = StreamDiscovery.explain(message);
        }
        String id = failure.step().stepId();
        return message.startsWith(id) ? message : id + ": " + message;
    }

    private List<Leftover> leftovers(List<Remainder> remainders) {
        return remainders.stream()
                .map(remainder -> remainder.toLeftover(this::redacted))
                .toList();
    }

    /** Notifies the listener that the connection check of the connector that a step created was skipped. */
    void checkSkipped(Step created, String reason) {
        notifyListener(to -> to.checkSkipped(created, Messages.oneLine(redacted(reason))));
    }

    /** Returns a text of the server without the secrets of the configurations. */
    String redacted(String text) {
        return ApiExceptionInternals.redacted(text, secrets);
    }

    private Throwable redacted(Throwable thrown) {
        return thrown instanceof AirbyteApiException e ? ApiExceptionInternals.redacted(e, secrets) : thrown;
    }

    private void notifyListener(Consumer<StepListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) {
            // Only the class: the message of a caller's exception may contain a secret.
            System.getLogger(StepRunner.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a step listener failed: {0}",
                            e.getClass().getName());
        }
    }
}
