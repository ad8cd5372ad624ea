package io.github.airbytesdk.provisioning;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks configurations against the connectors' specifications if airbyte-connectors is on the class path. It is looked up
 * by name, because nothing depends on that artifact.
 */
final class SpecWarnings {
    private SpecWarnings() {}

    /**
     * Returns the problems of a configuration, one line each; empty without the artifact, for connectors that it does not
     * know, and for those named by a definition id.
     */
    static List<String> of(ResourceKind kind, @Nullable String type, Object configuration) {
        if (type == null) {
            return List.of();
        }
        try {
            List<?> problems = (List<?>) Class.forName("io.github.airbytesdk.connectors.ConnectorSpecs")
                    .getMethod("check", String.class, Object.class)
                    .invoke(null, kind + "-" + type, configuration);
            return problems.stream()
                    .map(problem -> Messages.oneLine(kind + " " + problem))
                    .toList();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                // Unknown connector: it may be newer than the artifact.
                return List.of();
            }
            throw new IllegalStateException("ConnectorSpecs.check failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            return List.of();
        }
    }
}
