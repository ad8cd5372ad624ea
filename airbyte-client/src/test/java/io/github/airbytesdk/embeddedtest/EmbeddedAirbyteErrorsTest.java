package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    private static void assertProblem(int status, String title, Http.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("application/json", answer.contentType());
        assertEquals(
                Set.of("status", "type", "title", "detail", "documentationUrl", "data"),
                answer.json().keySet());
        assertEquals(title, answer.text("title"));
        assertEquals(status, answer.json().get("status").getAsInt());
        assertTrue(answer.json().get("documentationUrl").isJsonNull());
    }

    private static void assertErrorId(int status, Http.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(Set.of("errorId"), answer.json().keySet());
    }

    private static void assertHateoas(int status, Http.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals(Set.of("message", "_links", "_embedded"), answer.json().keySet());
        assertTrue(answer.text("_links", "self", "href").startsWith("/api/public/v1/"));
        assertTrue(answer.json()
                .getAsJsonObject("_embedded")
                .getAsJsonArray("errors")
                .get(0)
                .getAsJsonObject()
                .keySet()
                .containsAll(Set.of("message", "_links", "_embedded")));
    }

    // Routes.

    @Test
    void pathOutsideTheApiIsTheWebApp() {
        for (String path : new String[] {"/", "/v1/sources", "/public/v1/applications/token"}) {
            Http.Answer page =
                    http.send(http.anonymous("GET", airbyte.url() + path, null).build());
            assertEquals(200, page.status());
            assertEquals("text/html", page.contentType());
            assertTrue(page.body().startsWith("<!doctype html>"));
        }
    }

    @Test
    void withAuthenticationWhatHasNoOperationIsForbidden() {
        assertHateoas(403, http.get("/nothing"));
        assertEquals(403, http.get(airbyte.url() + "/api/v2/sources").status());
        assertHateoas(403, http.call("PUT", "/sources", "{}"));
        assertHateoas(403, send("POST", "/sources", "Content-Type", "application/x-www-form-urlencoded"));
        assertHateoas(403, send("GET", "/sources", "Accept", "application/xml"));
        Http.Answer page = send("GET", "/sources", "Accept", "text/html");
        assertEquals(403, page.status());
        assertEquals("text/html", page.contentType());
        assertHateoas(401, http.send(http.anonymous("GET", "/nothing", null).build()));
        assertHateoas(401, http.send(http.anonymous("PUT", "/sources", "{}").build()));
    }

    @Test
    void withoutAuthenticationEachReasonHasItsOwnStatus() {
        try (EmbeddedAirbyte open =
                EmbeddedAirbyte.builder().withoutAuthentication().start()) {
            Http anyone = new Http(open);
            anyone.useToken("ignored");
            for (String path : new String[] {"/nothing", open.url() + "/api/v2/sources"}) {
                Http.Answer missing = anyone.get(path);
                assertEquals(404, missing.status());
                assertEquals("application/json", missing.contentType());
                assertEquals("Object not found.", missing.body()); // not JSON, despite its content type
            }
            assertEmpty(405, anyone.call("PUT", "/sources", "{}"));
            assertEmpty(
                    415,
                    anyone.send(anyone.request("POST", "/sources", "{}")
                            .setHeader("Content-Type", "text/plain")
                            .build()));
            assertEmpty(
                    406,
                    anyone.send(anyone.request("GET", "/sources", null)
                            .setHeader("Accept", "text/html")
                            .build()));
            assertEquals(404, anyone.token("id", "secret").status());
            assertEquals(200, anyone.get("/sources").status());
        }
    }

    private static void assertEmpty(int status, Http.Answer answer) {
        assertEquals(status, answer.status(), answer.body());
        assertEquals("", answer.body());
    }

    private Http.Answer send(String method, String path, String header, String value) {
        return http.send(http.request(method, path, method.equals("POST") ? "{}" : null)
                .setHeader(header, value)
                .build());
    }

    @Test
    void operationThatIsNotImplementedSaysSo() {
        Http.Answer answer = http.get("/groups");
        assertProblem(501, "not-implemented", answer);
        assertTrue(answer.text("detail").contains("listGroups"));
    }

    @Test
    void requestLineOfMoreThan4096BytesIsTooLarge() {
        assertEquals(200, http.get("/sources?x=" + "x".repeat(4000)).status());
        assertEquals(413, http.get("/sources?x=" + "x".repeat(4096)).status());
    }

    @Test
    void bodyOfMoreThanOneKilobyteIsCompressedOnRequest() throws Exception {
        String definitions = "/workspaces/" + airbyte.workspaceId() + "/definitions/destinations";
        java.net.http.HttpResponse<byte[]> response = java.net.http.HttpClient.newHttpClient()
                .send(
                        http.request("GET", definitions, null)
                                .setHeader("Accept-Encoding", "gzip")
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofByteArray());
        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElse(""));
        String body = new String(
                new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(response.body())).readAllBytes());
        assertEquals(http.get(definitions).body(), body);
    }

    // Reading the request.

    @Test
    void unauthenticated() {
        assertHateoas(401, http.send(http.anonymous("GET", "/sources", null).build()));
        http.useToken("nonsense");
        Http.Answer answer = http.get("/sources");
        assertHateoas(401, answer);
        assertEquals("Unauthorized", answer.text("message"));
        assertFalse(airbyte.calls("listSources").get(0).acted());
    }

    @Test
    void bodyThatCannotBeRead() {
        assertHateoas(400, http.post("/sources", "{\"name\":"));
        assertHateoas(400, http.post("/sources", "[]"));
        assertHateoas(400, http.post("/sources", "{} {}"));
        assertHateoas(400, http.post("/sources", "{name:1}"));
        assertHateoas(400, http.post("/sources", "{\"workspaceId\":\"" + airbyte.workspaceId() + "\"}"));
        assertHateoas(400, http.post("/sources", "{\"name\":\"n\",\"workspaceId\":\"x\",\"configuration\":{}}"));
        assertErrorId(500, http.createSource("n", "null"));
        assertHateoas(400, http.post("/jobs", "{\"connectionId\":\"" + UNKNOWN + "\",\"jobType\":\"dance\"}"));
    }

    @Test
    void absentBody() {
        assertErrorId(500, http.post("/sources", null));
        Http.Answer destination = http.post("/destinations", null);
        assertEquals(200, destination.status());
        assertEquals("", destination.body());
        assertErrorId(500, http.post("/jobs", null));
    }

    @Test
    void bodyOfMoreThanTenMegabytesIsTooLarge() {
        assertHateoas(413, http.createSource("n", "{\"x\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "offset=-1"})
    void pageOutOfRangeIsRefusedOnlyWithBeanValidation(String query) {
        try (EmbeddedAirbyte strict = EmbeddedAirbyte.builder().beanValidation().start()) {
            Http there = new Http(strict);
            assertErrorId(400, there.get("/sources?" + query));
            assertErrorId(400, there.get("/jobs?" + query));
        }
        int status = query.contains("-") ? 500 : 200; // a negative number reaches the database
        assertEquals(status, http.get("/sources?" + query).status());
        assertEquals(status, http.get("/jobs?" + query).status());
    }

    @Test
    void orderWithADirectionIsRefusedWithBeanValidation() {
        assertEquals(200, http.get("/jobs?orderBy=createdAt%7CDESC").status());
        try (EmbeddedAirbyte strict = EmbeddedAirbyte.builder().beanValidation().start()) {
            Http there = new Http(strict);
            assertErrorId(400, there.get("/jobs?orderBy=createdAt%7CDESC"));
            assertEquals(200, there.get("/jobs").status());
        }
    }

    @Test
    void malformedQuery() {
        assertHateoas(400, http.get("/sources?limit=x"));
        assertHateoas(400, http.get("/sources?workspaceIds=x"));
        assertHateoas(400, http.get("/streams"));
        assertErrorId(500, http.get("/streams?sourceId=x"));
        assertHateoas(400, http.get("/jobs?createdAtStart=yesterday"));
        assertProblem(400, "bad-request", http.get("/jobs?orderBy=name"));
    }

    // Creating connectors.

    @Test
    void configurationThatBreaksItsSchema() {
        Http.Answer answer = http.createSource("n", "{\"sourceType\":\"postgres\",\"port\":\"5432\",\"host\":\"h\"}");
        assertProblem(422, "unprocessable-entity", answer);
        assertEquals(
                "json schema validation failed when comparing the data to the json schema. \nErrors: $.port: string"
                        + " found, integer expected, $: required property 'database' not found, $: required property"
                        + " 'username' not found ",
                answer.message());
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
    void fakerRules(String rule) {
        int space = rule.indexOf(' ');
        String configuration = "{\"sourceType\":\"faker\"," + rule.substring(1, space);
        assertTrue(
                http.createSource("n", configuration).message().contains(rule.substring(space + 1)),
                http.createSource("n", configuration).body());
    }

    @Test
    void otherRulesOfSchemas() {
        assertTrue(http.createSource(
                        "n", "{\"sourceType\":\"github\",\"repositories\":[],\"credentials\":{\"access_token\":\"t\"}}")
                .message()
                .contains("$.repositories: must have at least 1 items but found 0"));
        assertTrue(http.createSource(
                        "n",
                        "{\"sourceType\":\"github\",\"repositories\":[\"x\"],\"credentials\":{\"access_token\":\"t\"}}")
                .message()
                .contains("$.repositories[0]: does not match the regex pattern"));
        Http.Answer oneOf = http.createDestination(
                "n",
                "{\"destinationType\":\"dev-null\",\"test_destination\":{\"test_destination_type\":\"THROTTLED\"}}");
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
    void typeResolution() {
        Http.Answer none = http.createSource("n", "{\"count\":1}");
        assertProblem(422, "unprocessable-entity", none);
        assertTrue(none.json().get("data").isJsonNull());

        Http.Answer unknown = http.createSource("n", "{\"sourceType\":\"mixmax\"}");
        assertProblem(400, "value-not-found", unknown);
        assertEquals("mixmax", unknown.text("data", "value"));

        Http.Answer definition =
                http.post("/sources", http.connector("n", Http.FAKER).replace("{\"name\"", definition(UNKNOWN)));
        assertProblem(404, "resource-not-found", definition);
        assertEquals("STANDARD_SOURCE_DEFINITION", definition.text("data", "resourceType"));

        assertErrorId(500, http.createSource("n", "\"text\""));

        // The definition wins; the type is dropped unseen.
        Http.Answer both = http.post(
                "/sources",
                http.connector("n", "{\"sourceType\":\"mixmax\",\"count\":3}")
                        .replace("{\"name\"", definition("dfd88b22-b603-4c3d-aad7-3701784586b1")));
        assertEquals("faker", both.text("sourceType"));

        // A type deep down is found, but stays where it is.
        Http.Answer deep = http.createSource("n", "{\"count\":3,\"more\":[{\"sourceType\":\"faker\"}]}");
        assertEquals(200, deep.status());
        assertTrue(deep.body().contains("[{\"sourceType\":\"faker\"}]"));
    }

    private static String definition(String id) {
        return "{\"definitionId\":\"" + id + "\",\"name\"";
    }

    @Test
    void nameThatIsTooLong() {
        assertEquals(200, http.createSource("n".repeat(256), Http.FAKER).status());
        assertProblem(500, "unexpected-problem", http.createSource("n".repeat(257), Http.FAKER));
    }

    // Ids that mean nothing.

    @Test
    void unknownIdsAreMissingForAnAdministrator() {
        Http.Answer source = http.get("/sources/" + UNKNOWN);
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
        Http.Answer job = http.get("/jobs/77");
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
    void endsInDifferentWorkspaces() {
        UUID there = airbyte.addWorkspace("other");
        UUID source = airbyte.addSource("s", "faker", "{}", java.time.Instant.now(), there);
        String destination = http.destination();
        assertEquals(
                200,
                http.get("/streams?sourceId=" + source + "&destinationId=" + destination)
                        .status());
        Http.Answer connection = http.createConnection(source.toString(), destination, "");
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
    void connectorThatFails() {
        String source = http.source();
        airbyte.setDiscoverFailure("password authentication failed");
        Http.Answer streams = http.get("/streams?sourceId=" + source);
        assertProblem(500, "unexpected-problem", streams);
        assertEquals("Something went wrong in the connector. logs:password authentication failed", streams.message());
        assertProblem(500, "unexpected-problem", http.createConnection(source, http.destination(), ""));
        airbyte.setDiscoverFailure(null);
        assertEquals(200, http.get("/streams?sourceId=" + source).status());
    }
}
