package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a resource, according to what exists on the server.
 *
 * @param found the existing resource to continue with; null if it is to be created or refused
 * @param detail text for a plan or a message: what would be created or used, or the reason for a refusal
 */
record Decision<T>(Action action, @Nullable T found, String detail) {
    static <T> Decision<T> create(ResourceKind kind, @Nullable String name) {
        String unnamed = kind == ResourceKind.CONNECTION ? "named by Airbyte" : "first sync";
        return new Decision<>(Action.CREATE, null, name == null ? unnamed : name);
    }

    static <T> Decision<T> refuse(String reason) {
        return new Decision<>(Action.REFUSE, null, reason);
    }

    /** Returns this decision. A refusal fails the step. */
    Decision<T> orThrow(ResourceKind kind) {
        if (action == Action.REFUSE) {
            throw StepFailure.permanent(kind.step(), detail, null);
        }
        return this;
    }
}
