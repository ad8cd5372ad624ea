package io.github.airbytesdk.provisioning;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link PipelineProvisioner#provision()} would do.
 *
 * @param steps the steps that create a resource, in their order
 * @param warnings problems of the configurations, one line each, if the artifact airbyte-connectors is on the class path.
 *     They do not cause a refusal, because the server may run another version of the connector
 * @since 0.1.0
 */
public record ProvisioningPlan(List<PlannedStep> steps, List<String> warnings) implements Serializable {
    /**
     * The action of a step.
     *
     * @since 0.1.0
     */
    public enum Action {
        /** Creates the resource. */
        CREATE,
        /** Uses the existing resource. */
        REUSE,
        /** Changes the existing resource to match the request, and uses it. */
        UPDATE,
        /** Fails. */
        REFUSE
    }

    /**
     * The plan of one step.
     *
     * @param step the step
     * @param action what the step would do
     * @param detail the name of the resource to create, the id of the resource to use, or the reason why the step would fail
     * @since 0.1.0
     */
    public record PlannedStep(Step step, Action action, String detail) implements Serializable {}

    /** Copies the lists. */
    public ProvisioningPlan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether no step would be refused, as far as requests that only read can show. */
    public boolean isPossible() {
        return steps.stream().noneMatch(step -> step.action() == Action.REFUSE);
    }

    /** Returns one line for each step and for each warning, for people to read. */
    @Override
    public String toString() {
        return Stream.concat(
                        steps.stream()
                                .map(step -> "%-18s %-7s %s".formatted(step.step(), step.action(), step.detail())),
                        warnings.stream().map(warning -> "warning: " + warning))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
