package io.github.airbytesdk.provisioning;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a provisioning would do.
 *
 * @param steps the steps that create something, in their order
 * @since 0.1.0
 */
public record ProvisioningPlan(List<PlannedStep> steps) {
    /**
     * What a step would do.
     *
     * @since 0.1.0
     */
    public enum Action {
        /** Create it. */
        CREATE,
        /** Use what is there. */
        REUSE,
        /** Change what is there to what was asked for, and use it. */
        UPDATE,
        /** Fail. */
        REFUSE
    }

    /**
     * One step.
     *
     * @param step the step
     * @param action what it would do
     * @param detail the name of what would be created, the id of what would be used, or why it would fail
     * @since 0.1.0
     */
    public record PlannedStep(Step step, Action action, String detail) {}

    /** Copies the list. */
    public ProvisioningPlan {
        steps = List.copyOf(steps);
    }

    /** Returns whether no step would be refused, as far as can be seen without trying. */
    public boolean isPossible() {
        return steps.stream().noneMatch(step -> step.action() == Action.REFUSE);
    }

    /** Returns a line a step, for people. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> "%-18s %-7s %s".formatted(step.step(), step.action(), step.detail()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
