package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Differences in the responses of other server versions, for {@link EmbeddedAirbyte#rewrite}. Each applies to all objects
 * of a response at every level, including configurations, and they can be combined with {@link Function#andThen}.
 *
 * @since 0.1.0
 */
public final class Drift {
    private Drift() {}

    /** Adds members that no version has: a string, a number, an object, an array and a null. */
    public static Function<JsonElement, JsonElement> unknownFields() {
        return everyObject(object -> {
            object.addProperty("unknownText", "new in a later version");
            object.addProperty("unknownNumber", 9007199254740993L);
            object.add("unknownObject", new JsonObject());
            object.add("unknownArray", new JsonArray());
            object.add("unknownNull", JsonNull.INSTANCE);
        });
    }

    /** Removes members. */
    public static Function<JsonElement, JsonElement> without(String... members) {
        Set<String> names = Set.of(members);
        return everyObject(object -> names.forEach(object::remove));
    }

    /** Replaces the values of members by null. */
    public static Function<JsonElement, JsonElement> nulls(String... members) {
        Set<String> names = Set.of(members);
        return everyObject(object ->
                names.stream().filter(object::has).toList().forEach(name -> object.add(name, JsonNull.INSTANCE)));
    }

    /** Replaces the value of a member by a text, such as an unknown enum value or a time in another format. */
    public static Function<JsonElement, JsonElement> with(String member, String value) {
        return everyObject(object -> {
            if (object.has(member)) {
                object.add(member, new JsonPrimitive(value));
            }
        });
    }

    private static Function<JsonElement, JsonElement> everyObject(Consumer<JsonObject> change) {
        return body -> {
            JsonElement copy = body.deepCopy();
            visit(copy, change);
            return copy;
        };
    }

    private static void visit(JsonElement element, Consumer<JsonObject> change) {
        if (element instanceof JsonArray array) {
            array.forEach(item -> visit(item, change));
        } else if (element instanceof JsonObject object) {
            object.asMap().values().forEach(value -> visit(value, change));
            change.accept(object);
        }
    }
}
