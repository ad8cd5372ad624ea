package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process ends although it has not closed its server, which has open connections and a fault that is still to act. */
class DaemonThreadsTest {
    /** The process. */
    static final class NeverCloses {
        private NeverCloses() {}

        public static void main(String[] args) throws IOException {
            EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
            airbyte.onNext("getHealthCheck", Fault.response(503).closingAfter(Duration.ofMinutes(5)));
            for (int i = 0; i < 2; i++) {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create(airbyte.baseUrl() + "/health").toURL().openConnection();
                System.out.println(connection.getResponseCode());
            }
        }
    }

    @Test
    void processEndsWithoutClosingTheServer() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // starts faster
                        "-cp",
                        System.getProperty("java.class.path"),
                        NeverCloses.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process has ended");
            try (InputStream printed = process.getInputStream()) {
                assertEquals(
                        "503\n200\n", new String(printed.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
            }
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }
}
