package io.github.airbytesdk.connectors.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    private static final Path COMMITTED = Path.of("../../../openapi/connectors");

    @TempDir
    Path folder;

    @Test
    void committedFactsAreAsTheCommandWritesThem() throws IOException {
        FactsFolder committed = new FactsFolder(COMMITTED);
        FactsFolder copy = new FactsFolder(folder);
        copy.write(committed.definitions(), committed.schemas());

        assertEquals(committed.definitions(), copy.definitions());
        assertEquals(
                Files.readString(COMMITTED.resolve("definitions.txt")),
                Files.readString(folder.resolve("definitions.txt")));
        for (String name : committed.definitions().keySet()) {
            String file = name.replaceFirst("-", "s/") + ".json";
            assertEquals(Files.readString(COMMITTED.resolve(file)), Files.readString(folder.resolve(file)), name);
        }
    }

    @Test
    void committedFactsHaveNoProseAndOneOrder() throws IOException {
        for (Map.Entry<String, JsonObject> schema :
                new FactsFolder(COMMITTED).schemas().entrySet()) {
            assertEquals(
                    schema.getValue().toString(),
                    PublishedSpecs.facts(schema.getValue()).toString(),
                    schema.getKey());
        }
    }

    @Test
    void refreshPrintsWhatChanged() throws IOException {
        refresh("""
                {"sources": {"acme": {"definitionId": "0a1b", "type": "object", "required": ["shop"],
                   "properties": {"shop": {"type": "string"}, "port": {"type": "integer", "maximum": 65536}}},
                 "gone": {"definitionId": null, "type": "object", "properties": {}}}, "destinations": {}}
                """);

        String printed = refresh("""
                {"sources": [
                  {"dockerRepository": "airbyte/source-acme", "spec": {"connectionSpecification":
                    {"type": "object", "required": ["port"], "properties": {"shop": {"type": "string", "airbyte_secret": true},
                     "port": {"type": "integer", "maximum": 65535}, "user": {"type": "string"}}}}},
                  {"dockerRepository": "airbyte/source-new", "spec": {"connectionSpecification": {"type": "object"}}}],
                 "destinations": []}
                """);

        assertEquals("""
                added source-new
                source-acme: added $.port required true
                source-acme: changed $.port.maximum from 65536 to 65535
                source-acme: added $.shop.secret true
                source-acme: removed $.shop required true
                source-acme: added $.user.type "string"
                kept, although missing in the file: source-gone
                3 connectors: 2 changed or added, 1 missing in the file
                """.lines().sorted().toList(), printed.lines().sorted().toList());
        assertEquals(
                List.of("source-acme 0a1b", "source-gone -", "source-new -"),
                Files.readAllLines(folder.resolve("definitions.txt")));
    }

    @Test
    void connectorThatIsMissingIsRemovedOnRequestOnly() throws IOException {
        refresh("{\"sources\": {\"a\": {\"type\": \"object\"}, \"b\": {\"type\": \"object\"}}, \"destinations\": {}}");
        Path file = Files.writeString(
                folder.resolve("new.json"), "{\"sources\": {\"a\": {\"type\": \"object\"}}, \"destinations\": {}}");

        Main.main("facts", file.toString(), folder.toString());
        assertTrue(Files.exists(folder.resolve("sources/b.json")));
        Main.main("facts", file.toString(), folder.toString(), "--remove-missing");
        assertFalse(Files.exists(folder.resolve("sources/b.json")));
    }

    @Test
    void unchangedFactsPrintNothingButTheirNumber() throws IOException {
        String facts =
                "{\"sources\": {\"a\": {\"type\": \"object\", \"required\": [\"x\", \"y\"]}}, \"destinations\": {}}";
        refresh(facts);

        assertEquals("1 connectors: 0 changed or added, 0 missing in the file\n", refresh(facts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"enum\": [\"a\"]} | {\"enum\": [\"a\", \"b\"]} | [changed $.enum from [\"a\"] to [\"a\",\"b\"]]",
                "{\"properties\": {\"a\": {}, \"b\": {}}} | {\"properties\": {\"b\": {}, \"a\": {}}} | [changed the order of members]",
                "{\"oneOf\": [{\"title\": \"A\"}]} | {\"oneOf\": [{\"title\": \"A\"}, {\"title\": \"B\"}]} | [added $.oneOf[1].title \"B\"]",
                "{} | {} | []",
            })
    void changeNamesItsPath(String before, String after, String changes) {
        assertEquals(
                changes,
                FactsChanges.between(
                                JsonParser.parseString(before).getAsJsonObject(),
                                JsonParser.parseString(after).getAsJsonObject())
                        .toString());
    }

    private String refresh(String published) throws IOException {
        Path file = Files.writeString(folder.resolve("published.json"), published);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Main.facts(file, folder, false, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
