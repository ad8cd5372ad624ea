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

/** Both services in this process, and what a worker and a submission need to use them. */
final class Rig implements AutoCloseable {
    static final String FAKER = "{\"type\": \"faker\", \"configuration\": {\"count\": 1000}}";
    static final String DEV_NULL =
            "{\"type\": \"dev-null\", \"configuration\": {\"test_destination\": {\"test_destination_type\": \"SILENT\"}}}";

    /** Creates and what starts something. */
    static final List<String> CREATES = List.of("createSource", "createDestination", "createConnection", "createJob");

    final LocalTemporal temporal = LocalTemporal.start();
    final EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder().keepCalls(100_000).start();
    final Map<String, String> environment = new HashMap<>();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Path folder;

    Rig(Path folder) {
        this.folder = folder;
        environment.put("TEMPORAL_ADDRESS", temporal.address());
        environment.putAll(airbyte.environment());
        environment.put("FLEET_HEARTBEAT", "PT5S");
        environment.put("FLEET_FIRST_PAUSE", "PT0.5S");
        environment.put("FLEET_LONGEST_PAUSE", "PT5S");
        environment.put("FLEET_DEADLINE", "PT30S");
    }

    static String tenant(String name, UUID workspaceId) {
        return "- {name: " + name + ", workspaceId: " + workspaceId + ", source: " + FAKER + ", destination: "
                + DEV_NULL + "}\n";
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    Path results() {
        return folder.resolve("results.jsonl");
    }

    List<String> resultLines() throws IOException {
        return Files.readAllLines(results());
    }

    /** Runs a command in this process. */
    int fleet(String... arguments) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Fleet(Map.copyOf(environment), stream, stream).run(arguments);
    }

    int submit(Path file) {
        return fleet("submit", file.toString(), results().toString());
    }

    /** A connection like that of a worker or a submission. */
    Temporal connect() {
        return Temporal.connect(environment);
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
            throw new AssertionError("the worker does not die");
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

    /** What is there, each as its kind, name and workspace, or for a job its connection. */
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

    String output() {
        try {
            Path worker = folder.resolve("worker.txt");
            return err.toString(StandardCharsets.UTF_8) + (Files.exists(worker) ? Files.readString(worker) : "");
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        airbyte.close();
        temporal.close();
    }
}
