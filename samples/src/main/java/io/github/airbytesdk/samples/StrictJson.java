package io.github.airbytesdk.samples;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as RFC 8259 defines it, and refuses duplicate members. Gson by itself keeps the last of two members, and accepts
 * single quotes and text after the end. A byte order mark is skipped.
 */
final class StrictJson {
    private static final Pattern LOCATION = Pattern.compile("line (\\d+) column (\\d+)");

    private StrictJson() {}

    /**
     * Parses a text.
     *
     * @throws IllegalArgumentException if it is not valid JSON; the message has the line and column, and no value
     */
    static JsonElement parse(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("text after the end: " + reader);
            }
            return element;
        } catch (DuplicateMemberException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (EOFException e) {
            throw new IllegalArgumentException("it ends too early");
        } catch (IOException | JsonParseException | NumberFormatException e) {
            throw new IllegalArgumentException(location(e.getMessage(), reader) + ": malformed");
        }
    }

    private static JsonElement read(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    if (object.has(name)) {
                        throw new DuplicateMemberException(
                                location("", reader) + ": duplicate member \"" + name + "\"");
                    }
                    object.add(name, read(reader));
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(read(reader));
                }
                reader.endArray();
                return array;
            }
            default -> {
                return JsonParser.parseReader(reader);
            }
        }
    }

    private static String location(String message, JsonReader reader) {
        Matcher location = LOCATION.matcher(String.valueOf(message));
        if (!location.find()) {
            location = LOCATION.matcher(reader.toString());
            location.find();
        }
        return "line " + location.group(1) + ", column " + location.group(2);
    }

    private static final class DuplicateMemberException extends IOException {
        private static final long serialVersionUID = 1L;

        DuplicateMemberException(String message) {
            super(message);
        }
    }
}
