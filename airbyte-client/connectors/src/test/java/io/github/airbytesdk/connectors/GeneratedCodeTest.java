package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratedCodeTest {
    private static final Path CLASSES = Path.of("target/classes");

    @Test
    void usingAConnectorLoadsOnlyItsClasses() throws ReflectiveOperationException, IOException {
        Set<String> loaded = new TreeSet<>();
        try (URLClassLoader loader = new Recording(loaded)) {
            Object builder = loader.loadClass("io.github.airbytesdk.connectors.sources.SourceFaker")
                    .getMethod("builder")
                    .invoke(null);
            builder.getClass().getMethod("build").invoke(builder);
            loader.loadClass("io.github.airbytesdk.connectors.ConnectorSpecs")
                    .getMethod("check", String.class, Object.class)
                    .invoke(null, "postgres", "{}");
        }
        loaded.removeIf(name -> !name.matches(".*\\.(sources|destinations)\\..*"));

        assertEquals(
                Set.of(
                        "io.github.airbytesdk.connectors.sources.SourceFaker",
                        "io.github.airbytesdk.connectors.sources.SourcePostgres"),
                loaded);
    }

    @Test
    void noClassUsesReflection() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            List<Path> reflecting = classes.stream()
                    .filter(file -> text(file).matches("(?s).*(java/lang/reflect/|forName).*"))
                    .toList();

            assertTrue(classes.size() > 1_000, () -> classes.size() + " classes");
            assertEquals(List.of(), reflecting);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Loads everything but Java's own classes by itself. */
    private static final class Recording extends URLClassLoader {
        private final Set<String> loaded;

        Recording(Set<String> loaded) {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Recording::url)
                            .toArray(URL[]::new),
                    ClassLoader.getPlatformClassLoader());
            this.loaded = loaded;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
