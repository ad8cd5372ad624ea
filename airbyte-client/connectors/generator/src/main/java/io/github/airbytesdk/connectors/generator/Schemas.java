package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a JSON schema as connectors write it. */
final class Schemas {
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(password|passphrase|secret|token|credential|private_?key|api_?key|access_?key|sas_|connection_?string).*");

    /** Values that a variant can be named after, unlike a flag or an address. */
    private static final Pattern NAME = Pattern.compile("(?!(true|false)$)[A-Za-z][^/:]*(/[^/:]*)?");

    private Schemas() {}

    /** Returns the properties in order. */
    static Map<String, JsonObject> properties(JsonObject schema) {
        Map<String, JsonObject> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof JsonObject object) {
            object.entrySet().forEach(property -> {
                if (property.getValue() instanceof JsonObject member) {
                    properties.put(property.getKey(), member);
                }
            });
        }
        return properties;
    }

    static Set<String> required(JsonObject schema) {
        Set<String> names = new HashSet<>();
        if (schema.get("required") instanceof JsonArray array) {
            array.forEach(name -> names.add(name.getAsString()));
        }
        return names;
    }

    /** Whether a schema has one type, apart from null. */
    static boolean is(JsonObject schema, String type) {
        JsonElement declared = schema.get("type");
        if (declared instanceof JsonArray types) {
            List<JsonElement> others = types.asList().stream()
                    .filter(each -> !each.getAsString().equals("null"))
                    .toList();
            return others.size() == 1 && others.get(0).getAsString().equals(type);
        }
        return declared instanceof JsonPrimitive && declared.getAsString().equals(type);
    }

    static JsonObject items(JsonObject array) {
        if (!(array.get("items") instanceof JsonObject items)) {
            return array.has("enum") ? enumOf(array) : new JsonObject();
        }
        return items;
    }

    /** Some connectors enumerate an array's elements in the array's schema. */
    private static JsonObject enumOf(JsonObject array) {
        JsonObject items = new JsonObject();
        items.add("enum", array.get("enum"));
        return items;
    }

    /** Returns the objects to choose from, or null if there is no such choice. */
    static @Nullable JsonArray variants(JsonObject schema) {
        for (String keyword : List.of("oneOf", "anyOf")) {
            if (schema.get(keyword) instanceof JsonArray variants
                    && !variants.isEmpty()
                    && variants.asList().stream().allMatch(Schemas::isObject)) {
                return variants;
            }
        }
        return null;
    }

    private static boolean isObject(JsonElement schema) {
        return schema instanceof JsonObject object
                && (is(object, "object") || (!object.has("type") && object.has("properties")));
    }

    /** Adds the parts of the surrounding schema, which apply to all variants, to one of them. */
    static JsonObject merged(JsonObject around, JsonObject variant) {
        JsonObject merged = variant.deepCopy();
        JsonObject properties = new JsonObject();
        properties(around).forEach(properties::add);
        properties(variant).forEach((name, property) -> properties.add(name, property.deepCopy()));
        merged.add("properties", properties);
        JsonArray required = new JsonArray();
        Set<String> names = new HashSet<>(required(around));
        names.addAll(required(variant));
        names.forEach(required::add);
        merged.add("required", required);
        return merged;
    }

    /** Returns the member whose constants distinguish the variants, or null. */
    static @Nullable String selector(JsonArray variants) {
        for (String name : properties(variants.get(0).getAsJsonObject()).keySet()) {
            List<JsonElement> constants = new ArrayList<>();
            for (JsonElement variant : variants) {
                JsonElement constant = onlyValue(variant.getAsJsonObject(), name);
                if (constant != null) {
                    constants.add(constant);
                }
            }
            if (constants.size() == variants.size() && new HashSet<>(constants).size() == constants.size()) {
                return name;
            }
        }
        return null;
    }

    private static @Nullable JsonElement onlyValue(JsonObject variant, String name) {
        JsonObject property = properties(variant).get(name);
        return property == null ? null : onlyValue(property);
    }

    /** Returns a member's value if it is a constant or enumerates one value. */
    static @Nullable JsonElement onlyValue(JsonObject property) {
        JsonElement constant = constant(property);
        if (constant == null && property.get("enum") instanceof JsonArray values && values.size() == 1) {
            constant = values.get(0);
        }
        return constant instanceof JsonPrimitive ? constant : null;
    }

    /** Returns the value of a member that is a constant. */
    static @Nullable JsonElement constant(JsonObject property) {
        JsonElement constant = property.get("const");
        boolean isPossible = !(property.get("enum") instanceof JsonArray values) || values.contains(constant);
        return constant instanceof JsonPrimitive && isPossible ? constant : null;
    }

    /** Names a variant by the value that selects it, or by its title. */
    static String label(JsonObject variant, @Nullable String selector) {
        JsonElement constant = selector == null ? null : onlyValue(variant, selector);
        boolean isName =
                constant != null && NAME.matcher(constant.getAsString()).matches();
        if (!isName && variant.get("title") instanceof JsonPrimitive title) {
            return title.getAsString();
        }
        return constant == null ? "variant" : constant.getAsString();
    }

    /** Returns the values of an enumeration of texts; empty if it is not one. */
    static List<String> enumValues(JsonObject schema) {
        if (!(schema.get("enum") instanceof JsonArray values)
                || !values.asList().stream()
                        .allMatch(value -> value instanceof JsonPrimitive text && text.isString())) {
            return List.of();
        }
        return values.asList().stream().map(JsonElement::getAsString).distinct().toList();
    }

    static boolean isSecret(JsonObject schema) {
        return List.of("secret", "airbyte_secret").stream()
                .anyMatch(keyword -> schema.get(keyword) instanceof JsonPrimitive flag && flag.getAsBoolean());
    }

    /** Whether a value should not be shown, by its specification or by its name. */
    static boolean isSecret(String name, JsonObject schema) {
        boolean isText = properties(schema).isEmpty()
                && variants(schema) == null
                && enumValues(schema).isEmpty()
                && !is(schema, "boolean")
                && !is(schema, "integer");
        return isSecret(schema) || (isText && SECRET_NAME.matcher(name).matches());
    }
}
