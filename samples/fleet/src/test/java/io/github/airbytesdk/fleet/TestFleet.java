package io.github.airbytesdk.fleet;

import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Airbyte and Temporal in this process, and the settings that a worker and a submission need to use them. */
final class TestFleet implements AutoCloseable {
    static final String FAKER = "{\"type\": \"faker\", \"configuration\": {\"count\": 1000}}";
    static final String DEV_NULL =
            "{\"type\": \"dev-null\", \"configuration\": {\"test_destination\": {\"test_destination_type\": \"SILENT\"}}}";

    /** Operations that create or start something. */
    static final List<String> CREATES = List.of("createSource", "createDestination", "createConnection", "createJob");

    final LocalTemporal temporal;
    final EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder().keepCalls(100_000).start();
    final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path folder;

    TestFleet(Path folder) {
        this(folder, LocalTemporal.start());
    }

    TestFleet(Path folder, LocalTemporal temporal) {
        this.folder = folder;
        this.temporal = temporal;
        environment.put("TEMPORAL_ADDRESS", temporal.address());
        environment.putAll(airbyte.environment());
        environment.put("FLEET_HEARTBEAT", "PT5S");
        environment.put("FLEET_FIRST_PAUSE", "PT0.5S");
        environment.put("FLEET_SYNC_POLL", "PT0.5S");
        environment.put("FLEET_DEADLINE", "PT30S");
    }

    static String tenant(String name, UUID workspaceId) {
        return "- {name: " + name + ", workspaceId: " + workspaceId + ", source: " + FAKER + ", destination: "
                + DEV_NULL + "}\n";
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** What the last command has printed on standard output. */
    Path results() {
        return folder.resolve("results.jsonl");
    }

    List<String> resultLines() throws IOException {
        return Files.readAllLines(results());
    }

    /** The results of tenants that have failed. */
    List<String> failedLines() throws IOException {
        return resultLines().stream()
                .filter(line -> !line.contains("\"status\":\"done\""))
                .toList();
    }

    /** Runs a command in this process, and returns its exit status. */
    int run(String command, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new Fleet(
                        Map.copyOf(environment),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(command, file.toString());
        try {
            Files.write(results(), out.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return status;
    }

    int submit(Path file) {
        return run("submit", file);
    }

    int deprovision() {
        return run("deprovision", results());
    }

    /** Connects as a worker or a submission does. */
    TemporalConnection connect() {
        return TemporalConnection.connect(environment);
    }

    String workflowId(String tenant) {
        return "fleet/" + airbyte.workspaceId() + "/" + tenant;
    }

    Process startWorker() throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Fleet.class.getName(),
                "worker");
        java.environment().keySet().removeIf(name -> name.startsWith("AIRBYTE_") || name.startsWith("FLEET_"));
        java.environment().putAll(environment);
        return java.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.txt").toFile()))
                .start();
    }

    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the process does not end");
        }
    }

    static void await(BooleanSupplier moment, Duration most) {
        long start = System.nanoTime();
        while (!moment.getAsBoolean()) {
            if (System.nanoTime() - start > most.toNanos()) {
                throw new AssertionError("waited for " + most);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** What exists on Airbyte. */
    List<String> world() {
        List<String> world = new ArrayList<>();
        for (Connector source : airbyte.sources()) {
            world.add("source " + source.id() + " " + source.name());
        }
        for (Connector destination : airbyte.destinations()) {
            world.add("destination " + destination.id() + " " + destination.name());
        }
        airbyte.connections().forEach(connection -> world.add("connection " + connection.id()));
        for (Job job : airbyte.jobs()) {
            world.add("job " + job.id() + " of " + job.connectionId());
        }
        return world;
    }

    /** Everything that the commands have printed. */
    String output() {
        StringBuilder output = new StringBuilder(err.toString(StandardCharsets.UTF_8));
        try {
            for (Path file : List.of(folder.resolve("worker.txt"), results())) {
                output.append(Files.exists(file) ? Files.readString(file) : "");
            }
        } catch (IOException e) {
            output.append(e);
        }
        return output.toString();
    }

    @Override
    public void close() {
        airbyte.close();
        temporal.close();
    }
}
