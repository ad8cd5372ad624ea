package io.github.airbytesdk.provisioning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a step's failure to where the undo is. Never leaves this package, so it needs no stack trace. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Step step;
    private final transient List<Leftover> possible;

    /** @param possible what the step may have made */
    StepFailure(Step step, String what, @Nullable Throwable cause, List<Leftover> possible) {
        super(what, cause, false, false);
        this.step = step;
        this.possible = possible;
    }

    Step step() {
        return step;
    }

    List<Leftover> possible() {
        return possible;
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
