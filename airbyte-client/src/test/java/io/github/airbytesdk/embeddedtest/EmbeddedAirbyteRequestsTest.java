package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedAirbyteRequestsTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final Http http = new Http(airbyte);

    @AfterEach
    void close() {
        airbyte.close();
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

    private static void assertEmpty(int status, Http.Response response) {
        assertEquals(status, response.status(), response.body());
        assertEquals("", response.body());
    }

    private Http.Response send(String method, String path, String header, String value) {
        return http.send(http.request(method, path, method.equals("POST") ? "{}" : null)
                .setHeader(header, value)
                .build());
    }

    @Test
    void pathOutsideTheApiReturnsTheWebApp() {
        for (String path : new String[] {"/", "/v1/sources", "/public/v1/applications/token"}) {
            Http.Response page =
                    http.send(http.anonymous("GET", airbyte.url() + path, null).build());
            assertEquals(200, page.status());
            assertEquals("text/html", page.contentType());
            assertTrue(page.body().startsWith("<!doctype html>"));
        }
    }

    @Test
    void requestWithoutAnOperationIsForbiddenWithAuthentication() {
        assertHateoas(403, http.get("/nothing"));
        assertEquals(403, http.get(airbyte.url() + "/api/v2/sources").status());
        assertHateoas(403, http.call("PUT", "/sources", "{}"));
        assertHateoas(403, send("POST", "/sources", "Content-Type", "application/x-www-form-urlencoded"));
        assertHateoas(403, send("GET", "/sources", "Accept", "application/xml"));
        Http.Response page = send("GET", "/sources", "Accept", "text/html");
        assertEquals(403, page.status());
        assertEquals("text/html", page.contentType());
        assertHateoas(401, http.send(http.anonymous("GET", "/nothing", null).build()));
        assertHateoas(401, http.send(http.anonymous("PUT", "/sources", "{}").build()));
    }

    @Test
    void requestWithoutAnOperationHasItsOwnStatusWithoutIt() {
        try (EmbeddedAirbyte open =
                EmbeddedAirbyte.builder().withoutAuthentication().start()) {
            Http anyone = new Http(open);
            anyone.useToken("ignored");
            for (String path : new String[] {"/nothing", open.url() + "/api/v2/sources"}) {
                Http.Response missing = anyone.get(path);
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

    @Test
    void operationThatIsNotImplementedIsNamed() {
        Http.Response response = http.get("/groups");
        assertProblem(501, "not-implemented", response);
        assertTrue(response.text("detail").contains("listGroups"));
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
                new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(response.body())).readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(http.get(definitions).body(), body);
    }

    @Test
    void missingOrUnknownTokenIsUnauthorized() {
        assertHateoas(401, http.send(http.anonymous("GET", "/sources", null).build()));
        http.useToken("nonsense");
        Http.Response response = http.get("/sources");
        assertHateoas(401, response);
        assertEquals("Unauthorized", response.text("message"));
        assertFalse(airbyte.calls("listSources").get(0).acted());
    }

    @Test
    void malformedBodyIsABadRequest() {
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
    void absentBodyIsNotExpectedByTheServer() {
        assertErrorId(500, http.post("/sources", null));
        Http.Response destination = http.post("/destinations", null);
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
    void malformedQueryIsABadRequest() {
        assertHateoas(400, http.get("/sources?limit=x"));
        assertHateoas(400, http.get("/sources?workspaceIds=x"));
        assertHateoas(400, http.get("/streams"));
        assertErrorId(500, http.get("/streams?sourceId=x"));
        assertHateoas(400, http.get("/jobs?createdAtStart=yesterday"));
        assertProblem(400, "bad-request", http.get("/jobs?orderBy=name"));
    }
}
