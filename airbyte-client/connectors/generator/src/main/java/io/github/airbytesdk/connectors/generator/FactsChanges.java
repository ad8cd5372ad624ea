package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Describes the differences between two versions of a connector's facts, one per line. */
final class FactsChanges {
    private FactsChanges() {}

    static List<String> between(JsonObject before, JsonObject after) {
        NavigableMap<String, String> old = new TreeMap<>();
        NavigableMap<String, String> now = new TreeMap<>();
        flatten("$", before, old);
        flatten("$", after, now);
        List<String> changes = new ArrayList<>();
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            String from = old.get(path);
            String to = now.get(path);
            if (from == null) {
                changes.add("added " + path + " " + to);
            } else if (to == null) {
                changes.add("removed " + path + " " + from);
            } else if (!from.equals(to)) {
                changes.add("changed " + path + " from " + from + " to " + to);
            }
        }
        if (changes.isEmpty() && !before.toString().equals(after.toString())) {
            changes.add("changed the order of members");
        }
        return changes;
    }

    private static void flatten(String path, JsonElement json, NavigableMap<String, String> facts) {
        if (json instanceof JsonObject object && !object.isEmpty()) {
            for (String name : object.keySet()) {
                // Each required member is a separate fact; their order is not a fact.
                if (name.equals("required") && object.get(name) instanceof JsonArray required) {
                    required.forEach(each -> facts.put(path + "." + each.getAsString() + " required", "true"));
                } else {
                    boolean isGroup = name.equals("properties");
                    flatten(isGroup ? path : path + "." + name, object.get(name), facts);
                }
            }
        } else if (json instanceof JsonArray array && array.asList().stream().anyMatch(JsonElement::isJsonObject)) {
            for (int i = 0; i < array.size(); i++) {
                flatten(path + "[" + i + "]", array.get(i), facts);
            }
        } else {
            facts.put(path, json.toString());
        }
    }
}
