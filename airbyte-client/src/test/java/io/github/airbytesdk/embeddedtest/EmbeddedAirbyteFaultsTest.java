package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Drift;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private Http.Answer createSource() {
        return http.createSource("s", Http.FAKER);
    }

    private static long millis(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void awaitTrue(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    // What is answered.

    @Test
    void answerInPlaceOfActing() {
        airbyte.onNext(
                "createSource", Fault.answer(503).header("Retry-After", "0").body("text/html", "<html>Größe</html>"));
        Http.Answer answer = createSource();
        assertEquals(503, answer.status());
        assertEquals("text/html", answer.contentType());
        assertEquals("<html>Größe</html>", answer.body());
        assertEquals("0", answer.response().headers().firstValue("Retry-After").orElseThrow());
        assertTrue(answer.response().headers().firstValue("Date").isPresent());
        assertTrue(airbyte.isEmpty());
        Call call = airbyte.calls().get(0);
        assertEquals(503, call.status());
        assertFalse(call.acted());
        assertEquals(200, createSource().status());
    }

    @Test
    void answerAfterActing() {
        airbyte.onNext("createSource", Fault.answer(504).afterActing());
        Http.Answer answer = createSource();
        assertEquals(504, answer.status());
        assertEquals("", answer.body());
        assertEquals("", answer.contentType());
        assertEquals(1, airbyte.sources().size());
        assertTrue(airbyte.calls().get(0).acted());
    }

    @Test
    void answerBeforeActing() throws InterruptedException {
        airbyte.onNext("createSource", Fault.answer(504).actingAfter(Duration.ofMillis(150)));
        assertEquals(504, createSource().status());
        assertTrue(airbyte.isEmpty());
        awaitTrue(() -> airbyte.sources().size() == 1);
        assertTrue(airbyte.calls().get(0).acted());
    }

    @Test
    void airbytesOwnErrors() {
        airbyte.onNext("createJob", Fault.problem(409, "state-conflict", "Could not fulfill request"));
        Http.Answer problem = http.sync("x");
        assertEquals(409, problem.status());
        assertEquals("application/json", problem.contentType());
        assertEquals("Could not fulfill request", problem.message());
        assertTrue(problem.json().get("documentationUrl").isJsonNull());
        airbyte.onNext("createJob", Fault.errorId(500));
        assertTrue(http.sync("x").json().has("errorId"));
    }

    @Test
    void redirect() {
        airbyte.onNext("createSource", Fault.redirect(302, "http://elsewhere/"));
        Http.Answer answer = createSource();
        assertEquals(302, answer.status());
        assertEquals(
                "http://elsewhere/",
                answer.response().headers().firstValue("Location").orElseThrow());
    }

    @Test
    void anyBytes() throws IOException, InterruptedException {
        byte[] bytes = {0, -1, 127, '{', -128};
        airbyte.onNext("getHealthCheck", Fault.answer(200).body("application/json", bytes));
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(airbyte.baseUrl() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(List.of(0, -1, 127, 123, -128), boxed(response.body()));
    }

    private static List<Integer> boxed(byte[] bytes) {
        List<Integer> boxed = new ArrayList<>();
        for (byte b : bytes) {
            boxed.add((int) b);
        }
        return boxed;
    }

    @Test
    void hugeBodyIsStreamed() throws IOException, InterruptedException {
        long size = 100_000_007;
        airbyte.onNext("getHealthCheck", Fault.hugeBody(size));
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(airbyte.baseUrl() + "/health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(
                String.valueOf(size),
                response.headers().firstValue("Content-Length").orElseThrow());
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[1 << 16];
            long count = body.read(buffer);
            assertEquals('{', buffer[0]);
            for (int n = body.read(buffer); n > 0; n = body.read(buffer)) {
                count += n;
            }
            assertEquals(size, count);
        }
    }

    @Test
    void truncatedBody() {
        airbyte.onNext("createSource", Fault.none().truncated());
        assertThrows(UncheckedIOException.class, this::createSource);
        assertEquals(1, airbyte.sources().size());
        airbyte.onNext(
                "createSource",
                Fault.answer(200).body("application/json", "{\"a\":1}").truncated());
        assertThrows(UncheckedIOException.class, this::createSource);
        assertEquals(1, airbyte.sources().size());
    }

    // Connections that break.

    @Test
    void drop() {
        airbyte.onNext("createSource", Fault.drop());
        UncheckedIOException e = assertThrows(UncheckedIOException.class, this::createSource);
        assertFalse(e.getCause() instanceof SocketException, e.toString());
        assertTrue(airbyte.isEmpty());
        assertEquals(0, airbyte.calls().get(0).status());
        assertTrue(airbyte.calls().get(0).body().contains("faker"));

        airbyte.onNext("createSource", Fault.drop().afterActing());
        assertThrows(UncheckedIOException.class, this::createSource);
        assertEquals(1, airbyte.sources().size());
        assertEquals(0, airbyte.calls().get(1).status());
        assertTrue(airbyte.calls().get(1).acted());
    }

    @Test
    void reset() throws IOException {
        airbyte.onNext("createSource", Fault.reset().afterActing()).onNext("createSource", Fault.drop());
        String body = http.connector("s", Http.FAKER);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            send(socket, "POST", "/sources", body);
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            send(socket, "POST", "/sources", body);
            assertEquals(-1, socket.getInputStream().read());
        }
        assertEquals(1, airbyte.sources().size());
    }

    @Test
    void stallWithoutActing() {
        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(200)));
        assertTrue(millis(() -> assertThrows(UncheckedIOException.class, this::createSource)) >= 200);
        assertTrue(airbyte.isEmpty());
    }

    @Test
    void stallAndAct() throws Exception {
        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(200)).afterActing());
        assertTrue(millis(() -> assertEquals(200, createSource().status())) >= 200);

        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(300)).actingAfter(Duration.ofMillis(150)));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            send(socket, "POST", "/sources", http.connector("late", Http.FAKER));
        } // the client is gone, the server goes on
        awaitTrue(() -> airbyte.calls("createSource").size() == 2);
        assertEquals(1, airbyte.sources().size());
        awaitTrue(() -> airbyte.sources().size() == 2);
    }

    @Test
    void closeEndsWhatStalls() throws Exception {
        airbyte.onNext("createSource", Fault.stall(Duration.ofHours(1)).actingAfter(Duration.ofMinutes(30)));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> blocked = executor.submit(() -> assertThrows(UncheckedIOException.class, this::createSource));
        awaitTrue(() -> !airbyte.calls().isEmpty());
        assertTrue(millis(airbyte::close) < 4000);
        blocked.get();
        executor.shutdown();
        assertTrue(airbyte.isEmpty());
    }

    private static void send(Socket socket, String method, String path, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = method + " /api/public/v1" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\n"
                    + (bytes.length == 0
                            ? ""
                            : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                    + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void idleConnectionIsClosed() throws IOException {
        airbyte.onNext("getHealthCheck", Fault.none().closingAfter(Duration.ofMillis(300)));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            send(socket, "GET", "/health", "");
            assertEquals("HTTP/1.1 200 OK", in.readLine());
            long idle = millis(() -> {
                try {
                    while (in.readLine() != null) {
                        // the rest of the answer
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertTrue(idle >= 250 && idle < 4000, idle + " ms");
        }
    }

    @Test
    void usedConnectionIsNotClosed() throws Exception {
        airbyte.onNext("getHealthCheck", Fault.none().closingAfter(Duration.ofMillis(100)));
        airbyte.onNext("getHealthCheck", Fault.none().delayed(Duration.ofMillis(250)));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            send(socket, "GET", "/health", "");
            send(socket, "GET", "/health", "");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int answers = 0;
            for (String line = in.readLine(); answers < 2; line = in.readLine()) {
                answers += line.contains("HTTP/1.1 200 OK") ? 1 : 0;
            }
        }
    }

    // Which calls.

    @Test
    void nextOnesEveryOneAndAnyOne() {
        airbyte.onEvery("listSources", Fault.answer(503))
                .onNext("listSources", 2, Fault.answer(502))
                .onNext("listSources", Fault.answer(504))
                .onAny(call ->
                        call.operation().equals("listTags") && call.number() % 2 == 0 ? Fault.answer(429) : null);
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
    void functionThatFailsIsAnInternalError() {
        Logger logger = Logger.getLogger(EmbeddedAirbyte.class.getPackageName());
        logger.setLevel(Level.OFF);
        try {
            airbyte.onAny(call -> {
                throw new IllegalStateException("the test's own function fails");
            });
            Http.Answer answer = http.get("/sources");
            assertEquals(500, answer.status());
            assertTrue(answer.json().has("errorId"));
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
    void tokenEndpointDeletesAndListsCanFailToo() {
        airbyte.onNext("createAccessToken", Fault.answer(503))
                .onNext("deleteSource", Fault.answer(500).afterActing())
                .onNext("listConnections", Fault.answer(502));
        assertEquals(503, http.token("x", "y").status());
        String id = createSource().text("sourceId");
        assertEquals(500, http.delete("/sources/" + id).status());
        assertTrue(airbyte.isEmpty());
        assertEquals(502, http.get("/connections").status());
    }

    @Test
    void faultsSayWhatTheyDo() {
        assertEquals(
                "response 503, Retry-After: 0, after acting",
                Fault.answer(503).header("Retry-After", "0").afterActing().toString());
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
        assertThrows(IllegalArgumentException.class, () -> Fault.answer(99));
        assertThrows(IllegalArgumentException.class, () -> Fault.stall(Duration.ofSeconds(-1)));
    }

    // Other knobs.

    @Test
    void drift() {
        String id = createSource().text("sourceId");
        airbyte.rewrite("getSource", Drift.without("createdAt", "count").andThen(Drift.unknownFields()));
        Http.Answer drifted = http.get("/sources/" + id);
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
    void latencyAndDiscoverDelay() {
        String id = createSource().text("sourceId");
        airbyte.setLatency(Duration.ofMillis(100));
        assertTrue(millis(() -> http.get("/sources/" + id)) >= 100);
        airbyte.setLatency(Duration.ZERO).setDiscoverDelay(Duration.ofMillis(150));
        assertTrue(millis(() -> http.get("/streams?sourceId=" + id)) >= 150);

        assertTrue(millis(() -> http.get("/streams?sourceId=" + id + "&ignoreCache=true")) >= 150);
    }

    @Test
    void discoverFillsTheCacheThoughItsCallerHasGone() throws Exception {
        String id = createSource().text("sourceId");
        airbyte.setDiscoverDelay(Duration.ofMillis(200));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            send(socket, "GET", "/streams?sourceId=" + id + "&ignoreCache=true", "");
        }
        awaitTrue(() -> airbyte.calls("getStreamProperties").stream().anyMatch(Call::acted));
        airbyte.setDiscoverDelay(Duration.ofHours(1));
        assertEquals(
                200, http.get("/streams?sourceId=" + id + "&ignoreCache=false").status());
    }

    @Test
    void callsAreRecorded() {
        createSource();
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
    void manyClientsAtOnce() throws Exception {
        int clients = 64;
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        List<Future<?>> running = new ArrayList<>();
        airbyte.setLatency(Duration.ofMillis(100));
        long time = millis(() -> {
            for (int i = 0; i < clients; i++) {
                running.add(executor.submit(() -> {
                    try (Socket socket = new Socket(
                            InetAddress.getLoopbackAddress(),
                            URI.create(airbyte.url()).getPort())) {
                        send(socket, "POST", "/sources", http.connector("s", Http.FAKER));
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
