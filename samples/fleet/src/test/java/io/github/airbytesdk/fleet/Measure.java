package io.github.airbytesdk.fleet;

import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Measures what Temporal costs: pipelines a second through it and by plain threads, with the same bound and on the same
 * stand-in, and what the worker holds in memory as the fleet grows. Three processes: the services, the worker, and this one.
 *
 * <p>Throughput is measured twice: with first syncs that take three quarters of a second, which a plain thread spends waiting,
 * and with syncs that have ended when they are first looked at, so that nothing but Temporal's own cost is left to compare.
 *
 * <p>{@code mvn -q -Pfleet -Dexec.mainClass=io.github.airbytesdk.fleet.Measure -Dexec.args="throughput"}, or {@code heap}.
 */
public final class Measure {
    private static final int BOUND = 32;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int WARM_UP = 300;
    private static final int MEASURED = 1_000;
    private static final int TENANTS_PER_WORKSPACE = 10;
    private static final int WORKSPACES = 800;
    private static final String[] SYNCED = {"pending", "running", "succeeded"};
    private static final String[] SYNCED_AT_ONCE = {"succeeded"};
    private static final String CONFIGURATION = "{\"count\":1000}";
    private static final String DEV_NULL = "{\"test_destination\":{\"test_destination_type\":\"SILENT\"}}";

    private final List<String> workspaces = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final PrintStream out = System.out;
    private int workspacesUsed;
    private Child services;

    private Measure() {}

