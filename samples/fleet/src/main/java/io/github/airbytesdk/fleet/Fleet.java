package io.github.airbytesdk.fleet;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Provisions a pipeline for each of many tenants, by a Temporal workflow for each, so that it survives crashes.
 *
 * <ul>
 *   <li>{@code run [FILE [RESULTS]]} does all in this process. Without settings it runs on Temporal's in-memory service and
 *       on the stand-in, which moves no data, and without a file on tenants of its own. This is the default.
 *   <li>{@code worker} works until it is ended; run it on as many machines as you like.
 *   <li>{@code submit FILE [RESULTS]} submits tenants and shows the progress.
 *   <li>{@code deprovision RESULTS} takes down what a result file lists.
 * </ul>
 *
 * <p>The exit status is 0 only when no tenant has failed, and 2 when nothing was begun.
 */
public final class Fleet {
    private static final String USAGE =
            "usage: run [TENANTS [RESULTS]] | worker | submit TENANTS [RESULTS] | deprovision RESULTS";
    private static final String EXAMPLE = "tenants.yaml";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Fleet(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs it and ends the JVM with its exit status. */
    public static void main(String[] args) {
        System.exit(new Fleet(System.getenv(), System.out, System.err).run(args));
    }

    /** Returns the exit status. */
    int run(String... args) {
        List<String> words = args.length == 0 ? List.of("run") : Arrays.asList(args);
        try {
            return switch (words.get(0) + " " + (words.size() - 1)) {
                case "run 0", "run 1", "run 2" -> runHere(words.subList(1, words.size()));
                case "worker 0" -> work();
                case "submit 1", "submit 2" -> submit(words.subList(1, words.size()));
                case "deprovision 1" -> deprovision(Path.of(words.get(1)));
                default -> throw new IllegalArgumentException(USAGE);
            };
        } catch (BadInputException | IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("a file cannot be written: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("interrupted; the workflows go on");
            return 1;
        }
    }

    private int runHere(List<String> files) throws BadInputException, IOException, InterruptedException {
        boolean hasAirbyte = environment.keySet().stream().anyMatch(name -> name.startsWith("AIRBYTE_"));
        try (EmbeddedAirbyte standIn = hasAirbyte ? null : EmbeddedAirbyte.start()) {
            Map<String, String> settings = new HashMap<>(environment);
            if (standIn != null) {
                err.println("embedded stand-in at " + standIn.url() + "; it moves no data");
                settings.putAll(standIn.environment());
            }
            Timing timing = Timing.of(settings);
            String workspaceId = settings.get("AIRBYTE_WORKSPACE_ID");
            List<Tenant> tenants = files.isEmpty()
                    ? TenantFile.parse(example(), EXAMPLE, workspaceId)
                    : TenantFile.read(Path.of(files.get(0)), workspaceId);
            List<TenantTask> tasks = provisions(tenants, timing);
            try (Temporal temporal = Temporal.isNamedBy(settings) ? Temporal.connect(settings) : Temporal.embedded();
                    FleetWorker worker = FleetWorker.start(temporal.client(), settings)) {
                return submit(temporal, tasks, results(files));
            }
        }
    }

    private static String example() throws IOException {
        try (InputStream file = Objects.requireNonNull(Fleet.class.getResourceAsStream("/" + EXAMPLE))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path results(List<String> files) throws IOException {
        if (files.isEmpty()) {
            return Files.createTempFile("fleet-results", ".jsonl");
        }
        return Path.of(files.size() > 1 ? files.get(1) : files.get(0) + ".results.jsonl");
    }

    private static List<TenantTask> provisions(List<Tenant> tenants, Timing timing) {
        return tenants.stream()
                .map(tenant -> TenantTask.provision(tenant, timing))
                .toList();
    }

    private int submit(List<String> files) throws BadInputException, IOException, InterruptedException {
        Timing timing = Timing.of(environment);
        List<Tenant> tenants = TenantFile.read(Path.of(files.get(0)), environment.get("AIRBYTE_WORKSPACE_ID"));
        try (Temporal temporal = Temporal.connect(environment)) {
            return submit(temporal, provisions(tenants, timing), results(files));
        }
    }

    private int deprovision(Path file) throws BadInputException, IOException, InterruptedException {
        Timing timing = Timing.of(environment);
        List<TenantTask> tasks = Results.read(file).stream()
                .map(standing -> TenantTask.deprovision(standing, timing))
                .toList();
        if (tasks.isEmpty()) {
            throw new BadInputException(List.of(file + ": lists no pipeline"));
        }
        try (Temporal temporal = Temporal.connect(environment)) {
            return submit(temporal, tasks, Path.of(file + ".deprovisioned.jsonl"));
        }
    }

    private int submit(Temporal temporal, List<TenantTask> tasks, Path file) throws IOException, InterruptedException {
        try (Results results = new Results(file);
                Progress progress = new Progress(tasks.size(), err, isTerminal()).show()) {
            new Submission(temporal.client(), progress, results).run(tasks);
            return progress.failures() == 0 ? 0 : 1;
        } finally {
            out.println(file);
        }
    }

    private int work() throws InterruptedException {
        try (Temporal temporal = Temporal.connect(environment);
                FleetWorker worker = FleetWorker.start(temporal.client(), environment)) {
            err.println("works for " + environment.get("TEMPORAL_ADDRESS"));
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "end of the worker"));
            ended.await();
            return 0;
        }
    }

    /** From JDK 22 on there is a console without a terminal, too. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (Runtime.version().feature() < 22
                            || (boolean) Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
