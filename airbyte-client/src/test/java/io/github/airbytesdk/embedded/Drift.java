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
 * Ways in which the answers of another server version differ, for {@link EmbeddedAirbyte#rewrite}. Each works on every
 * object of an answer, however deep, and they compose with {@link Function#andThen}.
 *
 * <p>Configurations are objects of the answer as well: a member named there is changed too.
 *
 * @since 0.1.0
 */
public final class Drift {
    private Drift() {}

    /** Adds members that no version knows: a string, a number, an object, an array and a null. */
    public static Function<JsonElement, JsonElement> unknownFields() {
        return everyObject(object -> {
            object.addProperty("unknownText", "new in a later version");
            object.addProperty("unknownNumber", 9007199254740993L);
            object.add("unknownObject", new JsonObject());
            object.add("unknownArray", new JsonArray());
            object.add("unknownNull", JsonNull.INSTANCE);
        });
    }

    /** Leaves members out. */
    public static Function<JsonElement, JsonElement> without(String... members) {
        Set<String> names = Set.of(members);
        return everyObject(object -> names.forEach(object::remove));
    }

    /** Turns members, where they occur, into null. */
    public static Function<JsonElement, JsonElement> nulls(String... members) {
        Set<String> names = Set.of(members);
        return everyObject(object ->
                names.stream().filter(object::has).toList().forEach(name -> object.add(name, JsonNull.INSTANCE)));
    }

    /** Replaces the value of a member, where it occurs, by a text: an unknown enum value, another time format. */
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
