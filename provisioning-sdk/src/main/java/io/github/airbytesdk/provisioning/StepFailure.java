package io.github.airbytesdk.provisioning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a step's failure to where the undo is. Never leaves this package, so it needs no stack trace. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final boolean definite;
    private final transient List<Leftover> possible;

    private StepFailure(Step step, String what, @Nullable Throwable cause, boolean definite, List<Leftover> possible) {
        super(what, cause, false, false);
        this.step = step;
        this.definite = definite;
        this.possible = possible;
    }

    /** A refusal, by the server or by this library: trying again as it is would end the same. */
    static StepFailure definite(Step step, String what, @Nullable Throwable cause) {
        return new StepFailure(step, what, cause, true, List.of());
    }

    /**
     * An outage, an interrupt, a deadline, an unknown outcome.
     *
     * @param possible what the step may have made
     */
    static StepFailure passing(Step step, String what, @Nullable Throwable cause, List<Leftover> possible) {
        return new StepFailure(step, what, cause, false, possible);
    }

    /** The same failure with other words and cause. */
    StepFailure with(String what, @Nullable Throwable cause) {
        return new StepFailure(step, what, cause, definite, possible);
    }

    Step step() {
        return step;
    }

    boolean isDefinite() {
        return definite;
    }

    List<Leftover> possible() {
        return possible;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
