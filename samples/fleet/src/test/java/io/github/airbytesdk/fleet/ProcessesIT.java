package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README.md's commands: a worker and a submission from the built jar, and Temporal in a process of its own. */
class ProcessesIT {
    private static final Path JAR = Path.of("target/fleet.jar");

    @TempDir
    Path folder;

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final List<Process> processes = new ArrayList<>();
    private String temporal = "";

    @AfterEach
    void close() {
        processes.forEach(Process::destroyForcibly);
        airbyte.close();
    }

    private Process java(Path out, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // starts faster
        command.addAll(List.of(arguments));
        ProcessBuilder java = new ProcessBuilder(command);
        java.environment().keySet().removeIf(name -> name.startsWith("AIRBYTE_") || name.startsWith("FLEET_"));
        java.environment().putAll(airbyte.environment());
        java.environment().put("TEMPORAL_ADDRESS", temporal);
        java.environment().put("FLEET_SYNC_POLL", "PT1S");
        java.redirectError(
                ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()));
        Process process = (out == null ? java : java.redirectOutput(out.toFile())).start();
        processes.add(process);
        return process;
    }

    private int fleet(Path out, String command, Path file) throws Exception {
        Process process = java(out, "-jar", JAR.toString(), command, file.toString());
        assertTrue(process.waitFor(100, TimeUnit.SECONDS), this::errors);
        return process.exitValue();
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    @Timeout(240)
    void builtJarProvisionsAndDeprovisionsAFleet() throws Exception {
        Process service = java(null, "-cp", System.getProperty("java.class.path"), LocalTemporal.class.getName());
        try (BufferedReader lines = service.inputReader()) {
            temporal = lines.readLine();
            Process worker = java(null, "-jar", JAR.toString(), "worker");
            Path results = folder.resolve("results.jsonl");

            assertEquals(0, fleet(results, "submit", Path.of("tenants.yaml")), this::errors);

            assertEquals(12, Files.readAllLines(results).size());
            assertEquals(12, airbyte.connections().size());
            assertEquals(0, fleet(folder.resolve("deprovisioned.jsonl"), "deprovision", results), this::errors);
            assertTrue(airbyte.isEmpty(), airbyte::describe);
            worker.destroy();
            assertTrue(worker.waitFor(30, TimeUnit.SECONDS), "a worker ends on request");
        }
    }
}
