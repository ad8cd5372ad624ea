package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules for the mappers of a stream, which change its fields one after the other. */
final class Mappers {
    /** Of each type of mapper, the members that its configuration needs. */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "hashing", List.of("targetField", "method", "fieldNameSuffix"),
            "field-renaming", List.of("originalFieldName", "newFieldName"),
            "field-filtering", List.of("targetField"),
            "row-filtering", List.of("conditions"),
            "encryption", List.of("targetField", "algorithm"));

    private Mappers() {}

    /** Reads the mappers of a request. The server gives an id to each mapper that has none. */
    static JsonArray from(@Nullable List<Body> mappers) {
        JsonArray read = new JsonArray();
        if (mappers != null) {
            for (Body mapper : mappers) {
                UUID id = mapper.uuid("id");
                mapper.require("mapperConfiguration");
                read.add(Json.object()
                        .add("id", id == null ? UUID.randomUUID() : id)
                        .add("type", mapper.requiredOneOf("type", REQUIRED.keySet()))
                        .add("mapperConfiguration", mapper.get("mapperConfiguration"))
                        .build());
            }
        }
        return read;
    }

    /** Refuses the mappers of a connection that cannot work on the fields of its streams. */
    static void check(List<ConfiguredStream> streams) {
        JsonArray errors = new JsonArray();
        streams.forEach(stream -> check(stream, errors));
        if (!errors.isEmpty()) {
            throw Problems.named(
                    400,
                    "error:mapper-validation",
                    "Mapper validation failed",
                    "The mapper configuration is invalid",
                    Json.object().add("errors", errors).build());
        }
    }

    private static void check(ConfiguredStream stream, JsonArray errors) {
        Set<String> fields = new LinkedHashSet<>(stream.fields());
        for (JsonElement element : stream.mappers()) {
            JsonObject mapper = element.getAsJsonObject();
            String error = apply(mapper, fields);
            if (error != null) {
                errors.add(Json.object()
                        .add("stream", stream.stream().name())
                        .add("error", error)
                        .add("mapper", mapper)
                        .build());
            }
        }
    }

    /** Applies a mapper to the names of a stream's fields. Returns the kind of error, or null. */
    private static @Nullable String apply(JsonObject mapper, Set<String> fields) {
        String type = mapper.get("type").getAsString();
        if (!(mapper.get("mapperConfiguration") instanceof JsonObject configuration)
                || !configuration.keySet().containsAll(REQUIRED.getOrDefault(type, List.of()))) {
            return "INVALID_MAPPER_CONFIG";
        }
        return switch (type) {
            case "field-renaming" ->
                rename(text(configuration, "originalFieldName"), text(configuration, "newFieldName"), fields);
            case "field-filtering" -> fields.remove(text(configuration, "targetField")) ? null : "FIELD_NOT_FOUND";
            case "row-filtering" -> null;
            default -> {
                String field = text(configuration, "targetField");
                yield rename(field, field + text(configuration, "fieldNameSuffix"), fields);
            }
        };
    }

    private static @Nullable String rename(String from, String to, Set<String> fields) {
        if (!from.equals(to) && fields.contains(to)) {
            return "FIELD_ALREADY_EXISTS";
        }
        if (!fields.remove(from)) {
            return "FIELD_NOT_FOUND";
        }
        fields.add(to);
        return null;
    }

    private static String text(JsonObject configuration, String member) {
        return Json.isString(configuration.get(member))
                ? configuration.get(member).getAsString()
                : "";
    }

    /** Returns the mappers as the server stores them: every condition of a row filter has a list of conditions. */
    static JsonArray stored(JsonArray mappers) {
        JsonArray stored = mappers.deepCopy();
        for (JsonElement mapper : stored) {
            if (mapper.getAsJsonObject().get("mapperConfiguration") instanceof JsonObject configuration
                    && configuration.get("conditions") instanceof JsonObject condition) {
                complete(condition);
            }
        }
        return stored;
    }

    private static void complete(JsonObject condition) {
        if (!(condition.get("conditions") instanceof JsonArray conditions)) {
            condition.add("conditions", new JsonArray());
            return;
        }
        for (JsonElement nested : conditions) {
            if (nested instanceof JsonObject object) {
                complete(object);
            }
        }
    }
}
