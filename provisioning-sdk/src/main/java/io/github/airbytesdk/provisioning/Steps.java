package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs steps: tells the listener, keeps the time, and gives every failure the step's name and no secret. */
final class Steps {
    private final StepListener listener;
    private final Pacing pacing;
    private final Stop stop;
    private final UnaryOperator<AirbyteApiException> mask;

    Steps(StepListener listener, Pacing pacing, Stop stop, UnaryOperator<AirbyteApiException> mask) {
        this.listener = listener;
        this.pacing = pacing;
        this.stop = stop;
        this.mask = mask;
    }

    <T> T run(Step step, Supplier<T> work, Function<T, String> result) {
        long start = pacing.nanoTime();
        tell(l -> l.started(step));
        T made;
        try {
            if (stop.isRaised()) {
                throw StepFailure.passing(step, step + ": not started, " + stop.reason(), null, List.of());
            }
            made = work.get();
        } catch (StepFailure failure) {
            throw failure.with(text(failure.step(), failure.what()), maskedCause(failure));
        } catch (AirbyteApiException e) {
            AirbyteApiException masked = masked(e);
            String what = text(step, String.valueOf(masked.getMessage()));
            throw Outcome.isDefinite(e)
                    ? StepFailure.definite(step, what, masked)
                    : StepFailure.passing(step, what, masked, List.of());
        } catch (Throwable e) {
            // Whatever it is, what has been made has to be undone: a mock's complaint, an error, a bug of ours.
            throw StepFailure.definite(step, text(step, String.valueOf(e.getMessage())), e);
        }
        tell(l -> l.finished(step, result.apply(made), pacing.since(start)));
        return made;
    }

    /** Begins with the step's id, as the operation's name does in all cases but one. */
    private static String text(Step step, String what) {
        return what.startsWith(step.stepId()) ? what : step.stepId() + ": " + what;
    }

    private @Nullable Throwable maskedCause(StepFailure failure) {
        Throwable cause = failure.getCause();
        return cause instanceof AirbyteApiException e ? masked(e) : cause;
    }

    AirbyteApiException masked(AirbyteApiException failure) {
        return mask.apply(failure);
    }

    void failed(ProvisioningException failure) {
        tell(l -> l.failed(failure));
    }

    private void tell(Consumer<StepListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) {
            // Found only now, because looking for a logging library would delay every first provisioning.
            System.getLogger(PipelineProvisioner.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "a step listener failed: {0}",
                            e.getClass().getName());
        }
    }
}
