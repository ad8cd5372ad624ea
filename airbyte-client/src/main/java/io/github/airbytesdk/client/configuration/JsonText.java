package io.github.airbytesdk.client.configuration;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON text strictly, because Gson's own parser silently keeps the last of two members of the same name. */
final class JsonText {
    private static final Pattern PLACE_IN_TEXT = Pattern.compile("at line \\d+ column \\d+");

    private JsonText() {}

    /**
     * Reads a JSON text strictly: no duplicate names, nothing after the value. Numbers keep every digit.
     *
     * @throws JsonLocation.Refusal if the text is not valid JSON, with its line and column
     */
    static JsonElement parse(CharSequence text, JsonLocation location) {
        try {
            return read(text.toString(), location);
        } catch (JsonLocation.Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException e) {
            Matcher place = PLACE_IN_TEXT.matcher(String.valueOf(e.getMessage()));
            throw location.refusalOfText("the text is not valid JSON" + (place.find() ? ", " + place.group() : ""));
        }
    }

    /** Reads a text like {@link #parse}. If it throws, the location is that of the value that is not JSON. */
    static JsonElement read(String text, JsonLocation location) throws IOException {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = read(reader, location);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("more than one value");
            }
            return json;
        }
    }

    private static JsonElement read(JsonReader reader, JsonLocation location) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    JsonElement value = location.within(name, () -> read(reader, location));
                    if (object.has(name)) {
                        throw location.within(name, () -> location.refusal("is there twice; keep one"));
                    }
                    object.add(name, value);
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(location.within(array.size(), () -> read(reader, location)));
                }
                reader.endArray();
                return array;
            }
            case STRING -> {
                return new JsonPrimitive(location.wellFormed(reader.nextString()));
            }
            case NUMBER -> {
                return new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> throw new JsonParseException("no value");
        }
    }
}
