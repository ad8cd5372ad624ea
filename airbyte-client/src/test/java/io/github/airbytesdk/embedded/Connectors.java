package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The connectors that the server knows. Read from {@code connectors.json}. */
final class Connectors {
    static final Connectors ALL = read();

    private final List<ConnectorDefinition> definitions;

    private Connectors(List<ConnectorDefinition> definitions) {
        this.definitions = definitions;
    }

    List<ConnectorDefinition> of(ConnectorKind kind) {
        return definitions.stream()
                .filter(definition -> definition.kind() == kind)
                .toList();
    }

    @Nullable
    ConnectorDefinition byId(ConnectorKind kind, UUID id) {
        return of(kind).stream()
                .filter(definition -> definition.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    ConnectorDefinition byType(ConnectorKind kind, String type) {
        if (type.isEmpty()) {
            return null; // custom connectors are not in the server's table of types
        }
        return of(kind).stream()
                .filter(definition -> definition.type().equals(type))
                .findFirst()
                .orElse(null);
    }

    private static Connectors read() {
        String text;
        try (InputStream in = Objects.requireNonNull(Connectors.class.getResourceAsStream("connectors.json"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonObject file = Json.parse(text).getAsJsonObject();
        List<ConnectorDefinition> definitions = new ArrayList<>();
        for (ConnectorKind kind : ConnectorKind.values()) {
            for (JsonElement definition : file.getAsJsonArray(kind.label + "s")) {
                definitions.add(definition(kind, definition.getAsJsonObject()));
            }
        }
        return new Connectors(definitions);
    }

    private static ConnectorDefinition definition(ConnectorKind kind, JsonObject json) {
        List<SourceStream> streams = new ArrayList<>();
        for (JsonElement stream : array(json, "streams")) {
            streams.add(stream(stream.getAsJsonObject()));
        }
        return new ConnectorDefinition(
                kind,
                json.get("type").getAsString(),
                UUID.fromString(json.get("definitionId").getAsString()),
                json.get("name").getAsString(),
                json.get("dockerRepository").getAsString(),
                json.get("dockerImageTag").getAsString(),
                json.get("documentationUrl").getAsString(),
                new ConfigurationSchema(json.getAsJsonObject("configuration")),
                List.copyOf(streams),
                List.of(strings(json, "syncModes")));
    }

    private static SourceStream stream(JsonObject json) {
        SourceStream.Builder stream = SourceStream.named(json.get("name").getAsString())
                .fields(strings(json, "fields"))
                .primaryKey(strings(json, "primaryKey"))
                .incremental(json.get("incremental").getAsBoolean())
                .suggested(json.has("suggested"))
                .rows(json.get("rows").getAsLong());
        if (json.has("namespace")) {
            stream.namespace(json.get("namespace").getAsString());
        }
        if (json.has("cursorDefinedBySource")) {
            stream.sourceDefinedCursor(json.get("cursor").getAsString());
        }
        return stream.build();
    }

    private static String[] strings(JsonObject json, String member) {
        return array(json, member).asList().stream()
                .map(JsonElement::getAsString)
                .toArray(String[]::new);
    }

    private static JsonArray array(JsonObject json, String member) {
        return json.has(member) ? json.getAsJsonArray(member) : new JsonArray();
    }
}
