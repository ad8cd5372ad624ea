package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what Temporal costs, and whether a worker's memory is bounded. Airbyte, Temporal, the worker and the submission are
 * processes of their own. README.md has the commands and explains the numbers.
 */
public final class FleetBenchmark {
    private static final int IN_FLIGHT = 32;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int WARM_UP = 300;
    private static final int TENANTS_PER_WORKSPACE = 10;
    private static final int WORKSPACES = 700;
    private static final String[] WORKER = {"-Xmx96m", FleetBenchmark.class.getName(), "worker"};

    private final List<String> workspaces = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Path folder = Files.createTempDirectory("fleet");
    private int workspacesUsed;

    private FleetBenchmark() throws IOException {}

    /** Measures, or is one of the other processes. */
    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "throughput" : args[0]) {
            case "airbyte" -> airbyte(Duration.parse(args[1]));
            case "worker" -> worker();
            case "plain" -> plain(Path.of(args[1]), Path.of(args[2]));
            case "memory" -> new FleetBenchmark().memory();
            case "throughput" -> throughput();
            default -> throw new IllegalArgumentException("throughput or memory");
        }
        System.exit(0);
    }

    // The other processes.

    private static void airbyte(Duration sync) throws InterruptedException {
        EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder().keepCalls(1).start();
        airbyte.setLatency(LATENCY).setJobDurations(Duration.ZERO, sync);
        airbyte.environment().forEach((name, value) -> System.out.println(name + "=" + value));
        for (int i = 0; i < WORKSPACES; i++) {
            System.out.println("workspace=" + airbyte.addWorkspace("workspace " + i));
        }
        System.out.println();
        Thread.sleep(Long.MAX_VALUE);
    }

    /** For each byte of standard input, prints the bytes that the heap holds after a collection. */
    private static void worker() throws IOException {
        try (TemporalConnection temporal = TemporalConnection.connect(System.getenv());
                FleetWorker worker = FleetWorker.start(temporal.client(), System.getenv())) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.gc();
                System.out.println(Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory());
            }
        }
    }

    /** Provisions with threads and nothing else. Waits for standard input between warming up and measuring. */
    private static void plain(Path warmUp, Path measured) throws Exception {
        try (AirbyteClient client = AirbyteClient.fromEnv()) {
            plain(client, warmUp);
            System.out.println("ready");
            System.in.read();
            long start = System.nanoTime();
            plain(client, measured);
            System.out.println(System.nanoTime() - start);
            System.in.read();
        }
    }

    private static void plain(AirbyteClient client, Path file) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT);
        List<Future<Boolean>> running = new ArrayList<>();
        for (Tenant tenant : TenantFile.read(file.toString(), Files.newInputStream(file), null)) {
            running.add(threads.submit(() -> {
                ProvisionedPipeline pipeline = new PipelineProvisioner(client)
                        .workspace(tenant.workspaceId())
                        .ifExists(IfExists.REUSE)
                        .source(tenant.name(), Map.of("sourceType", "faker", "count", 1000))
                        .destination(
                                tenant.name(),
                                Map.of(
                                        "destinationType",
                                        "dev-null",
                                        "test_destination",
                                        Map.of("test_destination_type", "SILENT")))
                        .provision();
                return new SyncWatch(client)
                        .await(pipeline.jobId(), Duration.ofMinutes(5))
                        .isSucceeded();
            }));
        }
        for (Future<Boolean> each : running) {
            if (!each.get()) {
                throw new IllegalStateException("a sync did not succeed");
            }
        }
        threads.shutdown();
    }

    // This process, which is also the submission.

    private static void throughput() throws Exception {
        System.out.println(
                "| first sync | threads, pipelines/s | fleet, pipelines/s | CPU per pipeline, ms: threads | worker"
                        + " | submission | Temporal |");
        System.out.println("|--:|--:|--:|--:|--:|--:|--:|");
        new FleetBenchmark().throughput(Duration.ZERO, 1_000);
        new FleetBenchmark().throughput(Duration.ofSeconds(1), 1_000);
        new FleetBenchmark().throughput(Duration.ofSeconds(60), 2 * IN_FLIGHT);
    }

    private void throughput(Duration sync, int threadsNumber) throws Exception {
        int fleetNumber = 1_000;
        try (Child airbyte = startAirbyte(sync)) {
            double threadsRate;
            double threadsCpu;
            Path warmUp = tenants("warm-up", sync.toSeconds() < 10 ? WARM_UP : 1);
            Path measured = tenants("threads", threadsNumber);
            try (Child plain =
                    new Child(FleetBenchmark.class.getName(), "plain", warmUp.toString(), measured.toString())) {
                plain.line();
                Duration before = plain.cpu();
                threadsRate = threadsNumber / (Long.parseLong(plain.request()) / 1e9);
                threadsCpu = millisEach(plain.cpu().minus(before), threadsNumber);
            }
            try (Child temporal = startTemporal();
                    Child worker = new Child(WORKER)) {
                worker.line();
                submit(tenants("fleet-warm-up", WARM_UP));
                Duration workerBefore = worker.cpu();
                Duration temporalBefore = temporal.cpu();
                Duration submissionBefore = cpu(ProcessHandle.current());
                double fleetRate = fleetNumber / submit(tenants("fleet", fleetNumber));
                System.out.printf(
                        Locale.ROOT,
                        "| %d s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
                        sync.toSeconds(),
                        threadsRate,
                        fleetRate,
                        threadsCpu,
                        millisEach(worker.cpu().minus(workerBefore), fleetNumber),
                        millisEach(cpu(ProcessHandle.current()).minus(submissionBefore), fleetNumber),
                        millisEach(temporal.cpu().minus(temporalBefore), fleetNumber));
            }
        }
    }

    private void memory() throws Exception {
        try (Child airbyte = startAirbyte(Duration.ofSeconds(1));
                Child temporal = startTemporal();
                Child worker = new Child(WORKER)) {
            worker.line();
            long small = memory(worker, 500);
            long large = memory(worker, 5_000);
            if (large > small + 20_000_000) {
                throw new IllegalStateException("the worker's memory grows with the fleet");
            }
        }
    }

    private long memory(Child worker, int number) throws Exception {
        Path file = tenants("memory-" + number, number);
        Thread submission = new Thread(() -> submit(file));
        long start = System.nanoTime();
        submission.start();
        long most = 0;
        while (submission.isAlive()) {
            submission.join(4_000);
            most = Math.max(most, Long.parseLong(worker.request()));
        }
        System.out.printf(
                Locale.ROOT,
                "%,d tenants in %d s: a worker with -Xmx96m holds at most %.1f MB after a collection%n",
                number,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                most / 1e6);
        return most;
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static double millisEach(Duration cpu, int number) {
        return (double) cpu.toMillis() / number;
    }

    private Child startAirbyte(Duration sync) throws IOException {
        Child airbyte = new Child(FleetBenchmark.class.getName(), "airbyte", sync.toString());
        for (String line = airbyte.line(); !line.isEmpty(); line = airbyte.line()) {
            String[] setting = line.split("=", 2);
            if (setting[0].equals("workspace")) {
                workspaces.add(setting[1]);
            } else {
                environment.put(setting[0], setting[1]);
            }
        }
        environment.put("FLEET_IN_FLIGHT", String.valueOf(IN_FLIGHT));
        environment.put("FLEET_SYNC_POLL", sync.toSeconds() < 10 ? "PT1S" : "PT15S");
        return airbyte;
    }

    private Child startTemporal() throws IOException {
        Child temporal = new Child(LocalTemporal.class.getName());
        environment.put("TEMPORAL_ADDRESS", temporal.line());
        return temporal;
    }

    /** Returns how many seconds it took. */
    private double submit(Path file) {
        long start = System.nanoTime();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        if (new Fleet(environment, nowhere, System.err).run("submit", file.toString()) != 0) {
            throw new IllegalStateException("a tenant failed");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private Path tenants(String name, int number) throws IOException {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < number; i++) {
            workspacesUsed += i % TENANTS_PER_WORKSPACE == 0 ? 1 : 0;
            yaml.append(TestFleet.tenant(name + "-" + i, UUID.fromString(workspaces.get(workspacesUsed - 1))));
        }
        return Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    /** Another process of this program. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader lines;

        Child(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath()));
            command.addAll(List.of(arguments));
            ProcessBuilder java = new ProcessBuilder(command);
            java.environment().keySet().removeIf(name -> name.startsWith("AIRBYTE_") || name.startsWith("FLEET_"));
            java.environment().putAll(environment);
            process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            lines = process.inputReader(StandardCharsets.UTF_8);
        }

        String line() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("a process has ended");
            }
            return line;
        }

        String request() throws IOException {
            process.getOutputStream().write('?');
            process.getOutputStream().flush();
            return line();
        }

        Duration cpu() {
            return FleetBenchmark.cpu(process.toHandle());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Under {@code mvn exec:java} a class loader has it, and not the JVM. */
    private static String classPath() {
        return FleetBenchmark.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(FleetBenchmark::file).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
