package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON schema of one connector's configuration: what may be in it, and which of it is secret. It knows the keywords
 * that Airbyte's connectors use, and words its findings as Airbyte's validator does.
 */
final class ConfigurationSchema {
    /** What the server shows in place of a secret, and takes on an update for "as it was". */
    static final String MASK = "**********";

    private final JsonObject root;

    ConfigurationSchema(JsonObject root) {
        this.root = root;
    }

    /** Returns what is wrong with a configuration; empty if nothing is. */
    List<String> validate(JsonElement configuration) {
        List<String> errors = new ArrayList<>();
        validate(root, configuration, "$", errors);
        return errors;
    }

    private static void validate(JsonObject schema, JsonElement value, String path, List<String> errors) {
        if (schema.has("type") && !hasType(value, schema.get("type").getAsString())) {
            errors.add(path + ": " + typeOf(value) + " found, "
                    + schema.get("type").getAsString() + " expected");
            return;
        }
        validateConstants(schema, value, path, errors);
        if (value instanceof JsonPrimitive primitive) {
            if (primitive.isNumber()) {
                validateNumber(schema, primitive.getAsBigDecimal(), path, errors);
            } else if (primitive.isString()) {
                validateString(schema, primitive.getAsString(), path, errors);
            }
        } else if (value instanceof JsonArray array) {
            validateArray(schema, array, path, errors);
        } else if (value instanceof JsonObject object) {
            validateObject(schema, object, path, errors);
        }
        if (schema.has("oneOf")) {
            validateOneOf(schema.getAsJsonArray("oneOf"), value, path, errors);
        }
    }

