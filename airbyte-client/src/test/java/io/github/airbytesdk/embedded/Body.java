package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read as the web framework does: unknown members are ignored, null counts as absent, the
 * case of enum values does not matter, and what cannot be converted is a 400 before the API's own code runs.
 */
final class Body {
    private final JsonObject json;
    private final String path;

    Body(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    boolean isNull(String name) {
        return json.has(name) && json.get(name).isJsonNull();
    }

    @Nullable
    JsonElement get(String name) {
        JsonElement element = json.get(name);
        return element == null || element.isJsonNull() ? null : element;
    }

    JsonElement required(String name) {
        return required(name, get(name));
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw malformed(name, "a value is required");
        }
        return value;
    }

    @Nullable
    String string(String name) {
        JsonElement element = get(name);
        if (element == null) {
            return null;
        }
        if (!element.isJsonPrimitive()) {
            throw malformed(name, "not a string");
        }
        return element.getAsString();
    }

    String requiredString(String name) {
        return required(name, string(name));
    }

    @Nullable
    UUID uuid(String name) {
        String text = string(name);
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw malformed(name, "not a UUID");
        }
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
            throw malformed(name, "not one of " + values);
        }
        return value;
    }

    String requiredOneOf(String name, Set<String> values) {
        return required(name, oneOf(name, values));
    }

    @Nullable
    JsonArray array(String name) {
        JsonElement element = get(name);
        if (element == null) {
            return null;
        }
        if (!element.isJsonArray()) {
            throw malformed(name, "not an array");
        }
        return element.getAsJsonArray();
    }

    @Nullable
    Body object(String name) {
        JsonElement element = get(name);
        return element == null ? null : object(name, element);
    }

    /** Returns an array's items, each of which has to be an object; none if the array is absent. */
    List<Body> objects(String name) {
        List<Body> objects = new ArrayList<>();
        JsonArray array = array(name);
        if (array != null) {
            array.forEach(element -> objects.add(object(name, element)));
        }
        return objects;
    }

    private Body object(String name, JsonElement element) {
        if (!element.isJsonObject()) {
            throw malformed(name, "not an object");
        }
        return new Body(element.getAsJsonObject(), path);
    }

    private Refusal malformed(String name, String reason) {
        return Problems.malformed("Failed to convert argument [request body]: " + name + ": " + reason, path);
    }
}
