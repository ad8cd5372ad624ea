package io.github.airbytesdk.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Provisions a pipeline for each of many tenants, with a Temporal workflow for each. README.md describes the commands.
 *
 * <p>Results are printed on standard output, everything else on standard error. The exit status is 0 if every tenant
 * succeeded, 1 if one failed, and 2 if nothing was started.
 */
public final class Fleet {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Fleet(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs a command and ends the JVM with its exit status. */
    public static void main(String[] args) {
        System.exit(new Fleet(System.getenv(), System.out, System.err).run(args));
    }

    int run(String... args) {
        try {
            return switch (args.length == 2 ? args[0] + " FILE" : String.join(" ", args)) {
                case "worker" -> work();
                case "submit FILE" -> submit(Path.of(args[1]), true);
                case "deprovision FILE" -> submit(Path.of(args[1]), false);
                default -> throw new IllegalArgumentException("usage: worker | submit TENANTS | deprovision RESULTS");
            };
        } catch (IOException e) {
            err.println("the file cannot be read: " + e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
        } catch (InterruptedException e) {
            err.println("interrupted; the workflows continue");
            return 1;
        }
        return 2;
    }

    private int work() throws InterruptedException {
        try (TemporalConnection temporal = TemporalConnection.connect(environment)) {
            FleetWorker worker = FleetWorker.start(temporal.client(), environment);
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "shutdown"));
            err.println("worker for " + environment.get("TEMPORAL_ADDRESS"));
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private int submit(Path file, boolean provision) throws IOException, InterruptedException {
        Timing timing = Timing.of(environment);
        try (InputStream in = Files.newInputStream(file);
                TemporalConnection temporal = TemporalConnection.connect(environment)) {
            Submission submission = new Submission(temporal.client(), out, err);
            if (provision) {
                TenantFile.read(file.toString(), in, environment.get("AIRBYTE_WORKSPACE_ID"))
                        .forEach(tenant -> submission.provision(tenant, timing));
            } else {
                TenantResult.readPipelines(file.toString(), in)
                        .forEach(result -> submission.deprovision(result.tenant(), result.pipeline(), timing));
            }
            return submission.run() ? 0 : 1;
        }
    }
}