    private static void validateConstants(JsonObject schema, JsonElement value, String path, List<String> errors) {
        if (schema.has("const") && !schema.get("const").equals(value)) {
            errors.add(path + ": must be the constant value '"
                    + schema.get("const").getAsString() + "'");
        }
        if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
            errors.add(path + ": does not have a value in the enumeration " + Json.write(schema.get("enum")));
        }
    }

    private static void validateNumber(JsonObject schema, BigDecimal number, String path, List<String> errors) {
        if (schema.has("minimum") && number.compareTo(schema.get("minimum").getAsBigDecimal()) < 0) {
            errors.add(path + ": must have a minimum value of " + schema.get("minimum"));
        }
        if (schema.has("exclusiveMinimum")
                && number.compareTo(schema.get("exclusiveMinimum").getAsBigDecimal()) <= 0) {
            errors.add(path + ": must have an exclusive minimum value of " + schema.get("exclusiveMinimum"));
        }
        if (schema.has("maximum") && number.compareTo(schema.get("maximum").getAsBigDecimal()) > 0) {
            errors.add(path + ": must have a maximum value of " + schema.get("maximum"));
        }
    }

    private static void validateString(JsonObject schema, String text, String path, List<String> errors) {
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").getAsString())
                        .matcher(text)
                        .find()) {
            errors.add(path + ": does not match the regex pattern "
                    + schema.get("pattern").getAsString());
        }
    }

    private static void validateArray(JsonObject schema, JsonArray array, String path, List<String> errors) {
        if (schema.has("minItems") && array.size() < schema.get("minItems").getAsInt()) {
            errors.add(path + ": must have at least " + schema.get("minItems") + " items but found " + array.size());
        }
        if (schema.has("uniqueItems") && new HashSet<>(array.asList()).size() < array.size()) {
            errors.add(path + ": must have only unique items in the array");
        }
        if (schema.has("items")) {
            for (int i = 0; i < array.size(); i++) {
                validate(schema.getAsJsonObject("items"), array.get(i), path + "[" + i + "]", errors);
            }
        }
    }

    private static void validateObject(JsonObject schema, JsonObject object, String path, List<String> errors) {
        JsonObject properties = schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String name = member.getKey();
            if (properties.has(name)) {
                validate(properties.getAsJsonObject(name), member.getValue(), path + "." + name, errors);
            } else if (schema.has("additionalProperties")) {
                errors.add(path + ": property '" + name
                        + "' is not defined in the schema and the schema does not allow additional properties");
            }
        }
        if (schema.has("required")) {
            for (JsonElement name : schema.getAsJsonArray("required")) {
                if (!object.has(name.getAsString())) {
                    errors.add(path + ": required property '" + name.getAsString() + "' not found");
                }
            }
        }
    }

    private static void validateOneOf(JsonArray choices, JsonElement value, String path, List<String> errors) {
        int valid = 0;
        List<String> closest = null;
        for (JsonElement choice : choices) {
            List<String> found = new ArrayList<>();
            validate(choice.getAsJsonObject(), value, path, found);
            if (found.isEmpty()) {
                valid++;
            } else if (closest == null || rank(found) < rank(closest)) {
                closest = found;
            }
        }
        if (valid != 1) {
            errors.add(path + ": must be valid to one and only one schema, but " + valid + " are valid");
            if (valid == 0 && closest != null) {
                errors.addAll(closest);
            }
        }
    }

    /** Puts the choice that the user meant (its constants match) before the others. */
    private static int rank(List<String> errors) {
        boolean otherChoice =
                errors.stream().anyMatch(error -> error.contains("constant value") || error.contains("enumeration"));
        return errors.size() + (otherChoice ? 1000 : 0);
    }

    private static boolean hasType(JsonElement value, String type) {
        String actual = typeOf(value);
        return actual.equals(type) || (type.equals("number") && actual.equals("integer"));
    }

    private static String typeOf(JsonElement value) {
        if (value.isJsonObject()) {
            return "object";
        }
        if (value.isJsonArray()) {
            return "array";
        }
        if (value instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                return "string";
            }
            if (primitive.isBoolean()) {
                return "boolean";
            }
            return primitive.getAsString().matches("-?\\d+") ? "integer" : "number";
        }
        return "null";
    }

    /** Returns a copy of a configuration that shows no secret. */
    JsonObject mask(JsonObject configuration) {
        JsonElement masked =
                replaceSecrets(List.of(root), configuration, null, (secret, stored) -> new JsonPrimitive(MASK));
        return masked.getAsJsonObject();
    }

    /** Returns a copy of an update in which each masked secret has its stored value again. */
    JsonObject unmask(JsonObject update, JsonObject stored) {
        JsonElement unmasked = replaceSecrets(
                List.of(root),
                update,
                stored,
                (secret, before) -> before != null && secret.equals(new JsonPrimitive(MASK)) ? before : secret);
        return unmasked.getAsJsonObject();
    }

    /** Says what becomes of a secret, given the value stored in its place, if any. */
    private interface SecretRule {
        JsonElement apply(JsonElement secret, @Nullable JsonElement stored);
    }

    /** Walks a value, and its stored counterpart, along all schemas that may describe it. */
    private static JsonElement replaceSecrets(
            List<JsonObject> schemas, JsonElement value, @Nullable JsonElement stored, SecretRule rule) {
        if (schemas.stream().anyMatch(schema -> schema.has("secret"))) {
            return rule.apply(value, stored);
        }
        if (value instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                String name = member.getKey();
                JsonElement before = stored instanceof JsonObject other ? other.get(name) : null;
                copy.add(name, replaceSecrets(properties(schemas, name), member.getValue(), before, rule));
            }
            return copy;
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray(array.size());
            for (int i = 0; i < array.size(); i++) {
                JsonElement before = stored instanceof JsonArray other && i < other.size() ? other.get(i) : null;
                copy.add(replaceSecrets(items(schemas), array.get(i), before, rule));
            }
            return copy;
        }
        return value;
    }

    private static List<JsonObject> properties(List<JsonObject> schemas, String name) {
        List<JsonObject> found = new ArrayList<>();
        for (JsonObject schema : withChoices(schemas)) {
            if (schema.has("properties") && schema.getAsJsonObject("properties").has(name)) {
                found.add(schema.getAsJsonObject("properties").getAsJsonObject(name));
            }
        }
        return found;
    }

    private static List<JsonObject> items(List<JsonObject> schemas) {
        return withChoices(schemas).stream()
                .filter(schema -> schema.has("items"))
                .map(schema -> schema.getAsJsonObject("items"))
                .toList();
    }

    private static List<JsonObject> withChoices(List<JsonObject> schemas) {
        List<JsonObject> all = new ArrayList<>(schemas);
        for (JsonObject schema : schemas) {
            if (schema.has("oneOf")) {
                schema.getAsJsonArray("oneOf").forEach(choice -> all.add(choice.getAsJsonObject()));
            }
        }
        return all;
    }
}
