package io.github.airbytesdk.embedded;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON; numbers keep the text that they came with. */
final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private Json() {}

    /**
     * Reads one strict JSON document.
     *
     * @throws JsonParseException if the text is empty, is no JSON, or goes on after the first value
     */
    static JsonElement parse(String text) {
        JsonElement element = GSON.fromJson(text, JsonElement.class);
        if (element == null) {
            throw new JsonParseException("no content");
        }
        return element;
    }

    /** Reads a JSON object that a user of the stand-in wrote; {@code what} names it in the message. */
    static JsonObject parseObject(String text, String what) {
        try {
            return parse(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            // The text may hold secrets, and so may the parser's message.
            throw new IllegalArgumentException(what + " is not a JSON object");
        }
    }

    static String write(JsonElement element) {
        return GSON.toJson(element);
    }

    static JsonArray strings(Collection<String> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(array::add);
        return array;
    }

    static JsonArray paths(Collection<List<String>> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(path -> array.add(strings(path)));
        return array;
    }

    static boolean isString(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }

    /** Starts an object. */
    static Members object() {
        return new Members();
    }

    /** Builds an object member by member; what is null is left out, as in the server's own success bodies. */
    static final class Members {
        private final JsonObject object = new JsonObject();

        private Members() {}

        Members add(String name, @Nullable Object value) {
            if (value instanceof JsonElement element) {
                object.add(name, element);
            } else if (value instanceof Number number) {
                object.addProperty(name, number);
            } else if (value instanceof Boolean flag) {
                object.addProperty(name, flag);
            } else if (value != null) {
                object.addProperty(name, value.toString());
            }
            return this;
        }

        JsonObject build() {
            return object;
        }
    }
}
