package io.github.airbytesdk.connectors.generator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.connectors.generator.Connector.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The folder that holds the facts: {@code definitions.txt} with the name and the definition id of each connector, and one
 * file for each connector.
 */
final class FactsFolder {
    /** In place of the definition id of a connector that Airbyte's table of names lacks. */
    static final String NOT_IN_TABLE = "-";

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final int LINE = 110;

    private final Path folder;

    FactsFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns definition ids by names such as {@code source-postgres}. */
    NavigableMap<String, String> definitions() throws IOException {
        NavigableMap<String, String> definitions = new TreeMap<>();
        if (Files.exists(folder.resolve("definitions.txt"))) {
            for (String line : Files.readAllLines(folder.resolve("definitions.txt"))) {
                int space = line.indexOf(' ');
                definitions.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return definitions;
    }

    NavigableMap<String, JsonObject> schemas() throws IOException {
        NavigableMap<String, JsonObject> schemas = new TreeMap<>();
        for (String name : definitions().keySet()) {
            schemas.put(
                    name, JsonParser.parseString(Files.readString(file(name))).getAsJsonObject());
        }
        return schemas;
    }

    void write(NavigableMap<String, String> definitions, Map<String, JsonObject> schemas) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonObject> entry : schemas.entrySet()) {
            Files.createDirectories(file(entry.getKey()).getParent());
            Files.writeString(file(entry.getKey()), text(entry.getValue()));
            lines.add(entry.getKey() + " " + definitions.getOrDefault(entry.getKey(), NOT_IN_TABLE));
        }
        for (String name : definitions().keySet()) {
            if (!schemas.containsKey(name)) {
                Files.delete(file(name));
            }
        }
        Files.write(folder.resolve("definitions.txt"), lines);
    }

    private Path file(String name) {
        Kind kind = kind(name);
        return folder.resolve(kind.plural()).resolve(type(name) + ".json");
    }

    static Kind kind(String name) {
        return name.startsWith(Kind.SOURCE.word() + "-") ? Kind.SOURCE : Kind.DESTINATION;
    }

    /** Returns a connector's name without the prefix of its kind. */
    static String type(String name) {
        return name.substring(kind(name).word().length() + 1);
    }

    /** Writes a small member on one line, so that a change of it is a change of one line. */
    static String text(JsonElement json) {
        return text(json, 0, 0) + "\n";
    }

    private static String text(JsonElement json, int indent, int column) {
        String line = oneLine(json);
        boolean isLarge = json instanceof JsonObject object && (object.has("properties") || object.has("oneOf"));
        if (json.isJsonPrimitive() || json.isJsonNull() || (!isLarge && column + line.length() <= LINE)) {
            return line;
        }
        String inner = " ".repeat(indent + 2);
        List<String> lines = new ArrayList<>();
        if (json instanceof JsonArray array) {
            array.forEach(each -> lines.add(inner + text(each, indent + 2, indent + 3)));
            return "[\n" + String.join(",\n", lines) + "\n" + " ".repeat(indent) + "]";
        }
        json.getAsJsonObject().entrySet().forEach(member -> {
            String name = GSON.toJson(member.getKey()) + ": ";
            lines.add(inner + name + text(member.getValue(), indent + 2, indent + name.length() + 3));
        });
        return "{\n" + String.join(",\n", lines) + "\n" + " ".repeat(indent) + "}";
    }

    private static String oneLine(JsonElement json) {
        if (json instanceof JsonArray array) {
            return "["
                    + String.join(
                            ", ",
                            array.asList().stream().map(FactsFolder::oneLine).toList()) + "]";
        }
        if (json instanceof JsonObject object) {
            return "{"
                    + String.join(
                            ", ",
                            object.entrySet().stream()
                                    .map(each -> GSON.toJson(each.getKey()) + ": " + oneLine(each.getValue()))
                                    .toList())
                    + "}";
        }
        return GSON.toJson(json);
    }
}
