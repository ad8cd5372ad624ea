package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedAirbyteErrorsTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final Http http = new Http(airbyte);
    private final EmbeddedAirbyte cloud =
            EmbeddedAirbyte.builder().ordinaryUser().start();
    private final Http ordinary = new Http(cloud);

    @AfterEach
    void close() {
        airbyte.close();
        cloud.close();
    }

    private static void assertProblem(int status, String title, Http.Response response) {
        assertEquals(status, response.status(), response.body());
        assertEquals("application/json", response.contentType());
        assertEquals(
                Set.of("status", "type", "title", "detail", "documentationUrl", "data"),
                response.json().keySet());
        assertEquals(title, response.text("title"));
        assertEquals(status, response.json().get("status").getAsInt());
        assertTrue(response.json().get("documentationUrl").isJsonNull());
    }

    private static void assertErrorId(int status, Http.Response response) {
        assertEquals(status, response.status(), response.body());
        assertEquals(Set.of("errorId"), response.json().keySet());
    }

    private static void assertHateoas(int status, Http.Response response) {
        assertEquals(status, response.status(), response.body());
        assertEquals(Set.of("message", "_links", "_embedded"), response.json().keySet());
        assertTrue(response.text("_links", "self", "href").startsWith("/api/public/v1/"));
        assertTrue(response.json()
                .getAsJsonObject("_embedded")
                .getAsJsonArray("errors")
                .get(0)
                .getAsJsonObject()
                .keySet()
                .containsAll(Set.of("message", "_links", "_embedded")));
    }

    private static String definition(String id) {
        return "{\"definitionId\":\"" + id + "\",\"name\"";
    }

    @Test
    void invalidConfigurationIsRefusedWithAllErrors() {
        Http.Response response =
                http.createSource("n", "{\"sourceType\":\"postgres\",\"port\":\"5432\",\"host\":\"h\"}");
        assertProblem(422, "unprocessable-entity", response);
        assertEquals(
                "json schema validation failed when comparing the data to the json schema. \nErrors: $.port: string"
                        + " found, integer expected, $: required property 'database' not found, $: required property"
                        + " 'username' not found ",
                response.message());
        assertTrue(airbyte.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":0} $.count: must have a minimum value of 1",
                "{\"count\":1.5} $.count: number found, integer expected",
                "{\"count\":null} $.count: null found, integer expected",
                "{\"count\":[]} $.count: array found, integer expected",
                "{\"always_updated\":{}} $.always_updated: object found, boolean expected",
            })
    void eachRuleOfTheFakerSchemaIsChecked(String rule) {
        int space = rule.indexOf(' ');
        String configuration = "{\"sourceType\":\"faker\"," + rule.substring(1, space);
        assertTrue(
                http.createSource("n", configuration).message().contains(rule.substring(space + 1)),
                http.createSource("n", configuration).body());
    }

    @Test
    void otherKeywordsOfSchemasAreChecked() {
        assertTrue(http.createSource(
                        "n", "{\"sourceType\":\"github\",\"repositories\":[],\"credentials\":{\"access_token\":\"t\"}}")
                .message()
                .contains("$.repositories: must have at least 1 items but found 0"));
        assertTrue(http.createSource(
                        "n",
                        "{\"sourceType\":\"github\",\"repositories\":[\"x\"],\"credentials\":{\"access_token\":\"t\"}}")
                .message()
                .contains("$.repositories[0]: does not match the regex pattern"));
        Http.Response oneOf =
                http.createDevNull("n", "{\"test_destination\":{\"test_destination_type\":\"THROTTLED\"}}");
        assertTrue(
                oneOf.message()
                        .contains("$.test_destination: must be valid to one and only one schema, but 0 are valid"),
                oneOf.message());
        assertTrue(
                oneOf.message().contains("$.test_destination: required property 'millis_per_record' not found"),
                oneOf.message());
        assertTrue(http.createSource(
                        "n",
                        "{\"sourceType\":\"file\",\"dataset_name\":\"n\",\"format\":\"docx\",\"url\":\"u\",\"provider\":{\"storage\":\"HTTPS\"}}")
                .message()
                .contains("$.format: does not have a value in the enumeration"));
        assertTrue(http.createDestination(
                        "n",
                        "{\"destinationType\":\"redshift\",\"host\":\"h\",\"port\":65537,\"database\":\"d\",\"username\":\"u\",\"password\":\"p\",\"schema\":\"s\"}")
                .message()
                .contains("$.port: must have a maximum value of 65536"));
    }

    @Test
    void connectorIsFoundByDefinitionOrByAnyNestedType() {
        Http.Response none = http.createSource("n", "{\"count\":1}");
        assertProblem(422, "unprocessable-entity", none);
        assertTrue(none.json().get("data").isJsonNull());

        Http.Response unknown = http.createSource("n", "{\"sourceType\":\"mixmax\"}");
        assertProblem(400, "value-not-found", unknown);
        assertEquals("mixmax", unknown.text("data", "value"));

        Http.Response definition =
                http.post("/sources", http.connector("n", Http.FAKER).replace("{\"name\"", definition(UNKNOWN)));
        assertProblem(404, "resource-not-found", definition);
        assertEquals("STANDARD_SOURCE_DEFINITION", definition.text("data", "resourceType"));

        assertErrorId(500, http.createSource("n", "\"text\""));

        // The definition wins; the type is dropped unseen.
        Http.Response both = http.post(
                "/sources",
                http.connector("n", "{\"sourceType\":\"mixmax\",\"count\":3}")
                        .replace("{\"name\"", definition("dfd88b22-b603-4c3d-aad7-3701784586b1")));
        assertEquals("faker", both.text("sourceType"));

        // A type deep down is found, but stays where it is.
        Http.Response deep = http.createSource("n", "{\"count\":3,\"more\":[{\"sourceType\":\"faker\"}]}");
        assertEquals(200, deep.status());
        assertTrue(deep.body().contains("[{\"sourceType\":\"faker\"}]"));
    }

    @Test
    void nameOfMoreThan256CharactersIsAnError() {
        assertEquals(200, http.createSource("n".repeat(256), Http.FAKER).status());
        assertProblem(500, "unexpected-problem", http.createSource("n".repeat(257), Http.FAKER));
    }

    @Test
    void unknownIdsAreNotFoundForAnAdministrator() {
        Http.Response source = http.get("/sources/" + UNKNOWN);
        assertProblem(404, "resource-not-found", source);
        assertEquals("SOURCE_CONNECTION", source.text("data", "resourceType"));
        assertEquals(UNKNOWN, source.text("data", "resourceId"));
        assertProblem(404, "resource-not-found", http.delete("/destinations/" + UNKNOWN));
        assertProblem(404, "resource-not-found", http.get("/connections/" + UNKNOWN));
        assertProblem(404, "resource-not-found", http.get("/workspaces/" + UNKNOWN));
        assertProblem(404, "resource-not-found", http.get("/streams?sourceId=" + UNKNOWN));
        assertProblem(404, "resource-not-found", http.createConnection(UNKNOWN, http.destination(), ""));
        assertProblem(404, "resource-not-found", http.sync(UNKNOWN));
        assertErrorId(500, http.get("/sources/x"));
        Http.Response job = http.get("/jobs/77");
        assertProblem(409, "state-conflict", job);
        assertEquals("Job is not currently running", job.message());
        assertProblem(409, "state-conflict", http.delete("/jobs/77"));
        assertHateoas(400, http.get("/jobs/x"));
        assertProblem(
                500,
                "unexpected-problem",
                http.post(
                        "/sources",
                        http.connector("n", Http.FAKER)
                                .replace(airbyte.workspaceId().toString(), UNKNOWN)));
    }

    @Test
    void unknownIdsAreForbiddenForAnOrdinaryUser() {
        assertProblem(403, "forbidden", ordinary.get("/sources/" + UNKNOWN));
        assertProblem(403, "forbidden", ordinary.delete("/sources/" + UNKNOWN));
        assertProblem(403, "forbidden", ordinary.get("/sources/x"));
        assertProblem(403, "forbidden", ordinary.get("/workspaces/" + UNKNOWN));
        assertProblem(403, "forbidden", ordinary.get("/sources?workspaceIds=" + UNKNOWN));
        assertProblem(403, "forbidden", ordinary.get("/jobs/77"));
        assertProblem(403, "forbidden", ordinary.sync(UNKNOWN));
        assertHateoas(403, ordinary.createConnection(UNKNOWN, ordinary.destination(), ""));
        assertHateoas(
                403,
                ordinary.post(
                        "/sources",
                        ordinary.connector("n", Http.FAKER)
                                .replace(cloud.workspaceId().toString(), UNKNOWN)));
    }

    @Test
    void connectionAcrossWorkspacesIsRefused() {
        UUID there = airbyte.addWorkspace("other");
        UUID source = airbyte.addSource("s", "faker", "{}", java.time.Instant.now(), there);
        String destination = http.destination();
        assertEquals(
                200,
                http.get("/streams?sourceId=" + source + "&destinationId=" + destination)
                        .status());
        Http.Response connection = http.createConnection(source.toString(), destination, "");
        assertProblem(500, "unexpected-problem", connection);
        assertTrue(connection.json().get("data").isJsonNull());

        UUID thereToo = cloud.addWorkspace("other");
        UUID sourceToo = cloud.addSource("s", "faker", "{}", java.time.Instant.now(), thereToo);
        String destinationToo = ordinary.destination();
        assertProblem(
                403, "forbidden", ordinary.get("/streams?sourceId=" + sourceToo + "&destinationId=" + destinationToo));
        assertHateoas(403, ordinary.createConnection(sourceToo.toString(), destinationToo, ""));
    }

    @Test
    void failedDiscoveryReturnsTheConnectorsMessage() {
        String source = http.source();
        airbyte.setDiscoverFailure("password authentication failed");
        Http.Response streams = http.get("/streams?sourceId=" + source);
        assertProblem(500, "unexpected-problem", streams);
        assertEquals("Something went wrong in the connector. logs:password authentication failed", streams.message());
        assertProblem(500, "unexpected-problem", http.createConnection(source, http.destination(), ""));
        airbyte.setDiscoverFailure(null);
        assertEquals(200, http.get("/streams?sourceId=" + source).status());
    }
}
