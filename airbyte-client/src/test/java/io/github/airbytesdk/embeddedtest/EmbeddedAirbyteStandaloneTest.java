package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EmbeddedAirbyte as a process of its own. */
class EmbeddedAirbyteStandaloneTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // starts faster
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedAirbyte.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    @Test
    void printsWhatAClientNeeds() throws Exception {
        Process process = start("0");
        try (BufferedReader out = reader(process.getInputStream())) {
            assertTrue(out.readLine().contains("moves no data"));
            String url = null;
            for (String line = out.readLine(); !line.startsWith("Press"); line = out.readLine()) {
                if (line.startsWith("export AIRBYTE_URL=")) {
                    url = line.substring(line.indexOf('=') + 1);
                }
            }
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/api/public/v1/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, health.statusCode());
            assertTrue(process.isAlive());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void credentialsCanBeGiven() throws Exception {
        Process process = start("0", "cid", "csecret");
        try (BufferedReader out = reader(process.getInputStream())) {
            List<String> lines = new ArrayList<>();
            for (String line = out.readLine(); line != null && !line.startsWith("Press"); line = out.readLine()) {
                lines.add(line);
            }
            assertTrue(lines.contains("export AIRBYTE_CLIENT_ID=cid"), lines.toString());
            assertTrue(lines.contains("export AIRBYTE_CLIENT_SECRET=csecret"), lines.toString());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "70000", "1 2", "-1", "1 2 3 4"})
    void invalidArgumentsAreRefused(String arguments) throws Exception {
        Process process = start(arguments.split(" "));
        List<String> lines = reader(process.getErrorStream()).lines().toList();
        assertEquals(2, process.waitFor());
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("EmbeddedAirbyte: "));
        assertEquals(0, reader(process.getInputStream()).lines().count());
    }

    @Test
    void portInUseIsReported() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Process process = start(String.valueOf(taken.getLocalPort()));
            List<String> lines = reader(process.getErrorStream()).lines().toList();
            assertEquals(1, process.waitFor());
            assertEquals(1, lines.size(), lines.toString());
        }
    }

    private static BufferedReader reader(java.io.InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
}
