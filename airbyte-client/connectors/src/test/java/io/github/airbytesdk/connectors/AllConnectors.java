package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The facts as they are committed, and the class of each connector. */
final class AllConnectors {
    static final Path FACTS = Path.of("../../openapi/connectors");

    private AllConnectors() {}

    /** Returns names such as {@code source-postgres}. */
    static List<String> names() {
        return read("definitions.txt")
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    static JsonObject schema(String name) {
        String file = name.replaceFirst("-", "s/") + ".json";
        return JsonParser.parseString(read(file)).getAsJsonObject();
    }

    static Class<?> type(String name) {
        String simpleName = Pattern.compile("-")
                .splitAsStream(name)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        String folder = name.substring(0, name.indexOf('-')) + "s";
        try {
            return Class.forName("io.github.airbytesdk.connectors." + folder + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static String read(String file) {
        try {
            return Files.readString(FACTS.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