    /** Measures, or is one of the other processes. */
    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "throughput" : args[0]) {
            case "services" -> services(Arrays.copyOfRange(args, 1, args.length));
            case "worker" -> worker();
            case "plain" -> plain(Path.of(args[1]), Path.of(args[2]));
            case "heap" -> new Measure().withServices(Measure::heap, SYNCED_AT_ONCE);
            default -> {
                System.out.println("first syncs that take 0.75 s:");
                new Measure().withServices(Measure::throughput, SYNCED);
                System.out.println("first syncs that take no time:");
                new Measure().withServices(Measure::throughput, SYNCED_AT_ONCE);
            }
        }
        System.exit(0);
    }

    // The other processes. They end with their standard input.

    private static void services(String... jobStatuses) throws IOException {
        EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder().keepCalls(1).start();
        airbyte.setLatency(LATENCY).setJobStatuses(jobStatuses);
        LocalTemporal temporal = LocalTemporal.start();
        System.out.println("TEMPORAL_ADDRESS=" + temporal.address());
        System.out.println("AIRBYTE_URL=" + airbyte.url());
        System.out.println("AIRBYTE_CLIENT_ID=" + airbyte.clientId());
        System.out.println("AIRBYTE_CLIENT_SECRET=" + airbyte.clientSecret());
        for (int i = 0; i < WORKSPACES; i++) {
            System.out.println("workspace=" + airbyte.addWorkspace("workspace " + i));
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            System.out.println(airbyte.connections().size());
        }
    }

    /** Answers each byte with the bytes that its heap holds after a collection. */
    private static void worker() throws IOException {
        Map<String, String> environment = System.getenv();
        try (Temporal temporal = Temporal.connect(environment);
                FleetWorker worker = FleetWorker.start(temporal.client(), environment)) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                System.out.println(runtime.totalMemory() - runtime.freeMemory());
            }
        }
    }

    /** Provisions with as many threads and nothing between them and the SDK: first a file to warm up, then one on time. */
    private static void plain(Path warmUp, Path measured) throws Exception {
        try (AirbyteClient client = AirbyteClient.fromEnv()) {
            plain(client, warmUp);
            System.out.println(plain(client, measured).toMillis());
        }
    }

    private static Duration plain(AirbyteClient client, Path file) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BOUND);
        long start = System.nanoTime();
        List<Future<Boolean>> running = new ArrayList<>();
        for (Tenant tenant : TenantFile.read(file, null)) {
            running.add(threads.submit(() -> {
                long job = new PipelineProvisioner(client)
                    .workspace(tenant.workspaceId())
                    .ifExists(IfExists.REUSE)
                    .source(tenant.source().name(), Map.of("sourceType", "faker", "count", 1000))
                    .destination(
                            tenant.destination().name(),
                            JsonParser.parseString(DEV_NULL.replaceFirst("\\{", "{\"destinationType\":\"dev-null\",")))
                    .provision()
                        .jobId();
                return new SyncWatch(client).await(job, Duration.ofMinutes(5)).isSucceeded();
            }));
        }
        for (Future<Boolean> each : running) {
            if (!each.get()) {
                throw new IllegalStateException("a sync did not succeed");
            }
        }
        threads.shutdown();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    // This process.

    private interface Measurement {
        void run(Measure measure) throws Exception;
    }

    private void withServices(Measurement measurement, String... jobStatuses) throws Exception {
        services = new Child(
                Stream.concat(Stream.of("services"), Stream.of(jobStatuses)).toArray(String[]::new));
        try {
            for (String line = services.line(); !line.equals("ready"); line = services.line()) {
                String[] setting = line.split("=", 2);
                if (setting[0].equals("workspace")) {
                    workspaces.add(setting[1]);
                } else {
                    environment.put(setting[0], setting[1]);
                }
            }
            environment.put("FLEET_IN_FLIGHT", String.valueOf(BOUND));
            measurement.run(this);
        } finally {
            services.close();
        }
    }

    private void throughput() throws Exception {
        Path plainWarmUp = tenants("plain-warm-up", WARM_UP);
        Path plainMeasured = tenants("plain", MEASURED);
        double plain;
        Child threads = new Child("plain", plainWarmUp.toString(), plainMeasured.toString());
        try {
            plain = MEASURED / (Long.parseLong(threads.line()) / 1e3);
        } finally {
            threads.close();
        }
        out.printf(Locale.ROOT, "plain threads: %.1f pipelines/s%n", plain);
        Child worker = new Child("worker");
        try {
            worker.line();
            submit(tenants("temporal-warm-up", WARM_UP));
            Duration servicesBefore = services.cpu();
            Duration workerBefore = worker.cpu();
            Duration submissionBefore = cpu(ProcessHandle.current());
            double temporal = MEASURED / (submit(tenants("temporal", MEASURED)).toMillis() / 1e3);
            out.printf(Locale.ROOT, "Temporal:      %.1f pipelines/s%n", temporal);
            out.printf(Locale.ROOT, "ratio:         %.0f %%%n", 100 * temporal / plain);
            out.printf(
                    Locale.ROOT,
                    "processor time of a pipeline through Temporal: services %.1f ms, worker %.1f ms, submission %.1f ms%n",
                    perPipeline(services.cpu().minus(servicesBefore)),
                    perPipeline(worker.cpu().minus(workerBefore)),
                    perPipeline(cpu(ProcessHandle.current()).minus(submissionBefore)));
        } finally {
            worker.close();
        }
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static double perPipeline(Duration cpu) {
        return (double) cpu.toMillis() / MEASURED;
    }

    private void heap() throws Exception {
        Child worker = new Child("worker");
        try {
            worker.line();
            for (int number : new int[] {500, 5_000}) {
                Path file = tenants("heap-" + number, number);
                Thread submission = new Thread(() -> submitUnchecked(file));
                long start = System.nanoTime();
                submission.start();
                long most = 0;
                while (submission.isAlive()) {
                    submission.join(4_000);
                    most = Math.max(most, worker.ask());
                }
                out.printf(
                        Locale.ROOT,
                        "%5d tenants in %d s: worker's heap after a collection at most %.1f MB, at the end %.1f MB%n",
                        number,
                        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                        most / 1e6,
                        worker.ask() / 1e6);
            }
        } finally {
            worker.close();
        }
    }

    private void submitUnchecked(Path file) {
        submit(file);
    }

    private Duration submit(Path file) {
        long start = System.nanoTime();
        int status = new Fleet(Map.copyOf(environment), System.err, System.err).run("submit", file.toString());
        if (status != 0) {
            throw new IllegalStateException("the submission ended with " + status);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Path tenants(String name, int number) throws IOException {
        Path file = Files.createTempDirectory("fleet").resolve(name + ".csv");
        StringBuilder csv = new StringBuilder(
                "name,workspaceId,source.type,source.configuration,destination.type,destination.configuration\n");
        for (int i = 0; i < number; i++) {
            if (i % TENANTS_PER_WORKSPACE == 0) {
                workspacesUsed++;
            }
            csv.append(name)
                    .append('-')
                    .append(i)
                    .append(',')
                    .append(UUID.fromString(workspaces.get(workspacesUsed - 1)))
                    .append(",faker,")
                    .append(quoted(CONFIGURATION))
                    .append(",dev-null,")
                    .append(quoted(DEV_NULL))
                    .append('\n');
        }
        return Files.writeString(file, csv);
    }

    private static String quoted(String field) {
        return '"' + field.replace("\"", "\"\"") + '"';
    }

    /** A process of this program that is asked by its standard input. */
    private final class Child {
        private final Process process;
        private final BufferedReader lines;

        Child(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    classPath(),
                    Measure.class.getName()));
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

        long ask() throws IOException {
            process.getOutputStream().write('?');
            process.getOutputStream().flush();
            return Long.parseLong(line());
        }

        Duration cpu() {
            return Measure.cpu(process.toHandle());
        }

        void close() {
            process.destroy();
        }
    }

    /** Under {@code mvn exec:java} a class loader has it, and not the JVM. */
    private static String classPath() {
        return Measure.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(Measure::file).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
