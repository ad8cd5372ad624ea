package io.github.airbytesdk.embeddedtest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares a response with a recorded one: the same members with equal values at every level, except where the recording
 * has a placeholder. The order of members counts nowhere, that of the items of some lists neither, and that of a list
 * within a message neither.
 */
final class Comparison {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> UNORDERED = Set.of("syncModes", "propertyFields", "data");

    private final List<String> differences = new ArrayList<>();

    private Comparison() {}

    /** Returns how a JSON body differs from the recorded one; empty if it does not. */
    static List<String> of(JsonElement recorded, JsonElement actual) {
        Comparison comparison = new Comparison();
        comparison.compare(recorded, actual, "$", "");
        return comparison.differences;
    }

    private void compare(JsonElement recorded, JsonElement actual, String path, String name) {
        if (isPlaceholder(recorded)) {
            if (!matches(recorded.getAsString(), actual)) {
                differences.add(path + ": " + recorded.getAsString() + " expected, " + actual + " found");
            }
        } else if (recorded instanceof JsonObject object) {
            compareObjects(object, actual, path);
        } else if (recorded instanceof JsonArray array) {
            compareArrays(array, actual, path, name);
        } else if (!areEqual(recorded, actual)) {
            differences.add(path + ": " + recorded + " expected, " + actual + " found");
        }
    }

    private void compareObjects(JsonObject recorded, JsonElement actual, String path) {
        if (!(actual instanceof JsonObject object)) {
            differences.add(path + ": object expected, " + actual + " found");
            return;
        }
        for (Map.Entry<String, JsonElement> member : recorded.entrySet()) {
            String name = member.getKey();
            if (object.has(name)) {
                compare(member.getValue(), object.get(name), path + "." + name, name);
            } else {
                differences.add(path + "." + name + ": missing");
            }
        }
        object.keySet().stream()
                .filter(name -> !recorded.has(name))
                .forEach(name -> differences.add(path + "." + name + ": not on the server"));
    }

    private void compareArrays(JsonArray recorded, JsonElement actual, String path, String name) {
        if (!(actual instanceof JsonArray array) || array.size() != recorded.size()) {
            differences.add(path + ": " + recorded.size() + " items expected, " + actual + " found");
            return;
        }
        List<JsonElement> expectedItems = ordered(recorded, name);
        List<JsonElement> actualItems = ordered(array, name);
        for (int i = 0; i < expectedItems.size(); i++) {
            compare(expectedItems.get(i), actualItems.get(i), path + "[" + i + "]", name);
        }
    }

    private static List<JsonElement> ordered(JsonArray array, String name) {
        return UNORDERED.contains(name)
                ? array.asList().stream()
                        .sorted(Comparator.comparing(Comparison::key).thenComparing(JsonElement::toString))
                        .toList()
                : array.asList();
    }

    private static String key(JsonElement item) {
        if (item instanceof JsonObject object) {
            JsonElement key = object.has("dockerRepository") ? object.get("dockerRepository") : object.get("name");
            return key == null ? "" : key.getAsString();
        }
        return "";
    }

    private static boolean isPlaceholder(JsonElement recorded) {
        return isString(recorded) && recorded.getAsString().matches("<[a-z]+>");
    }

    private static boolean matches(String placeholder, JsonElement actual) {
        boolean number = actual instanceof JsonPrimitive primitive && primitive.isNumber();
        return switch (placeholder) {
            case "<any>" -> true;
            case "<id>" ->
                isString(actual) && UUID.matcher(actual.getAsString()).matches();
            case "<epoch>" -> number && actual.getAsString().matches("\\d+");
            case "<number>" -> number;
            case "<time>" ->
                isString(actual) && actual.getAsString().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:?\\d\\d)");
            case "<url>" -> isString(actual) && !actual.getAsString().isEmpty();
            default -> isString(actual);
        };
    }

    private static boolean isString(JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString();
    }

    private static boolean areEqual(JsonElement recorded, JsonElement actual) {
        if (isString(recorded) && isString(actual)) {
            return normal(recorded.getAsString()).equals(normal(actual.getAsString()));
        }
        if (recorded instanceof JsonPrimitive expected && expected.isNumber()) {
            return actual instanceof JsonPrimitive primitive
                    && primitive.isNumber()
                    && primitive.getAsBigDecimal().compareTo(expected.getAsBigDecimal()) == 0;
        }
        return recorded.equals(actual);
    }

    /** Returns a text with ids and the words of the cron parser replaced, and the lists in it sorted. */
    static String normal(String text) {
        String normal = UUID.matcher(text).replaceAll("<id>");
        normal = normal.replaceAll(
                "(The cron expression .* is not valid\\. Error: ).*( Please check)", "$1<parser's words>$2");
        return sortLists(normal);
    }

    private static String sortLists(String text) {
        StringBuilder sorted = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int end = text.charAt(i) == '[' ? endOfList(text, i) : -1;
            if (end < 0) {
                sorted.append(text.charAt(i++));
            } else {
                sorted.append(items(text.substring(i + 1, end)).stream()
                        .map(Comparison::sortLists)
                        .sorted()
                        .collect(Collectors.joining(", ", "[", "]")));
                i = end + 1;
            }
        }
        return sorted.toString();
    }

    private static int endOfList(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            depth += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> items(String list) {
        List<String> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            depth += list.charAt(i) == '[' ? 1 : list.charAt(i) == ']' ? -1 : 0;
            if (depth == 0 && list.startsWith(", ", i)) {
                items.add(list.substring(start, i));
                start = i + 2;
            }
        }
        items.add(list.substring(start));
        return items;
    }
}
