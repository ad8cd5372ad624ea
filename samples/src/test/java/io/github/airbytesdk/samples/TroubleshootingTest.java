package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each section of TROUBLESHOOTING.md that a message names exists, and a message names each section. */
class TroubleshootingTest {
    private static final Page PAGE = new Page("TROUBLESHOOTING.md");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>\\R## ");
    private static final Pattern MENTION = Pattern.compile("TROUBLESHOOTING\\.md#([\\w-]+)");
    private static final List<String> MAIN_SOURCES =
            List.of("../airbyte-client/src/main/java", "../provisioning-sdk/src/main/java");

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String root : MAIN_SOURCES) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(file -> all.append(read(file)));
            }
        }
        return all.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void messagesAndSectionsNameEachOther() throws IOException {
        Set<String> anchors = found(ANCHOR, PAGE.text());

        assertTrue(anchors.contains("forbidden"), anchors.toString());
        assertEquals(anchors, found(MENTION, sources()));
    }

    @Test
    void eachSectionHasSymptomReasonAndSolution() throws IOException {
        String[] sections = PAGE.text().split("<a id=");

        for (String section : List.of(sections).subList(1, sections.length)) {
            assertTrue(
                    section.matches("(?s).*\\*\\*Symptom:\\*\\* .*\\*\\*Reason:\\*\\* .*\\*\\*Solution:\\*\\* .*"),
                    section);
        }
        assertEquals(found(ANCHOR, PAGE.text()).size(), sections.length - 1);
    }

    @Test
    void everySnippetCompiles(@TempDir Path classes) throws IOException {
        List<String> snippets = PAGE.java();

        for (int i = 0; i < snippets.size(); i++) {
            new Snippets(classes).compile("Snippet" + i, snippets.get(i) + "return client;");
        }
        assertEquals(4, snippets.size());
    }
}
