package io.github.airbytesdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of README.md that traces what the SDK's Javadoc says about Airbyte. */
class JavadocRulesTest {
    private static final String HEADING = "## Rules of Airbyte in the Javadoc";
    private static final String NOT_RECORDED = "not recorded";
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");

    /** A statement about what Airbyte or its server does, as far as its form shows. */
    private static final Pattern STATEMENT = Pattern.compile(
            "(?:Airbyte|[Tt]he server)(?: itself| also)? (?:accepts|allows|appends|cancels|creates|deletes|guarantees"
                    + "|has no|ignores|makes|never|refuses?|removes|responds to every|returns? no|runs|sends an|serves|stores"
                    + "|treats|uses this)\\b");

    /** A rule of the table. */
    private record Entry(String rule, List<String> classes, List<String> evidence) {}

    private static final List<Entry> TABLE = new ArrayList<>();
    private static final Set<String> RECORDED = new TreeSet<>();
    private static final Map<String, String> SOURCES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf(HEADING);
        readme.substring(start, readme.indexOf("\n## ", start))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| rule "))
                .forEach(line -> {
                    var row = ROW.matcher(line);
                    assertTrue(row.matches(), line);
                    TABLE.add(new Entry(
                            row.group(1),
                            List.of(row.group(2).split(", ")),
                            List.of(row.group(3).split("; "))));
                });
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(RecordedExchange.class.getResourceAsStream("exchanges.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                JsonObject exchange = JsonParser.parseString(line).getAsJsonObject();
                String scenario = exchange.get("scenario").getAsString();
                RECORDED.add(scenario);
                RECORDED.add(scenario + " / " + exchange.get("name").getAsString());
            });
        }
        for (String module : List.of("../../airbyte-client", "../../provisioning-sdk")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    SOURCES.merge(name, comments(Files.readString(file)), String::concat);
                }
            }
        }
    }

    private static String comments(String source) {
        return Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL)
                .matcher(source)
                .results()
                .map(comment -> comment.group().replaceAll("\\s*\n\\s*\\*?\\s*", " "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void everyEvidenceExists() {
        Set<String> rules = Rule.all().stream().map(Rule::name).collect(Collectors.toSet());
        List<String> missing = TABLE.stream()
                .flatMap(entry -> entry.evidence().stream())
                .filter(evidence -> !evidence.equals(NOT_RECORDED))
                .filter(evidence -> !RECORDED.contains(evidence.replaceFirst("^recorded: ", ""))
                        && !rules.contains(evidence.replaceFirst("^contract: ", "")))
                .toList();

        assertEquals(List.of(), missing);
        assertTrue(TABLE.size() > 30, () -> TABLE.size() + " rules");
    }

    @Test
    void everyClassExistsAndSaysWhatIsNotRecorded() {
        for (Entry entry : TABLE) {
            for (String name : entry.classes()) {
                String source = SOURCES.get(name);
                assertTrue(source != null, name);
                boolean only = entry.evidence().equals(List.of(NOT_RECORDED));
                assertTrue(!only || source.contains(NOT_RECORDED), () -> name + " does not say: " + entry.rule());
            }
        }
    }

    @Test
    void everyClassWithAStatementAboutAirbyteIsInTheTable() {
        Set<String> listed =
                TABLE.stream().flatMap(entry -> entry.classes().stream()).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        SOURCES.forEach((name, source) -> {
            boolean states = STATEMENT.matcher(source).find() || source.contains("(" + NOT_RECORDED + ")");
            if (states && !listed.contains(name)) {
                missing.add(name);
            }
        });

        assertEquals(Set.of(), missing);
    }
}
