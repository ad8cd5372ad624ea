package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Connector configurations as JSON: taken in with every digit, and compared with what a server shows of them. */
final class Configurations {
    /** What Airbyte shows instead of a secret. */
    private static final String MASK = "**********";

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final Pattern PLACE_IN_JSON = Pattern.compile("at line \\d+ column \\d+");

    private Configurations() {}

    /**
     * Takes a copy of a configuration.
     *
     * @param owner whose it is, for messages, such as "source"
     * @param configuration a map, a Gson element, a JSON text, or a bean that Gson writes
     */
    static JsonObject copy(String owner, Object configuration) {
        JsonElement json = toJson(owner, configuration);
        if (!json.isJsonObject()) {
            throw new IllegalArgumentException("the " + owner + "'s configuration has to be a JSON object, but is "
                    + (json.isJsonArray() ? "an array" : json.isJsonNull() ? "null" : "a single value"));
        }
        return json.getAsJsonObject();
    }

    private static JsonElement toJson(String owner, Object configuration) {
        if (configuration instanceof CharSequence text) {
            return parse(owner, text.toString());
        }
        try {
            if (configuration instanceof JsonElement element) {
                // By way of its text, because an element can hold what JSON cannot, such as NaN.
                return JsonParser.parseString(GSON.toJson(element));
            }
            return GSON.toJsonTree(configuration);
        } catch (RuntimeException e) {
            // Without the cause: its message can quote values.
            throw new IllegalArgumentException("the " + owner + "'s configuration, a "
                    + configuration.getClass().getName() + ", cannot be written as JSON");
        }
    }

    private static JsonElement parse(String owner, String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("more than one value");
            }
            return json;
        } catch (IOException | JsonParseException e) {
            Matcher place = PLACE_IN_JSON.matcher(String.valueOf(e.getMessage()));
            throw new IllegalArgumentException(
                    "the " + owner + "'s configuration is no JSON" + (place.find() ? ", " + place.group() : ""));
        }
    }

    /**
     * Names the members at the top in which a configuration that was sent and one that a server shows differ. A secret,
     * which the server does not show, differs from nothing.
     *
     * @param typeMember {@code sourceType} or {@code destinationType}, which the server does not keep in it
     */
    static Set<String> differences(JsonObject sent, @Nullable JsonElement shown, String typeMember) {
        JsonObject other = shown != null && shown.isJsonObject() ? shown.getAsJsonObject() : new JsonObject();
        Set<String> names = new TreeSet<>(sent.keySet());
        names.addAll(other.keySet());
        names.remove(typeMember);
        names.removeIf(name -> matches(sent.get(name), other.get(name)));
        return names;
    }

    private static boolean matches(@Nullable JsonElement sent, @Nullable JsonElement shown) {
        if (sent == null || sent.isJsonNull() || shown == null || shown.isJsonNull()) {
            return (sent == null || sent.isJsonNull()) && (shown == null || shown.isJsonNull());
        }
        if (shown.isJsonPrimitive() && shown.getAsString().equals(MASK)) {
            return true;
        }
        if (sent instanceof JsonObject object) {
            return shown.isJsonObject() && differences(object, shown, "").isEmpty();
        }
        if (sent instanceof JsonArray array) {
            return shown.isJsonArray() && matches(array, shown.getAsJsonArray());
        }
        return shown.isJsonPrimitive() && matches(sent.getAsJsonPrimitive(), shown.getAsJsonPrimitive());
    }

    private static boolean matches(JsonArray sent, JsonArray shown) {
        boolean same = sent.size() == shown.size();
        for (int i = 0; same && i < sent.size(); i++) {
            same = matches(sent.get(i), shown.get(i));
        }
        return same;
    }

    /** Gson compares numbers as doubles, by which 9007199254740993 equals its neighbour. */
    private static boolean matches(JsonPrimitive sent, JsonPrimitive shown) {
        if (sent.isNumber() && shown.isNumber()) {
            return new BigDecimal(sent.getAsString()).compareTo(new BigDecimal(shown.getAsString())) == 0;
        }
        return sent.isNumber() == shown.isNumber()
                && sent.isBoolean() == shown.isBoolean()
                && sent.getAsString().equals(shown.getAsString());
    }
}
