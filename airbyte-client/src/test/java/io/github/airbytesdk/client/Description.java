package io.github.airbytesdk.client;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the API, for tests of it and of what is generated from it. */
final class Description {
    static final Path FILE = Path.of("..", "openapi", "airbyte-openapi.yml");
    static final JsonNode ROOT = new YAMLMapper().readTree(FILE.toFile());

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "options", "head", "trace");

    private Description() {}

    /** An operation with its method and path. */
    record Operation(String path, String method, JsonNode node) {
        String id() {
            return node.path("operationId").asString("");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        ROOT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member ->
                                operations.add(new Operation(path.getKey(), member.getKey(), member.getValue()))));
        return operations;
    }

    static JsonNode schema(String name) {
        return ROOT.path("components").path("schemas").path(name);
    }

    /** Resolves a reference, or an {@code allOf} with a single member. */
    static JsonNode resolved(JsonNode node) {
        JsonNode schema = node;
        while (true) {
            if (schema.has("$ref")) {
                schema = ROOT.at(schema.path("$ref").asString("").substring(1));
            } else if (schema.has("allOf")) {
                schema = schema.path("allOf").path(0);
            } else {
                return schema;
            }
        }
    }

    /** Generated models, by the schema that they are generated from. */
    static Map<String, Class<?>> models() {
        Map<String, Class<?>> models = new TreeMap<>();
        ROOT.path("components").path("schemas").propertyNames().forEach(name -> {
            try {
                models.put(name, Class.forName("io.github.airbytesdk.client.model." + name));
            } catch (ClassNotFoundException mappedToJsonOrAnArray) {
                // There is no class to test.
            }
        });
        return models;
    }

    static List<Class<?>> apis() {
        List<Class<?>> apis = new ArrayList<>();
        for (JsonNode tag : ROOT.path("tags")) {
            try {
                apis.add(Class.forName(
                        "io.github.airbytesdk.client." + tag.path("name").asString("") + "Api"));
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
        return apis;
    }

    /** JSON with every member that a schema has; what is secret starts with {@code canary}. */
    static JsonNode sample(JsonNode node) {
        JsonNode schema = resolved(node);
        return switch (schema.path("type").asString("")) {
            case "string" -> JSON.stringNode(text(schema));
            case "integer" ->
                "int64".equals(schema.path("format").asString(""))
                        ? JSON.numberNode(9007199254740993L)
                        : JSON.numberNode(7);
            case "number" -> JSON.numberNode(7);
            case "boolean" -> JSON.booleanNode(true);
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                array.add(sample(schema.path("items")));
                yield array;
            }
            default -> object(schema);
        };
    }

    private static String text(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(0).asString("");
        }
        return switch (schema.path("format").asString("")) {
            case "uuid" -> "95e66a59-8045-4307-9678-63bc3c9b8c93";
            case "uri" -> "https://docs.airbyte.com/";
            case "date-time" -> "2026-07-27T14:05:00Z";
            case "email" -> "ada@example.com";
            case "password" -> "canary-password";
            case "" -> "plain text";
            default -> throw new AssertionError("a format that the tests do not know: " + schema);
        };
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .properties()
                .forEach(member -> object.set(member.getKey(), sample(member.getValue())));
        if (!schema.has("properties")) {
            object.put("anything", "canary-free-form");
        }
        return object;
    }
}
