package io.github.airbytesdk.provisioning;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id of a new resource from a response that cannot be parsed as a whole: it is truncated, or a member has an
 * unexpected type. Without the id the resource would be lost.
 */
final class TruncatedResponse {
    private TruncatedResponse() {}

    /** Returns a top-level member if the readable part of the body contains it and the parser accepts it, or null. */
    static <T> @Nullable T id(@Nullable String body, String member, Function<String, T> parser) {
        String text = body == null ? null : text(body, member);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static @Nullable String text(String body, String member) {
        try (JsonReader reader = new JsonReader(new StringReader(body))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                JsonToken token = reader.peek();
                if (name.equals(member) && (token == JsonToken.STRING || token == JsonToken.NUMBER)) {
                    String value = reader.nextString();
                    // A number at the end of the body may have lost digits. Reading on finds the end, mostly by an
                    // exception.
                    boolean complete = token == JsonToken.STRING || reader.peek() != JsonToken.END_DOCUMENT;
                    return complete ? value : null;
                }
                reader.skipValue();
            }
        } catch (IOException | IllegalStateException notJson) {
            return null;
        }
        return null;
    }
}
