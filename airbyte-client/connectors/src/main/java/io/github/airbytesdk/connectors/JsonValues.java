package io.github.airbytesdk.connectors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts Java values to JSON without reflection on their classes. */
final class JsonValues {
    static final JsonPrimitive MASK = new JsonPrimitive("***");

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]*@");

    private JsonValues() {}

    /**
     * Converts a value.
     *
     * @param path where the value is, for messages
     * @throws IllegalArgumentException if the type is not supported
     */
    static JsonElement of(String path, @Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof JsonElement element) {
            return element.deepCopy();
        }
        if (value instanceof ConfigurationPart part) {
            return part.json();
        }
        if (value instanceof CharSequence || value instanceof Enum<?>) {
            return new JsonPrimitive(value.toString());
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof Double || value instanceof Float) {
            return new JsonPrimitive(number(((Number) value).doubleValue()));
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof Collection<?> collection) {
            return array(path, collection.toArray());
        }
        if (value instanceof Object[] values) {
            return array(path, values);
        }
        if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            map.forEach((key, member) -> object.add(String.valueOf(key), of(path + "." + key, member)));
            return object;
        }
        throw new IllegalArgumentException(path + " is a " + value.getClass().getName()
                + "; use a String, a number, a Boolean, a Map, a List, an Object[] or a Gson element");
    }

    private static JsonArray array(String path, Object[] values) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < values.length; i++) {
            array.add(of(path + "[" + i + "]", values[i]));
        }
        return array;
    }

    static Number number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " cannot be written as JSON");
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** Converts a whole configuration: like {@link #of}, but a text is a JSON document, and a supplier is called. */
    static JsonObject document(Object configuration) {
        Object value = configuration instanceof Supplier<?> supplier ? supplier.get() : configuration;
        JsonElement json = value instanceof CharSequence text ? parse(text.toString()) : of("$", value);
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("the configuration is not a JSON object");
        }
        return json.getAsJsonObject();
    }

    private static JsonElement parse(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("the configuration is more than one JSON document");
            }
            return json;
        } catch (IOException | JsonParseException e) {
            // Without the cause: its message can quote values.
            throw new IllegalArgumentException("the configuration is not valid JSON");
        }
    }

    /** Converts a value for display: objects with their secrets masked, URLs without user info. */
    static JsonElement masked(Object value) {
        if (value instanceof ConfigurationPart part) {
            return part.masked();
        }
        if (value instanceof Collection<?> || value instanceof Object[]) {
            Object[] values = value instanceof Collection<?> collection ? collection.toArray() : (Object[]) value;
            JsonArray array = new JsonArray();
            for (Object element : values) {
                array.add(masked(element));
            }
            return array;
        }
        if (value instanceof CharSequence text) {
            return new JsonPrimitive(withoutUserInfo(text));
        }
        // The specification does not describe the contents of a caller's map or JSON element.
        return value instanceof Map<?, ?> || value instanceof JsonElement ? MASK : of("$", value);
    }

    private static String withoutUserInfo(CharSequence text) {
        return USER_INFO.matcher(text).replaceAll("://***@");
    }

    static String text(JsonElement json) {
        return GSON.toJson(json);
    }
}
