package io.github.airbytesdk.connectors.generator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import io.github.airbytesdk.connectors.generator.Connector.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads what Airbyte publishes about connectors, and keeps the facts: names, types, limits, defaults and secrets. Titles
 * are kept only where they name a variant, and descriptions never.
 */
final class PublishedSpecs {
    /** In the order in which they are written, because a different order in a document is not a change. */
    private static final List<String> FACTS = List.of(
            "type",
            "format",
            "pattern",
            "const",
            "enum",
            "default",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "uniqueItems",
            "required");

    private static final List<String> VARIANTS = List.of("oneOf", "anyOf", "allOf");
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LAZILY_PARSED_NUMBER)
            .create();

    private PublishedSpecs() {}

    /** Reads JSON or YAML. */
    static JsonObject read(Path file) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        String text = Files.readString(file);
        // JSON is read by Gson, because YAML interprets some strings, such as dates, as other types.
        JsonElement json = text.stripLeading().startsWith("{")
                ? GSON.fromJson(text, JsonElement.class)
                : GSON.toJsonTree(new Yaml(new SafeConstructor(options)).<Object>load(text));
        if (!(json instanceof JsonObject object)) {
            throw new IllegalArgumentException(file + " does not contain a JSON object");
        }
        return object;
    }

    /**
     * Returns the facts of all connectors by names such as {@code source-postgres}.
     *
     * @param document a connector registry, Airbyte's OpenAPI description, or a document of facts
     */
    static NavigableMap<String, JsonObject> all(JsonObject document) {
        NavigableMap<String, JsonObject> specs = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            JsonElement connectors = document.get(kind.plural());
            if (connectors instanceof JsonArray registry) {
                for (JsonElement entry : registry) {
                    specs.put(nameIn(entry.getAsJsonObject()), facts(one(entry.getAsJsonObject())));
                }
            } else if (connectors instanceof JsonObject facts) {
                facts.entrySet()
                        .forEach(each -> specs.put(
                                kind.word() + "-" + each.getKey(),
                                facts(each.getValue().getAsJsonObject())));
            }
            if (document.get("components") instanceof JsonObject components) {
                components.getAsJsonObject("schemas").entrySet().forEach(schema -> {
                    boolean isUpdate = schema.getKey().endsWith("-update");
                    if (schema.getKey().startsWith(kind.word() + "-") && !isUpdate) {
                        specs.put(schema.getKey(), described(schema.getValue().getAsJsonObject(), kind));
                    }
                });
            }
        }
        if (specs.isEmpty()) {
            throw new IllegalArgumentException(
                    "no connectors found; a registry has sources and destinations, a description has components.schemas");
        }
        return specs;
    }

    /** Returns the definition ids in a document of facts; the other documents do not say what is in the table of names. */
    static Map<String, String> definitions(JsonObject document) {
        Map<String, String> definitions = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            if (document.get(kind.plural()) instanceof JsonObject facts) {
                facts.entrySet().forEach(each -> {
                    if (each.getValue().getAsJsonObject().get("definitionId") instanceof JsonPrimitive id) {
                        definitions.put(kind.word() + "-" + each.getKey(), id.getAsString());
                    }
                });
            }
        }
        return definitions;
    }

    /**
     * Returns a connector's specification.
     *
     * @param document a registry entry, a {@code spec} message of a connector, or the {@code connectionSpecification}
     */
    static JsonObject one(JsonObject document) {
        JsonObject json = document.get("spec") instanceof JsonObject spec ? spec : document;
        return json.get("connectionSpecification") instanceof JsonObject specification ? specification : json;
    }

    static @Nullable String documentation(JsonObject document) {
        for (JsonElement json : new JsonElement[] {document, document.get("spec")}) {
            if (json instanceof JsonObject object && object.get("documentationUrl") instanceof JsonPrimitive url) {
                return url.getAsString();
            }
        }
        return null;
    }

    private static String nameIn(JsonObject entry) {
        String repository = entry.get("dockerRepository").getAsString();
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** The description adds the connector's type to its specification. */
    private static JsonObject described(JsonObject schema, Kind kind) {
        JsonObject facts = facts(schema);
        if (facts.get("properties") instanceof JsonObject properties) {
            properties.remove(kind.typeMember());
        }
        if (facts.get("required") instanceof JsonArray required) {
            required.remove(new JsonPrimitive(kind.typeMember()));
        }
        return facts;
    }

    /** Returns a copy of a schema that contains only facts. */
    static JsonObject facts(JsonObject schema) {
        JsonObject facts = new JsonObject();
        for (String keyword : FACTS) {
            if (schema.has(keyword)) {
                facts.add(keyword, schema.get(keyword).deepCopy());
            }
        }
        if (Schemas.isSecret(schema)) {
            facts.addProperty("secret", true);
        }
        if (schema.has("additionalProperties")) {
            facts.add("additionalProperties", nested(schema.get("additionalProperties")));
        }
        if (schema.get("properties") instanceof JsonObject properties) {
            facts.add("properties", properties(properties));
        }
        if (schema.has("items")) {
            facts.add("items", nested(schema.get("items")));
        }
        for (String keyword : VARIANTS) {
            if (schema.get(keyword) instanceof JsonArray variants) {
                facts.add(keyword, variants(variants));
            }
        }
        return facts;
    }

    private static JsonElement nested(JsonElement value) {
        return value instanceof JsonObject schema ? facts(schema) : value;
    }

    private static JsonObject properties(JsonObject properties) {
        List<Map.Entry<String, JsonElement>> sorted = new ArrayList<>(properties.entrySet());
        sorted.sort(Comparator.comparingInt(property -> order(property.getValue())));
        JsonObject facts = new JsonObject();
        sorted.stream()
                .filter(property -> property.getValue().isJsonObject())
                .forEach(property ->
                        facts.add(property.getKey(), facts(property.getValue().getAsJsonObject())));
        return facts;
    }

    private static int order(JsonElement property) {
        return property instanceof JsonObject object && object.get("order") instanceof JsonPrimitive order
                ? order.getAsInt()
                : Integer.MAX_VALUE;
    }

    private static JsonArray variants(JsonArray variants) {
        JsonArray facts = new JsonArray();
        for (JsonElement each : variants) {
            JsonObject variant = new JsonObject();
            if (each.getAsJsonObject().get("title") instanceof JsonPrimitive title) {
                variant.add("title", title);
            }
            facts(each.getAsJsonObject()).entrySet().forEach(fact -> variant.add(fact.getKey(), fact.getValue()));
            facts.add(variant);
        }
        return facts;
    }
}
