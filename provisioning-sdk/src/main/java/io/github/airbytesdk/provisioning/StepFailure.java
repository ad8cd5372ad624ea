package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries the failure of a step to the rollback. Without a message, that of the cause is reported. Never leaves this package,
 * so it needs no stack trace. Its texts are not redacted; {@link StepRunner} does that when it reports the failure.
 */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final boolean retryable;
    private final transient List<Remainder> possible;

    private StepFailure(
            Step step,
            @Nullable String message,
            @Nullable Throwable cause,
            boolean retryable,
            List<Remainder> possible) {
        super(message, cause, false, false);
        this.step = step;
        this.retryable = retryable;
        this.possible = possible;
    }

    /** The failure of a step by any exception. The status of a failed call shows whether another run may succeed. */
    static StepFailure of(Step step, @Nullable Throwable thrown) {
        if (thrown instanceof StepFailure failure) {
            return failure;
        }
        boolean retryable = thrown instanceof AirbyteApiException e && CreateOutcome.isRetryable(e);
        return new StepFailure(step, null, thrown, retryable, List.of());
    }

    /** A refusal, by the server or by this library: another run with the same input would fail in the same way. */
    static StepFailure permanent(Step step, @Nullable String message, @Nullable Throwable cause) {
        return new StepFailure(step, message, cause, false, List.of());
    }

    /** An outage, an interrupt, a deadline or an unknown outcome, after which the step may have created something. */
    static StepFailure retryable(
            Step step, @Nullable String message, @Nullable Throwable cause, List<Remainder> possible) {
        return new StepFailure(step, message, cause, true, possible);
    }

    Step step() {
        return step;
    }

    boolean isRetryable() {
        return retryable;
    }

    List<Remainder> possible() {
        return possible;
    }
}
