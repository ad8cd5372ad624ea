package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read as the web framework reads it: unknown members are ignored, the case of enum values
 * does not matter, numbers and booleans are accepted as strings, a single value is accepted as an array and an array of
 * one as its item. What cannot be converted is a 400.
 */
final class Body {
    private static final int UUID_LENGTH = 36;

    private final JsonObject json;
    private final String argument;
    private final String target;

    private Body(JsonObject json, String argument, String target) {
        this.json = json;
        this.argument = argument;
        this.target = target;
    }

    static Body of(JsonElement json, String argument, String target) {
        if (!json.isJsonObject()) {
            throw malformed(argument, "expected an object", target);
        }
        return new Body(json.getAsJsonObject(), argument, target);
    }

    boolean has(String name) {
        return json.has(name);
    }

    /** Returns a member; null if it is absent or null. */
    @Nullable
    JsonElement get(String name) {
        JsonElement element = json.get(name);
        return element == null || element.isJsonNull() ? null : element;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw malformed(name + ": a value is required");
        }
        return value;
    }

    @Nullable
    String string(String name) {
        JsonElement element = get(name);
        if (element instanceof JsonArray array && array.size() == 1) {
            element = array.get(0);
        }
        if (element == null) {
            return null;
        }
        if (!element.isJsonPrimitive()) {
            throw malformed(name + ": expected a string");
        }
        return element.getAsString();
    }

    String requiredString(String name) {
        return required(name, string(name));
    }

    BigDecimal requiredNumber(String name) {
        try {
            return new BigDecimal(requiredString(name));
        } catch (NumberFormatException e) {
            throw malformed(name + ": expected a number");
        }
    }

    @Nullable
    Boolean flag(String name) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw malformed(name + ": expected a boolean");
        }
        return text.equals("true");
    }

    @Nullable
    UUID uuid(String name) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == UUID_LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the error for a wrong length.
        }
        throw malformed(name + ": expected a UUID");
    }

    UUID requiredUuid(String name) {
        return required(name, uuid(name));
    }

    @Nullable
    String oneOf(String name, Set<String> values) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        String value = text.toLowerCase(Locale.ROOT);
        if (!values.contains(value)) {
            throw malformed(name + ": expected one of " + values);
        }
        return value;
    }

    String requiredOneOf(String name, Set<String> values) {
        return required(name, oneOf(name, values));
    }

    /** Returns an array's items; null if it is absent. */
    @Nullable
    JsonArray array(String name) {
        JsonElement element = get(name);
        return element == null ? null : arrayOf(element);
    }

    private static JsonArray arrayOf(JsonElement element) {
        if (element instanceof JsonArray array) {
            return array;
        }
        JsonArray single = new JsonArray(1);
        single.add(element);
        return single;
    }

    /** Returns an array of strings; empty if it is absent. */
    List<String> strings(String name) {
        JsonArray array = array(name);
        return array == null ? List.of() : strings(name, array);
    }

    /** Returns an array of arrays of strings; empty if it is absent. */
    List<List<String>> paths(String name) {
        List<List<String>> paths = new ArrayList<>();
        JsonArray array = array(name);
        if (array != null) {
            array.forEach(element -> paths.add(strings(name, arrayOf(element))));
        }
        return paths;
    }

    private List<String> strings(String name, JsonArray array) {
        List<String> strings = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            if (!element.isJsonPrimitive()) {
                throw malformed(name + ": expected strings");
            }
            strings.add(element.getAsString());
        }
        return strings;
    }

    @Nullable
    Body object(String name) {
        JsonElement element = get(name);
        return element == null ? null : object(name, element);
    }

    /** Returns an array's items, each of which has to be an object; null if the array is absent. */
    @Nullable
    List<Body> objects(String name) {
        JsonArray array = array(name);
        if (array == null) {
            return null;
        }
        List<Body> objects = new ArrayList<>();
        array.forEach(element -> objects.add(object(name, element)));
        return objects;
    }

    private Body object(String name, JsonElement element) {
        if (!element.isJsonObject()) {
            throw malformed(name + ": expected an object");
        }
        return new Body(element.getAsJsonObject(), argument, target);
    }

    /** Fails unless a member is there, even if it is null. */
    void require(String name) {
        if (!json.has(name)) {
            throw malformed(name + ": a value is required");
        }
    }

    private Refusal malformed(String reason) {
        return malformed(argument, reason, target);
    }

    private static Refusal malformed(String argument, String reason, String target) {
        return Problems.argument(
                "Failed to convert argument [" + argument + "] for value [null] due to: " + reason, argument, target);
    }
}
