package io.github.airbytesdk.client.configuration;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Converts a Java, Kotlin or Groovy value to the JSON configuration of a connector.
 *
 * <pre>{@code
 * client.sources().createSource(new SourceCreateRequest()
 *         .workspaceId(workspaceId)
 *         .name("orders")
 *         .configuration(JsonConfiguration.of(Map.of("sourceType", "postgres", "host", host, "port", 5432))));
 * }</pre>
 *
 * <p>The package's page lists the accepted types.
 *
 * @since 0.1.0
 */
public final class JsonConfiguration {
    private JsonConfiguration() {}

    /**
     * Converts a configuration to a new JSON object.
     *
     * @param configuration an object of any accepted type that corresponds to a JSON object, such as a {@code Map}, a record or
     *     a bean; a JSON text; or a {@code Supplier} of one of these, which is called once and whose exceptions pass unchanged
     * @throws IllegalArgumentException if it is null or another value that is not a JSON object, or contains a value of a type that
     *     is not accepted. The message is one line with the value's JSON path and type, and without the value, which may be a secret
     */
    public static JsonObject of(Object configuration) {
        return convert("configuration: ", configuration, null);
    }

    /**
     * Converts a configuration like {@link #of(Object)}, with a Gson for types of the caller's own.
     *
     * @param owner what the configuration belongs to, such as {@code source}; each message starts with it
     * @param gson its adapters come first, for types of the JDK as well, and it writes beans and records, by its naming policy
     *     and exclusions. Their contents are checked like everything else. Null means none
     * @throws IllegalArgumentException as {@link #of(Object)} does
     */
    public static JsonObject of(String owner, Object configuration, @Nullable Gson gson) {
        return convert(Objects.requireNonNull(owner, "owner") + " configuration: ", configuration, gson);
    }

    private static JsonObject convert(String prefix, Object configuration, @Nullable Gson gson) {
        // A typed configuration validates itself in get(), and its exception already has a message for the user.
        Object value = configuration instanceof Supplier<?> supplier ? supplier.get() : configuration;
        JsonConverter converter = new JsonConverter(prefix, gson);
        JsonElement json = value instanceof CharSequence text && !converter.isWrittenByGson(value)
                ? converter.parse(text)
                : converter.convert(value);
        if (!json.isJsonObject()) {
            throw converter.refusal("is "
                    + (json.isJsonArray() ? "an array" : json.isJsonNull() ? "null" : "a single value")
                    + "; a JSON object is required");
        }
        return json.getAsJsonObject();
    }
}
