package io.github.airbytesdk.springboot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The executable jar, as a process of its own. */
@ExtendWith(EmbeddedAirbyteExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
class ExecutableJarIT {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Process start(EmbeddedAirbyte airbyte) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // starts faster
                        "-jar",
                        System.getProperty("executable.jar"),
                        "--server.port=0",
                        "--server.address=127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().putAll(airbyte.environment());
        builder.environment()
                .put(
                        "AIRBYTE_WAREHOUSE_ID",
                        airbyte.addDestination("warehouse", "dev-null", "{}").toString());
        return builder.start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String url(Process process) throws Exception {
        for (int i = 0; i < 600 && process.isAlive(); i++) {
            Matcher port = PORT.matcher(Files.readString(log()));
            if (port.find()) {
                return "http://127.0.0.1:" + port.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the service has not started: " + Files.readString(log()));
    }

    private static HttpRequest provisioning(String url) {
        return HttpRequest.newBuilder(URI.create(url + "/tenants/acme"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"host": "db.example.com", "port": 5432, "database": "shop", "username": "app", "password": "canary"}
                        """))
                .build();
    }

    private static void awaitCall(EmbeddedAirbyte airbyte, String operation) throws InterruptedException {
        for (int i = 0; i < 100 && airbyte.calls(operation).isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(1, airbyte.calls(operation).size());
    }

    @Test
    void sigtermEndsItAfterTheRequestInProgress(EmbeddedAirbyte airbyte) throws Exception {
        Process process = start(airbyte);
        try {
            String url = url(process);
            HttpResponse<String> health = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/actuator/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, health.statusCode(), health.body());

            airbyte.setDiscoverDelay(Duration.ofSeconds(1));
            CompletableFuture<HttpResponse<String>> response =
                    http.sendAsync(provisioning(url), HttpResponse.BodyHandlers.ofString());
            awaitCall(airbyte, "getStreamProperties");
            process.destroy(); // sends SIGTERM

            assertEquals(200, response.get(30, TimeUnit.SECONDS).statusCode(), response.get()::body);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "has ended");
            String log = Files.readString(log());
            assertEquals(ENDED_BY_SIGTERM, process.exitValue(), log);
            assertTrue(log.contains("Graceful shutdown complete"), log);
            assertFalse(log.contains("canary"), log);
            assertFalse(log.contains(airbyte.clientSecret()), log);
            assertFalse(log.contains(" ERROR ") || log.contains(" WARN "), log);
            assertEquals(1, airbyte.connections().size());
        } finally {
            process.destroyForcibly();
        }
    }
}
