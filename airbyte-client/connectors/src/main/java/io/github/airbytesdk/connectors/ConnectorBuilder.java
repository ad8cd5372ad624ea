package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Builds the configuration of one connector. Pass it to PipelineProvisioner as it is, or call {@link #build()}. Members
 * that are not set are left out, so that the connector's own defaults apply.
 */
public abstract class ConnectorBuilder extends ConfigurationPart implements Supplier<JsonObject> {
    /** For generated classes. */
    protected ConnectorBuilder() {}

    /** Returns the specification that {@link #build()} checks against. */
    protected abstract ConnectorSpec connectorSpec();

    /**
     * Checks the configuration: required members, ranges, enumerated values, patterns, and that each variant is complete.
     * Values passed to {@link #set} are not checked.
     *
     * @return the configuration as it is now; later changes to this builder do not affect it
     * @throws IllegalArgumentException if a server with this specification would refuse it; the message lists all problems
     *     with their paths, and quotes no secret
     */
    public final ConnectorConfiguration build() {
        JsonObject json = json();
        ConnectorSpec spec = connectorSpec();
        List<ConfigurationProblem> problems = spec.check(json).stream()
                .filter(problem -> problem.isRefused() && isChecked(problem.path()))
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(spec.name() + ": "
                    + problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("; ")));
        }
        return new ConnectorConfiguration(json, toString());
    }

    /**
     * Checks the configuration and returns it as JSON, secrets included.
     *
     * @throws IllegalArgumentException as {@link #build()} does
     */
    @Override
    public final JsonObject get() {
        return build().toJson();
    }
}
