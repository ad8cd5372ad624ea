package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Drift;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteSettingsTest {
    private final EmbeddedAirbyte airbyte =
            EmbeddedAirbyte.builder().bearerToken("token").start();
    private final Http http = new Http(airbyte);

    EmbeddedAirbyteSettingsTest() {
        http.useToken("token");
    }

    @AfterEach
    void close() {
        airbyte.close();
    }

    @Test
    void rewritesChangeResponsesAndCompose() {
        String id = http.source();
        airbyte.rewrite("getSource", Drift.without("createdAt", "count").andThen(Drift.unknownFields()));
        Http.Response drifted = http.get("/sources/" + id);
        assertFalse(drifted.json().has("createdAt"));
        assertFalse(drifted.json().getAsJsonObject("configuration").has("count"));
        assertTrue(drifted.json().has("unknownNumber"));
        assertTrue(drifted.json().getAsJsonObject("configuration").has("unknownNull"));
        assertEquals(1, airbyte.sources().get(0).configuration().size());

        airbyte.stopRewriting().rewriteAll(Drift.nulls("definitionId").andThen(Drift.with("sourceType", "new")));
        assertTrue(http.get("/sources").body().contains("\"sourceType\":\"new\",\"definitionId\":null"));
        airbyte.stopRewriting().rewrite("getSource", body -> new JsonPrimitive("text"));
        assertEquals("\"text\"", http.get("/sources/" + id).body());
        assertEquals(
                404, http.get("/sources/00000000-0000-4000-8000-000000000000").status());
    }

    @Test
    void latencyAndDiscoverDelayAddUp() {
        String id = http.source();
        airbyte.setLatency(Duration.ofMillis(100));
        assertTrue(Http.millis(() -> http.get("/sources/" + id)) >= 100);
        airbyte.setLatency(Duration.ZERO).setDiscoverDelay(Duration.ofMillis(150));
        assertTrue(Http.millis(() -> http.get("/streams?sourceId=" + id)) >= 150);

        assertTrue(Http.millis(() -> http.get("/streams?sourceId=" + id + "&ignoreCache=true")) >= 150);
    }

    @Test
    void discoveryFillsTheCacheAfterItsCallerDisconnected() throws Exception {
        String id = http.source();
        airbyte.setDiscoverDelay(Duration.ofMillis(200));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            Http.send(socket, "GET", "/streams?sourceId=" + id + "&ignoreCache=true", "");
        }
        Http.awaitTrue(() -> airbyte.calls("getStreamProperties").stream().anyMatch(Call::acted));
        airbyte.setDiscoverDelay(Duration.ofHours(1));
        assertEquals(
                200, http.get("/streams?sourceId=" + id + "&ignoreCache=false").status());
    }

    @Test
    void callsAreRecorded() {
        http.createSource();
        http.get("/sources?limit=3");
        List<Call> calls = airbyte.calls();
        assertEquals(2, calls.size());
        Call create = calls.get(0);
        assertEquals(1, create.number());
        assertEquals("POST", create.method());
        assertEquals("/api/public/v1/sources", create.target());
        assertEquals("Bearer token", create.header("authorization"));
        assertTrue(create.body().contains("faker"));
        assertEquals("#1 createSource POST /api/public/v1/sources -> 200 acted", create.toString());
        assertEquals("/api/public/v1/sources?limit=3", calls.get(1).target());
        assertEquals(1, airbyte.calls("listSources").size());
        assertTrue(airbyte.clearCalls().calls().isEmpty());
        try (EmbeddedAirbyte forgetful = EmbeddedAirbyte.builder().keepCalls(2).start()) {
            Http there = new Http(forgetful);
            there.get("/sources");
            there.get("/tags");
            assertEquals(
                    List.of("listSources", "listTags"),
                    forgetful.calls().stream().map(Call::operation).toList());
        }
    }

    @Test
    void manyClientsCanConnectAtOnce() throws Exception {
        int clients = 64;
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        List<Future<?>> running = new ArrayList<>();
        airbyte.setLatency(Duration.ofMillis(100));
        long time = Http.millis(() -> {
            for (int i = 0; i < clients; i++) {
                running.add(executor.submit(() -> {
                    try (Socket socket = new Socket(
                            InetAddress.getLoopbackAddress(),
                            URI.create(airbyte.url()).getPort())) {
                        Http.send(socket, "POST", "/sources", http.connector("s", Http.FAKER));
                        assertEquals('H', socket.getInputStream().read());
                    }
                    return null;
                }));
            }
            running.forEach(future -> {
                try {
                    future.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        });
        executor.shutdown();
        assertEquals(clients, airbyte.sources().size());
        assertTrue(time < 4000, time + " ms"); // one after the other they would take 6.4 s
    }
}
