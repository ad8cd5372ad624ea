package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import org.jspecify.annotations.Nullable;

/**
 * What is on the server of a part of the pipeline, and what follows from it.
 *
 * @param action what to do
 * @param found what to go on with; null where it has to be created
 * @param detail what would be created or is used, or why not, for people
 * @param <T> what the server says of it
 */
record Finding<T>(Action action, @Nullable T found, String detail) {
    static <T> Finding<T> create(String detail) {
        return new Finding<>(Action.CREATE, null, detail);
    }

    static <T> Finding<T> reuse(T found, String detail) {
        return new Finding<>(Action.REUSE, found, detail);
    }

    static <T> Finding<T> update(T found, String detail) {
        return new Finding<>(Action.UPDATE, found, detail);
    }

    static <T> Finding<T> refuse(String why) {
        return new Finding<>(Action.REFUSE, null, why);
    }

    /** Returns this, unless it is a refusal. */
    Finding<T> orRefuse(Step step) {
        if (action == Action.REFUSE) {
            throw StepFailure.definite(step, detail, null);
        }
        return this;
    }
}
