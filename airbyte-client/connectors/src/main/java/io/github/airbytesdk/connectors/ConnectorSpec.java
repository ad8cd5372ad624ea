package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;

/** The specification of one connector's configuration: a JSON schema of draft 7. Immutable and thread-safe. */
public final class ConnectorSpec {
    private final String name;
    private final JsonObject schema;

    private ConnectorSpec(String name, JsonObject schema) {
        this.name = name;
        this.schema = schema;
    }

    /**
     * Reads a specification.
     *
     * @param name the connector's name for messages, such as {@code source-postgres}
     * @param json the {@code connectionSpecification} of a connector as a JSON document
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static ConnectorSpec parse(String name, String json) {
        return new ConnectorSpec(Objects.requireNonNull(name, "name"), JsonValues.document(json));
    }

    /** Returns the connector's name, such as {@code source-postgres}. */
    public String name() {
        return name;
    }

    /**
     * Checks a configuration as Airbyte's validator does on creation, and looks for members that the specification does
     * not know. A member that selects one of several variants decides which of them is checked, so that one mistake is one
     * problem. {@code sourceType}, {@code destinationType} and {@code
     * definitionId} name the connector and are ignored.
     *
     * @param configuration a map, a Gson element, a JSON document or a supplier of one of these
     * @return the problems in the order of the specification; empty if there are none
     * @throws IllegalArgumentException if the configuration is not a JSON object
     */
    public List<ConfigurationProblem> check(Object configuration) {
        JsonObject json = JsonValues.document(Objects.requireNonNull(configuration, "configuration"));
        json.remove("sourceType");
        json.remove("destinationType");
        json.remove("definitionId");
        return SchemaCheck.check(schema, json);
    }

    /** Returns the specification as JSON. */
    @Override
    public String toString() {
        return JsonValues.text(schema);
    }
}
