package io.github.airbytesdk.samples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The inputs of the workflow {@code provision-pipeline}, from a JSON file. */
final class PipelineInputs {
    private static final List<String> MEMBERS = List.of(
            "workspaceId",
            "sourceName",
            "sourceConfiguration",
            "sourceDefinitionId",
            "destinationName",
            "destinationConfiguration",
            "destinationDefinitionId",
            "connectionName");

    /** Generated users to a destination that discards them: works on every Airbyte and needs no account. */
    private static final String FAKER_TO_DEV_NULL = """
            {
              "sourceName": "dev-faker",
              "sourceConfiguration": {"sourceType": "faker", "count": 1000},
              "destinationName": "dev-null",
              "destinationConfiguration": {
                "destinationType": "dev-null",
                "test_destination": {"test_destination_type": "SILENT"}
              }
            }
            """;

    private final JsonObject json;

    private PipelineInputs(JsonObject json) {
        this.json = json;
    }

    static PipelineInputs fakerToDevNull() {
        return new PipelineInputs(JsonParser.parseString(FAKER_TO_DEV_NULL).getAsJsonObject());
    }

    /** Reads and checks a file. Messages quote the names of its members and no value. */
    static PipelineInputs read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" does not exist");
        } catch (IOException e) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" cannot be read: " + e);
        }
        JsonElement json;
        try {
            json = StrictJson.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" is not valid JSON: " + e.getMessage());
        }
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("inputs file \"" + file + "\" must contain a JSON object");
        }
        JsonObject object = json.getAsJsonObject();
        for (String member : object.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("inputs file \"" + file + "\" has a member \"" + member
                        + "\", which is not an input; did you mean \"" + nearest(member) + "\"?");
            }
        }
        return new PipelineInputs(object);
    }

    /** Returns null if the file names no workspace. */
    String workspaceId() {
        return text("workspaceId");
    }

    /** Sets everything except the workspace. */
    PipelineProvisioner fill(PipelineProvisioner empty) {
        PipelineProvisioner filled = empty.source(required("sourceName"), configuration("source"))
                .destination(required("destinationName"), configuration("destination"));
        String connectionName = text("connectionName");
        return connectionName == null ? filled : filled.connectionName(connectionName);
    }

    private JsonObject configuration(String connector) {
        JsonElement configuration = json.get(connector + "Configuration");
        if (configuration == null || !configuration.isJsonObject()) {
            throw new IllegalArgumentException("input " + connector + "Configuration is missing, or not a JSON object");
        }
        JsonObject copy = configuration.getAsJsonObject().deepCopy();
        String definitionId = text(connector + "DefinitionId");
        if (definitionId != null) {
            copy.addProperty("definitionId", definitionId);
        }
        return copy;
    }

    private String required(String member) {
        String text = text(member);
        if (text == null) {
            throw new IllegalArgumentException("input " + member + " is missing");
        }
        return text;
    }

    private String text(String member) {
        JsonElement value = json.get(member);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw new IllegalArgumentException("input " + member + " must be a string");
        }
        return value.getAsString();
    }

    private static String nearest(String member) {
        return MEMBERS.stream()
                .min(Comparator.comparingInt(known -> distance(known, member)))
                .orElseThrow();
    }

    /** Returns the Levenshtein distance, ignoring case. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int cost = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
