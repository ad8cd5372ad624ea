package io.github.airbytesdk.connectors.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedSpecsTest {
    private static final String SPECIFICATION = """
            {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Acme Spec", "type": "object",
             "required": ["shop"], "additionalProperties": true,
             "properties": {
               "api_key": {"type": "string", "title": "Key", "description": "Prose.", "airbyte_secret": true, "order": 1},
               "shop": {"type": "string", "examples": ["a"], "order": 0, "airbyte_hidden": false},
               "mode": {"type": "object", "oneOf": [{"title": "Fast", "description": "Prose.",
                        "properties": {"kind": {"type": "string", "const": "fast", "description": "Prose."}}}]}}}
            """;
    private static final String FACTS = """
            {"type":"object","required":["shop"],"additionalProperties":true,"properties":{"shop":{"type":"string"},\
            "api_key":{"type":"string","secret":true},"mode":{"type":"object","oneOf":[{"title":"Fast","properties":\
            {"kind":{"type":"string","const":"fast"}}}]}}}""";

    @TempDir
    Path folder;

    @Test
    void onlyFactsAreKeptInTheOrderOfTheForm() {
        assertEquals(FACTS, PublishedSpecs.facts(json(SPECIFICATION)).toString());
    }

    @Test
    void orderOfKeywordsIsNotAChange() {
        JsonObject one = json("{\"a\": 1, \"type\": \"integer\", \"minimum\": 1, \"airbyte_secret\": false}");
        JsonObject other = json("{\"minimum\": 1, \"type\": \"integer\"}");

        assertEquals(
                PublishedSpecs.facts(one).toString(),
                PublishedSpecs.facts(other).toString());
    }

    @Test
    void registryNamesConnectorsByTheirImages() {
        JsonObject registry = json("""
                {"sources": [{"name": "Acme", "dockerRepository": "acme/source-acme-orders",
                              "spec": {"connectionSpecification": %s}}],
                 "destinations": [{"name": "Store", "dockerRepository": "airbyte/destination-store",
                              "spec": {"connectionSpecification": {"type": "object"}}}]}
                """.formatted(SPECIFICATION));

        Map<String, JsonObject> specs = PublishedSpecs.all(registry);

        assertEquals("[destination-store, source-acme-orders]", specs.keySet().toString());
        assertEquals(FACTS, specs.get("source-acme-orders").toString());
    }

    @Test
    void descriptionsTypeMemberIsLeftOut() throws IOException {
        Path description = Files.writeString(folder.resolve("api.yaml"), """
                openapi: 3.1.0
                components:
                  schemas:
                    source-acme:
                      type: object
                      required: [shop, sourceType]
                      properties:
                        shop: {type: string, order: 0, title: Shop}
                        start: {type: string, default: "2024-01-01", order: 1}
                        sourceType: {type: string, const: acme, enum: [acme]}
                    source-acme-update: {type: object}
                    SourceResponse: {type: object}
                """);

        Map<String, JsonObject> specs = PublishedSpecs.all(PublishedSpecs.read(description));

        assertEquals(
                "{source-acme={\"type\":\"object\",\"required\":[\"shop\"],\"properties\":{\"shop\":{\"type\":\"string\"},"
                        + "\"start\":{\"type\":\"string\",\"default\":\"2024-01-01\"}}}}",
                specs.toString());
    }

    @Test
    void specificationIsFoundInEntryMessageAndByItself() {
        String message =
                "{\"type\": \"SPEC\", \"spec\": {\"documentationUrl\": \"https://acme.example.com\", \"connectionSpecification\": "
                        + SPECIFICATION + "}}";

        assertEquals(json(SPECIFICATION), PublishedSpecs.one(json(message)));
        assertEquals(
                json(SPECIFICATION), PublishedSpecs.one(json("{\"connectionSpecification\": " + SPECIFICATION + "}")));
        assertEquals(json(SPECIFICATION), PublishedSpecs.one(json(SPECIFICATION)));
        assertEquals("https://acme.example.com", PublishedSpecs.documentation(json(message)));
    }

    @Test
    void documentWithoutConnectorsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PublishedSpecs.all(json("{\"paths\": {}}")));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
