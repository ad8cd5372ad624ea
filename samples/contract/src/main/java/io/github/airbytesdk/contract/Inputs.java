package io.github.airbytesdk.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The connectors of the pipelines to provision, from an inputs file of the demo or the defaults. The file's names are not
 * used, because each name starts with the run id.
 *
 * @param source configuration of the source, with {@code sourceType} or {@code definitionId}
 * @param destination configuration of the destination, with {@code destinationType} or {@code definitionId}
 */
record Inputs(JsonObject source, JsonObject destination) {
    private static final String FAKER_TO_DEV_NULL = """
            {
              "sourceConfiguration": {"sourceType": "faker", "count": 1000},
              "destinationConfiguration": {
                "destinationType": "dev-null",
                "test_destination": {"test_destination_type": "SILENT"}
              }
            }
            """;

    static Inputs fakerToDevNull() {
        return of(JsonParser.parseString(FAKER_TO_DEV_NULL));
    }

    /** Reads a file. Messages quote names of members and no values. */
    static Inputs read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" cannot be read: "
                    + e.getClass().getSimpleName());
        }
        JsonElement json;
        try {
            json = JsonParser.parseString(text);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" is not valid JSON");
        }
        return of(json);
    }

    private static Inputs of(JsonElement json) {
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("the inputs file must contain a JSON object");
        }
        return new Inputs(
                configuration(json.getAsJsonObject(), "source"), configuration(json.getAsJsonObject(), "destination"));
    }

    private static JsonObject configuration(JsonObject inputs, String connector) {
        if (!(inputs.get(connector + "Configuration") instanceof JsonObject configuration)) {
            throw new IllegalArgumentException("input " + connector + "Configuration is missing, or not a JSON object");
        }
        JsonElement definitionId = inputs.get(connector + "DefinitionId");
        if (definitionId != null && !definitionId.isJsonNull()) {
            configuration.add("definitionId", definitionId);
        }
        return configuration;
    }

    /** Returns the name of the source connector or the id of its definition. */
    String sourceConnector() {
        return connector(source, "sourceType");
    }

    /** Returns the name of the destination connector or the id of its definition. */
    String destinationConnector() {
        return connector(destination, "destinationType");
    }

    private static String connector(JsonObject configuration, String type) {
        JsonElement name = configuration.has(type) ? configuration.get(type) : configuration.get("definitionId");
        return name != null && name.isJsonPrimitive() ? name.getAsString() : "unnamed connector";
    }

    /** Returns the names of the connectors. */
    @Override
    public String toString() {
        return sourceConnector() + " to " + destinationConnector();
    }
}
