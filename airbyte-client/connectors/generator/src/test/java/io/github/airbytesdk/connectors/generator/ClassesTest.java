package io.github.airbytesdk.connectors.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["shop"], "properties": {
              "shop": {"type": "string"},
              "limit": {"type": "integer", "minimum": 1, "maximum": 9, "default": 5},
              "ratio": {"type": "number"},
              "deep": {"type": "boolean"},
              "since": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
              "host": {"type": "string", "pattern": "^[a-z0-9-]+$"},
              "password": {"type": "string", "secret": true},
              "level": {"enum": ["a*/b", "b"]},
              "ids": {"type": "array", "items": {"type": "integer"}},
              "levels": {"type": "array", "items": {"type": "string", "enum": ["x"]}},
              "queries": {"type": "array", "items": {"type": "object", "properties": {"sql": {"type": "string"}}}},
              "anything": {"type": ["string", "object"]},
              "labels": {"type": "object", "additionalProperties": {"type": "string"}},
              "auth": {"type": "object", "required": ["user"], "properties": {"user": {"type": "string"}}, "oneOf": [
                 {"title": "Key", "properties": {"kind": {"const": "api_key"}, "key": {"type": "string"}}},
                 {"title": "None at all", "properties": {"kind": {"enum": ["https://none"]}}}]}}}
            """;

    @TempDir
    Path folder;

    private Path facts;
    private Path output;

    @BeforeEach
    void writeFacts() throws IOException {
        facts = folder.resolve("facts");
        output = folder.resolve("output");
        Files.createDirectories(facts.resolve("sources"));
        Files.writeString(facts.resolve("sources/acme.json"), SCHEMA);
        Files.writeString(facts.resolve("definitions.txt"), "source-acme -\n");
    }

    private String classOf(String name) throws IOException {
        return Files.readString(output.resolve("io/github/airbytesdk/connectors/sources/" + name + ".java"));
    }

    private List<String> methods() throws IOException {
        List<String> methods = new ArrayList<>();
        Pattern.compile("public (static )?(\\S+ \\w+\\([^)]*\\)) \\{")
                .matcher(classOf("SourceAcme"))
                .results()
                .forEach(result -> methods.add(result.group(2)));
        return methods;
    }

    @Test
    void memberHasTheMethodsOfItsType() throws IOException {
        Main.main("classes", facts.toString(), output.toString());

        for (String method : List.of(
                "SourceAcme shop(String value)",
                "SourceAcme limit(long value)",
                "SourceAcme ratio(double value)",
                "SourceAcme deep(boolean value)",
                "SourceAcme since(String value)",
                "SourceAcme since(LocalDate value)",
                "SourceAcme host(String value)",
                "SourceAcme level(Level value)",
                "SourceAcme ids(long... value)",
                "SourceAcme ids(List<Long> value)",
                "SourceAcme levels(Level2... value)",
                "SourceAcme queries(Query... value)",
                "SourceAcme queries(List<Query> value)",
                "SourceAcme anything(Object value)",
                "SourceAcme labels(Map<String, ?> value)",
                "SourceAcme auth(Auth value)",
                "ApiKey apiKey()",
                "ApiKey user(String value)",
                "ApiKey key(String value)",
                "NoneAtAll noneAtAll()",
                "SourceAcme builder()",
                "ConnectorSpec spec()")) {
            assertTrue(methods().contains(method), method);
        }
        assertFalse(methods().contains("SourceAcme host(LocalDate value)"));
        assertFalse(classOf("SourceAcme").contains("kind(String"), "constants have no method");
    }

    @Test
    void commentStatesTheFacts() throws IOException {
        Main.main("classes", facts.toString(), output.toString());
        String comments = classOf("SourceAcme").replaceAll("\\s+\\* ", " ");

        for (String comment : List.of(
                "Sets <code>shop</code>, a string. Required.",
                "Sets <code>limit</code>, an integer from 1 to 9. Optional. The connector's default is <code>5</code>.",
                "Sets <code>password</code>, a string. Optional. Secret.",
                "https://docs.airbyte.com/integrations/sources/acme",
                "<code>a&#42;&#47;b</code>")) {
            assertTrue(comments.contains(comment), comment);
        }
        assertTrue(comments.contains("putSecret(\"password\", value)"));
    }

    @Test
    void unchangedInputTouchesNoFile() throws IOException {
        Main.main("classes", facts.toString(), output.toString());
        Path file = output.resolve("io/github/airbytesdk/connectors/sources/SourceAcme.java");
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, longAgo);

        Main.main("classes", facts.toString(), output.toString());
        assertEquals(longAgo, Files.getLastModifiedTime(file), "same facts");

        Files.createDirectories(facts.resolve("destinations"));
        Files.writeString(facts.resolve("destinations/store.json"), "{\"type\": \"object\"}");
        Files.writeString(facts.resolve("definitions.txt"), "destination-store -\nsource-acme -\n");
        Main.main("classes", facts.toString(), output.toString());
        assertEquals(longAgo, Files.getLastModifiedTime(file), "another connector is new");
        assertTrue(Files.exists(output.resolve("io/github/airbytesdk/connectors/destinations/DestinationStore.java")));
    }

    @Test
    void classOfARemovedConnectorIsDeleted() throws IOException {
        Main.main("classes", facts.toString(), output.toString());
        Files.writeString(facts.resolve("definitions.txt"), "");
        Main.main("classes", facts.toString(), output.toString());

        assertFalse(Files.exists(output.resolve("io/github/airbytesdk/connectors/sources/SourceAcme.java")));
    }

    @Test
    void customConnectorIsNamedByItsDefinition() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("spec.json"),
                "{\"spec\": {\"documentationUrl\": \"https://acme.example.com/docs\", \"connectionSpecification\": "
                        + SCHEMA + "}}");

        Main.main("class", spec.toString(), "com.example.SourceOrders", output.toString());

        String text = Files.readString(output.resolve("com/example/SourceOrders.java"));
        assertTrue(text.contains("public static SourceOrders builder(UUID definitionId)"), text);
        assertTrue(text.contains("https://acme.example.com/docs"), text);
        assertFalse(text.contains("sourceType"), text);
    }

    @Test
    void newerVersionOfAConnectorKeepsItsType() throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.json"), SCHEMA);

        Main.main("class", spec.toString(), "com.example.DestinationStore", output.toString(), "store");

        String text = Files.readString(output.resolve("com/example/DestinationStore.java"));
        assertTrue(text.contains("put(\"destinationType\", \"store\");"), text);
    }

    @Test
    void longSpecificationIsSplit() throws IOException {
        String values = "\"" + "x".repeat(70_000) + "\"";
        Path spec = Files.writeString(
                folder.resolve("spec.json"), "{\"properties\": {\"a\": {\"enum\": [" + values + "]}}}");

        Main.main("class", spec.toString(), "com.example.SourceLong", output.toString());

        assertTrue(
                Files.readString(output.resolve("com/example/SourceLong.java")).contains("String.join(\"\""));
    }

    @Test
    void wrongArgumentsPrintTheUsage() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Main.main("klass"));

        assertTrue(e.getMessage().startsWith("usage: "), e::getMessage);
    }

    @Test
    void documentWithoutASpecificationIsRefused() throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.json"), "{\"name\": \"x\"}");

        assertThrows(
                IllegalArgumentException.class,
                () -> Main.main("class", spec.toString(), "com.example.SourceX", output.toString()));
    }
}
