package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteFaultsTest {
    private final EmbeddedAirbyte airbyte =
            EmbeddedAirbyte.builder().bearerToken("token").start();
    private final Http http = new Http(airbyte);

    EmbeddedAirbyteFaultsTest() {
        http.useToken("token");
    }

    @AfterEach
    void close() {
        airbyte.close();
    }

    private static List<Integer> boxed(byte[] bytes) {
        List<Integer> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add((int) b);
        }
        return boxed;
    }

    @Test
    void responseReplacesTheAction() {
        airbyte.onNext(
                "createSource", Fault.response(503).header("Retry-After", "0").body("text/html", "<html>Größe</html>"));
        Http.Response response = http.createSource();
        assertEquals(503, response.status());
        assertEquals("text/html", response.contentType());
        assertEquals("<html>Größe</html>", response.body());
        assertEquals("0", response.raw().headers().firstValue("Retry-After").orElseThrow());
        assertTrue(response.raw().headers().firstValue("Date").isPresent());
        assertTrue(airbyte.isEmpty());
        Call call = airbyte.calls().get(0);
        assertEquals(503, call.status());
        assertFalse(call.acted());
        assertEquals(200, http.createSource().status());
    }

    @Test
    void responseCanFollowTheAction() {
        airbyte.onNext("createSource", Fault.response(504).afterActing());
        Http.Response response = http.createSource();
        assertEquals(504, response.status());
        assertEquals("", response.body());
        assertEquals("", response.contentType());
        assertEquals(1, airbyte.sources().size());
        assertTrue(airbyte.calls().get(0).acted());
    }

    @Test
    void responseCanPrecedeTheAction() throws InterruptedException {
        airbyte.onNext("createSource", Fault.response(504).actingAfter(Duration.ofMillis(150)));
        assertEquals(504, http.createSource().status());
        assertTrue(airbyte.isEmpty());
        Http.awaitTrue(() -> airbyte.sources().size() == 1);
        assertTrue(airbyte.calls().get(0).acted());
    }

    @Test
    void problemsAndErrorIdsHaveAirbytesShape() {
        airbyte.onNext("createJob", Fault.problem(409, "state-conflict", "Could not fulfill request"));
        Http.Response problem = http.sync("x");
        assertEquals(409, problem.status());
        assertEquals("application/json", problem.contentType());
        assertEquals("Could not fulfill request", problem.message());
        assertTrue(problem.json().get("documentationUrl").isJsonNull());
        airbyte.onNext("createJob", Fault.errorId(500));
        assertTrue(http.sync("x").json().has("errorId"));
    }

    @Test
    void redirectHasALocation() {
        airbyte.onNext("createSource", Fault.redirect(302, "http://elsewhere/"));
        Http.Response response = http.createSource();
        assertEquals(302, response.status());
        assertEquals(
                "http://elsewhere/",
                response.raw().headers().firstValue("Location").orElseThrow());
    }

    @Test
    void bodyIsSentByteForByte() throws IOException, InterruptedException {
        byte[] bytes = {0, -1, 127, '{', -128};
        airbyte.onNext("getHealthCheck", Fault.response(200).body("application/json", bytes));
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(airbyte.baseUrl() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(List.of(0, -1, 127, 123, -128), boxed(response.body()));
    }

    @Test
    void queuedFaultsPrecedeThoseForEveryCall() {
        airbyte.onEvery("listSources", Fault.response(503))
                .onNext("listSources", 2, Fault.response(502))
                .onNext("listSources", Fault.response(504))
                .onAny(call ->
                        call.operation().equals("listTags") && call.number() % 2 == 0 ? Fault.response(429) : null);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            statuses.add(http.get("/sources").status());
        }
        assertEquals(List.of(502, 502, 504, 503, 503), statuses);
        assertEquals(429, http.get("/tags").status());
        assertEquals(200, http.get("/tags").status());
        airbyte.clearFaults();
        assertEquals(200, http.get("/sources").status());
        assertEquals(200, http.get("/tags").status());
    }

    @Test
    void failingFunctionIsAnInternalError() {
        Logger logger = Logger.getLogger(EmbeddedAirbyte.class.getPackageName());
        logger.setLevel(Level.OFF);
        try {
            airbyte.onAny(call -> {
                throw new IllegalStateException("the test's own function fails");
            });
            Http.Response response = http.get("/sources");
            assertEquals(500, response.status());
            assertTrue(response.json().has("errorId"));
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void misspeltOperationIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> airbyte.onNext("createSorce", Fault.drop()));
        assertTrue(e.getMessage().contains("\"createSorce\""));
        assertThrows(IllegalArgumentException.class, () -> airbyte.calls("x"));
        assertThrows(IllegalArgumentException.class, () -> airbyte.rewrite("x", body -> body));
    }

    @Test
    void tokenRequestsDeletesAndListsCanFail() {
        airbyte.onNext("createAccessToken", Fault.response(503))
                .onNext("deleteSource", Fault.response(500).afterActing())
                .onNext("listConnections", Fault.response(502));
        assertEquals(503, http.token("x", "y").status());
        String id = http.source();
        assertEquals(500, http.delete("/sources/" + id).status());
        assertTrue(airbyte.isEmpty());
        assertEquals(502, http.get("/connections").status());
    }

    @Test
    void faultsDescribeThemselves() {
        assertEquals(
                "response 503, Retry-After: 0, after acting",
                Fault.response(503).header("Retry-After", "0").afterActing().toString());
        assertEquals("drop", Fault.drop().toString());
        assertEquals("reset, after acting", Fault.reset().afterActing().toString());
        assertEquals("silence, after PT1S", Fault.stall(Duration.ofSeconds(1)).toString());
        assertEquals(
                "own response, after PT2S, acting after PT1S",
                Fault.stall(Duration.ofSeconds(2))
                        .actingAfter(Duration.ofSeconds(1))
                        .toString());
        assertEquals("own response, truncated", Fault.none().truncated().toString());
        assertEquals(
                "own response, closing after PT0.3S",
                Fault.none().closingAfter(Duration.ofMillis(300)).toString());
        assertThrows(IllegalArgumentException.class, () -> Fault.response(99));
        assertThrows(IllegalArgumentException.class, () -> Fault.stall(Duration.ofSeconds(-1)));
    }
}
