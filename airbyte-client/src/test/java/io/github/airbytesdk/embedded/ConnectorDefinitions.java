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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connectors that the server knows: those that Airbyte documents, from the files in {@code connectors}, and custom
 * ones. The file {@code connectors.json} adds what the former leave open for some of them, such as their streams.
 * Guarded by the {@link World}.
 */
final class ConnectorDefinitions {
    private static final List<ConnectorDefinition> BUILT_IN = read();

    private final List<ConnectorDefinition> definitions = new ArrayList<>(BUILT_IN);

    Stream<ConnectorDefinition> of(ConnectorKind kind) {
        return definitions.stream().filter(definition -> definition.kind() == kind);
    }

    @Nullable
    ConnectorDefinition byId(ConnectorKind kind, UUID id) {
        return find(kind, definition -> definition.id().equals(id));
    }

    /** Finds a connector by the server's table of names. */
    @Nullable
    ConnectorDefinition byType(ConnectorKind kind, String type) {
        return find(
                kind, definition -> definition.isNamed() && definition.name().equals(type));
    }

    /**
     * Finds a connector by its technical name, whether the server's table has it or not.
     *
     * @throws IllegalArgumentException if there is none
     */
    ConnectorDefinition byName(ConnectorKind kind, String name) {
        ConnectorDefinition definition =
                find(kind, candidate -> candidate.name().equals(name));
        if (definition == null) {
            throw new IllegalArgumentException("no " + kind.label + " connector \"" + name + "\"");
        }
        return definition;
    }

    /** Throws IllegalArgumentException if there is no connector with this image, such as {@code source-faker}. */
    void checkImage(String image) {
        if (definitions.stream().noneMatch(definition -> definition.image().equals(image))) {
            throw new IllegalArgumentException("no connector \"" + image + "\"; an example is destination-postgres");
        }
    }

    private @Nullable ConnectorDefinition find(ConnectorKind kind, Predicate<ConnectorDefinition> condition) {
        return of(kind).filter(condition).findFirst().orElse(null);
    }

    void add(ConnectorDefinition definition) {
        definitions.add(definition);
    }

    private static List<ConnectorDefinition> read() {
        JsonObject details = Json.parse(resource("connectors.json")).getAsJsonObject();
        List<ConnectorDefinition> definitions = new ArrayList<>();
        // Each line has an image and the id by which the server's table of names knows it, or "-".
        resource("connectors/definitions.txt").lines().forEach(line -> {
            String[] words = line.split(" ", -1);
            JsonObject detail = details.has(words[0]) ? details.getAsJsonObject(words[0]) : new JsonObject();
            definitions.add(documented(words[0], words[1], detail));
        });
        for (String image : details.keySet()) {
            JsonObject detail = details.getAsJsonObject(image);
            if (detail.has("configuration")) {
                definitions.add(custom(kind(image), image, detail));
            }
        }
        return List.copyOf(definitions);
    }

    /** Reads a resource of this package. */
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ConnectorDefinitions.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConnectorDefinition documented(String image, String id, JsonObject detail) {
        ConnectorKind kind = kind(image);
        String name = image.substring(kind.label.length() + 1);
        boolean isNamed = !id.equals("-");
        String randomLookingId =
                UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8)).toString();
        return new ConnectorDefinition(
                kind,
                name,
                isNamed,
                UUID.fromString(isNamed ? id : text(detail, "definitionId", randomLookingId)),
                text(detail, "title", name),
                "airbyte/" + image,
                text(detail, "dockerImageTag", "1.0.0"),
                "https://docs.airbyte.com/integrations/" + kind.label + "s/" + name,
                ConfigurationSchema.ofResource("connectors/" + kind.label + "s/" + name + ".json"),
                kind == ConnectorKind.SOURCE ? streams(detail) : List.of(),
                kind == ConnectorKind.DESTINATION ? syncModes(detail) : List.of(),
                detail.has("supportsFiles"));
    }

    private static ConnectorDefinition custom(ConnectorKind kind, String image, JsonObject detail) {
        return new ConnectorDefinition(
                kind,
                image.substring(kind.label.length() + 1),
                false,
                UUID.fromString(detail.get("definitionId").getAsString()),
                detail.get("title").getAsString(),
                detail.get("dockerRepository").getAsString(),
                detail.get("dockerImageTag").getAsString(),
                detail.get("documentationUrl").getAsString(),
                new ConfigurationSchema(detail.getAsJsonObject("configuration")),
                kind == ConnectorKind.SOURCE ? streams(detail) : List.of(),
                kind == ConnectorKind.DESTINATION ? syncModes(detail) : List.of(),
                false);
    }

    private static ConnectorKind kind(String image) {
        return image.startsWith(ConnectorKind.SOURCE.label) ? ConnectorKind.SOURCE : ConnectorKind.DESTINATION;
    }

    private static String text(JsonObject json, String member, String defaultValue) {
        return json.has(member) ? json.get(member).getAsString() : defaultValue;
    }

    /** Returns the streams of a source; one invented stream if they are not known. */
    private static List<SourceStream> streams(JsonObject detail) {
        if (!detail.has("streams")) {
            return List.of(SourceStream.named("items")
                    .fields("id", "name", "updated_at")
                    .primaryKey("id")
                    .sourceDefinedCursor("updated_at")
                    .build());
        }
        return detail.getAsJsonArray("streams").asList().stream()
                .map(stream -> stream(stream.getAsJsonObject()))
                .toList();
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

    /** A destination that supports refreshes, overwrites and deduplicates can overwrite with deduplication, too. */
    private static List<String> syncModes(JsonObject detail) {
        if (!detail.has("syncModes")) {
            return List.of("overwrite", "append", "append_dedup");
        }
        List<String> modes = new ArrayList<>(List.of(strings(detail, "syncModes")));
        if (detail.has("supportsRefreshes") && modes.containsAll(List.of("overwrite", "append_dedup"))) {
            modes.add("overwrite_dedup");
        }
        return List.copyOf(modes);
    }

    private static String[] strings(JsonObject json, String member) {
        JsonArray array = json.has(member) ? json.getAsJsonArray(member) : new JsonArray();
        return array.asList().stream().map(JsonElement::getAsString).toArray(String[]::new);
    }
}
