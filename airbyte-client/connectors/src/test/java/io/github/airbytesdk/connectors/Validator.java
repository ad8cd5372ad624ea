package io.github.airbytesdk.connectors;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The JSON schema validator that Airbyte's server uses. */
final class Validator {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private final Schema schema;

    Validator(JsonObject schema) {
        this.schema = REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
    }

    List<String> problems(JsonElement configuration) {
        return schema.validate(JsonValues.text(configuration), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
