package io.github.airbytesdk.provisioning;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the configuration of a connector that was requested with the one that the server returns. */
final class ConfigurationComparison {
    /** What Airbyte returns instead of a secret. */
    private static final String MASK = "**********";

    private ConfigurationComparison() {}

    /**
     * Returns the names of the top-level members in which a sent configuration and one that a server returned differ. A
     * secret, which the server masks, never differs.
     *
     * @param typeMember {@code sourceType} or {@code destinationType}, which the server does not keep in a configuration
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
