package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each class and folder that ARCHITECTURE.md names exists. */
class ArchitectureTest {
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)[.`]");
    private static final Pattern PATH = Pattern.compile("`([a-z-]+/[^`]*)`");

    private static Set<String> named(Pattern pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(new Page("ARCHITECTURE.md").text());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Set<String> sources() throws IOException {
        Set<String> sources = new TreeSet<>();
        for (String module : List.of("../airbyte-client/src", "../provisioning-sdk/src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                sources.addAll(files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                        .collect(Collectors.toSet()));
            }
        }
        return sources;
    }

    @Test
    void everyNamedClassExists() throws IOException {
        Set<String> classes = named(CLASS);
        Set<String> missing = new TreeSet<>(classes);
        missing.removeAll(sources());

        assertEquals(Set.of(), missing);
        assertTrue(classes.size() > 20, classes.toString());
    }

    @Test
    void everyNamedFolderExists() throws IOException {
        Set<String> paths = named(PATH);

        assertEquals(
                Set.of(
                        "openapi/airbyte-openapi.yml",
                        "openapi/airbyte-config-api.yml",
                        "airbyte-client/src/main/templates/"),
                paths);
        paths.forEach(path -> assertTrue(Files.exists(Path.of("..", path)), path));
    }
}
