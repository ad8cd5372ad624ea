package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc of the published classes compile. */
class JavadocTest {
    private static final List<Path> FOLDERS = List.of(
            Path.of("../airbyte-client/src/main/java"),
            Path.of("../airbyte-client/src/test/java/io/github/airbytesdk/embedded"),
            Path.of("../provisioning-sdk/src/main/java"));
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\R(.*?)\\R *\\* *}</pre>", Pattern.DOTALL);

    @TempDir
    Path classes;

    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    EXAMPLE.matcher(Files.readString(file))
                            .results()
                            .map(example -> example.group(1).replaceAll("(?m)^ *\\* ?", ""))
                            .forEach(examples::add);
                }
            }
        }
        return examples;
    }

    /** An example is a field, a number of statements, or a number of expressions that each start at the left margin. */
    private static String statements(String example) {
        if (example.matches("(?s)@\\w+\\s+static .*")) {
            return "class Members {\n" + example + "\n}";
        }
        if (example.contains(";")) {
            return example;
        }
        return Pattern.compile("(?m)^(?=\\S)")
                .splitAsStream(example.replaceAll("(?m) *//.*$", ""))
                .map(expression -> "log(" + expression.strip() + ");")
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyExampleCompiles() throws IOException {
        List<String> examples = examples();

        for (int i = 0; i < examples.size(); i++) {
            new Snippets(classes).compile("Example" + i, statements(examples.get(i)) + "\nreturn null;");
        }
        assertTrue(examples.size() >= 11, examples.size() + " examples");
    }
}
