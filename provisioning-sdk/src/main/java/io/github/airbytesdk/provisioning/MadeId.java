package io.github.airbytesdk.provisioning;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id of what a create has made from an answer that cannot be read as a whole: cut short, or with a member of
 * another type than expected. Losing the id would lose the thing.
 */
final class MadeId {
    private MadeId() {}

    static Optional<UUID> uuid(@Nullable String body, String member) {
        return text(body, member).flatMap(text -> {
            try {
                return Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException notAUuid) {
                return Optional.empty();
            }
        });
    }

    static Optional<Long> number(@Nullable String body, String member) {
        return text(body, member).flatMap(text -> {
            try {
                return Optional.of(Long.valueOf(text));
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        });
    }

    /** A member at the top, if it stands in the part that can be read. */
    private static Optional<String> text(@Nullable String body, String member) {
        if (body == null) {
            return Optional.empty();
        }
        try (JsonReader reader = new JsonReader(new StringReader(body))) {
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                JsonToken token = reader.peek();
                if (name.equals(member) && (token == JsonToken.STRING || token == JsonToken.NUMBER)) {
                    String value = reader.nextString();
                    // A number at the very end may have lost digits; looking on finds the end, mostly by an exception.
                    boolean whole = token == JsonToken.STRING || reader.peek() != JsonToken.END_DOCUMENT;
                    return whole ? Optional.of(value) : Optional.empty();
                }
                reader.skipValue();
            }
        } catch (IOException | IllegalStateException notJson) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
