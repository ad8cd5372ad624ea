package io.github.airbytesdk.connectorsample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.connectors.ConnectorBuilder;
import io.github.airbytesdk.connectors.ConnectorSpecs;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed configurations in README.md, MIGRATING.md and the Javadoc of the connectors compile, and are complete. */
class MigratingTest {
    @TempDir
    Path folder;

    @Test
    void typedConfigurationsAreComplete() throws Exception {
        List<String> names = new ArrayList<>();
        List<String> snippets = Pattern.compile("```java typed\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../README.md")) + Files.readString(Path.of("../../MIGRATING.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
        snippets.add(exampleInJavadoc());
        for (String snippet : snippets) {
            ConnectorBuilder builder = evaluate("Snippet" + names.size(), snippet);
            String name = builder.getClass().getSimpleName();

            assertEquals(List.of(), ConnectorSpecs.check(kebab(name), builder), name);
            assertFalse(builder.toString().contains("canary"), builder::toString);
            names.add(name);
        }
        assertEquals(10, names.stream().distinct().count(), names::toString);
    }

    /** The second argument of the call in the example. */
    private static String exampleInJavadoc() throws IOException {
        Path connectors = Path.of("../../airbyte-client/connectors/src/main/java/io/github/airbytesdk/connectors");
        String text = Files.readString(connectors.resolve("package-info.java")).replaceAll("(?m)^ \\* ?", "");
        Matcher example =
                Pattern.compile("(?s)source\\(\"orders\", (.*?)\\);\\R}</pre>").matcher(text);
        assertTrue(example.find(), text);
        return example.group(1);
    }

    private static String kebab(String className) {
        return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private ConnectorBuilder evaluate(String className, String expression) throws Exception {
        String program = """
                import io.github.airbytesdk.connectors.destinations.*;
                import io.github.airbytesdk.connectors.sources.*;
                import java.time.*;
                public class %s implements java.util.function.Supplier<Object> {
                    String password = "canary", clientId = "id", clientSecret = "canary", token = "canary", key = "canary", keyId = "id";
                    public Object get() { return %s; }
                }
                """.formatted(className, expression);
        Path source = Files.writeString(folder.resolve(className + ".java"), program);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, System.err, "-proc:none", "-d", folder.toString(), source.toString());
        assertTrue(status == 0, expression);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Object snippet =
                    loader.loadClass(className).getDeclaredConstructor().newInstance();
            return (ConnectorBuilder) ((Supplier<?>) snippet).get();
        }
    }
}
