package io.github.airbytesdk.embedded;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
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
     * @throws JsonParseException if the text is empty, malformed, or continues after the first value
     */
    static JsonElement parse(String text) {
        JsonElement element = GSON.fromJson(text, JsonElement.class);
        if (element == null) {
            throw new JsonParseException("no content");
        }
        return element;
    }

    /**
     * Reads the first JSON value of a request and ignores what follows it, as the server does. An empty text is read as
     * null.
     *
     * @throws JsonParseException if the value is malformed
     */
    static JsonElement parseFirst(String text) {
        if (text.isBlank()) {
            return JsonNull.INSTANCE;
        }
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return GSON.fromJson(reader, JsonElement.class);
    }

    /** Reads a JSON object of a test; {@code what} names it in the message. */
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

    /** Orders names as the server's database orders the members of JSON objects: by their length, then by their bytes. */
    static final Comparator<String> DATABASE_ORDER = Comparator.comparingInt(
                    (String name) -> name.getBytes(StandardCharsets.UTF_8).length)
            .thenComparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Returns a copy of a value as it is read again from the server's database. */
    static JsonElement inDatabaseOrder(JsonElement element) {
        if (element instanceof JsonArray array) {
            JsonArray copy = new JsonArray(array.size());
            array.forEach(item -> copy.add(inDatabaseOrder(item)));
            return copy;
        }
        if (element instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.keySet().stream()
                    .sorted(DATABASE_ORDER)
                    .forEach(name -> copy.add(name, inDatabaseOrder(object.get(name))));
            return copy;
        }
        return element;
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

    /** Builds an object. Members whose value is null are left out, as in the server's success bodies. */
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
