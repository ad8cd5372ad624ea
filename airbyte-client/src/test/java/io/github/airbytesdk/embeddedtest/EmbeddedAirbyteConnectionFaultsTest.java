package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteConnectionFaultsTest {
    private final EmbeddedAirbyte airbyte =
            EmbeddedAirbyte.builder().bearerToken("token").start();
    private final Http http = new Http(airbyte);

    EmbeddedAirbyteConnectionFaultsTest() {
        http.useToken("token");
    }

    @AfterEach
    void close() {
        airbyte.close();
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
    void truncatedBodyEndsTheConnection() {
        airbyte.onNext("createSource", Fault.none().truncated());
        assertThrows(UncheckedIOException.class, http::createSource);
        assertEquals(1, airbyte.sources().size());
        airbyte.onNext(
                "createSource",
                Fault.response(200).body("application/json", "{\"a\":1}").truncated());
        assertThrows(UncheckedIOException.class, http::createSource);
        assertEquals(1, airbyte.sources().size());
    }

    @Test
    void dropClosesTheConnection() {
        airbyte.onNext("createSource", Fault.drop());
        UncheckedIOException e = assertThrows(UncheckedIOException.class, http::createSource);
        assertFalse(e.getCause() instanceof SocketException, e.toString());
        assertTrue(airbyte.isEmpty());
        assertEquals(0, airbyte.calls().get(0).status());
        assertTrue(airbyte.calls().get(0).body().contains("faker"));

        airbyte.onNext("createSource", Fault.drop().afterActing());
        assertThrows(UncheckedIOException.class, http::createSource);
        assertEquals(1, airbyte.sources().size());
        assertEquals(0, airbyte.calls().get(1).status());
        assertTrue(airbyte.calls().get(1).acted());
    }

    @Test
    void resetAbortsTheConnection() throws IOException {
        airbyte.onNext("createSource", Fault.reset().afterActing()).onNext("createSource", Fault.drop());
        String body = http.connector("s", Http.FAKER);
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            Http.send(socket, "POST", "/sources", body);
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            Http.send(socket, "POST", "/sources", body);
            assertEquals(-1, socket.getInputStream().read());
        }
        assertEquals(1, airbyte.sources().size());
    }

    @Test
    void stallWithoutActingCreatesNothing() {
        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(200)));
        assertTrue(Http.millis(() -> assertThrows(UncheckedIOException.class, http::createSource)) >= 200);
        assertTrue(airbyte.isEmpty());
    }

    @Test
    void stallCanActBeforeItResponds() throws Exception {
        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(200)).afterActing());
        assertTrue(Http.millis(() -> assertEquals(200, http.createSource().status())) >= 200);

        airbyte.onNext("createSource", Fault.stall(Duration.ofMillis(300)).actingAfter(Duration.ofMillis(150)));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            Http.send(socket, "POST", "/sources", http.connector("late", Http.FAKER));
        } // the client has disconnected, and the server continues
        Http.awaitTrue(() -> airbyte.calls("createSource").size() == 2);
        assertEquals(1, airbyte.sources().size());
        Http.awaitTrue(() -> airbyte.sources().size() == 2);
    }

    @Test
    void closeEndsStalledCalls() throws Exception {
        airbyte.onNext("createSource", Fault.stall(Duration.ofHours(1)).actingAfter(Duration.ofMinutes(30)));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        Future<?> blocked = executor.submit(() -> assertThrows(UncheckedIOException.class, http::createSource));
        Http.awaitTrue(() -> !airbyte.calls().isEmpty());
        assertTrue(Http.millis(airbyte::close) < 4000);
        blocked.get();
        executor.shutdown();
        assertTrue(airbyte.isEmpty());
    }

    @Test
    void idleConnectionIsClosed() throws IOException {
        airbyte.onNext("getHealthCheck", Fault.none().closingAfter(Duration.ofMillis(300)));
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(airbyte.url()).getPort())) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            Http.send(socket, "GET", "/health", "");
            assertEquals("HTTP/1.1 200 OK", in.readLine());
            long idle = Http.millis(() -> {
                try {
                    while (in.readLine() != null) {
                        // the rest of the response
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
            Http.send(socket, "GET", "/health", "");
            Http.send(socket, "GET", "/health", "");
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int responses = 0;
            for (String line = in.readLine(); responses < 2; line = in.readLine()) {
                responses += line.contains("HTTP/1.1 200 OK") ? 1 : 0;
            }
        }
    }
}
