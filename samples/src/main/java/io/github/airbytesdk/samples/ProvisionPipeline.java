package io.github.airbytesdk.samples;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Provisions a pipeline and waits for the end of its first sync.
 *
 * <p>Without settings it runs on {@code EmbeddedAirbyte}, which moves no data. With {@code AIRBYTE_URL}, {@code
 * AIRBYTE_CLIENT_ID} and {@code AIRBYTE_CLIENT_SECRET} or {@code AIRBYTE_TOKEN}, and {@code AIRBYTE_WORKSPACE_ID} it runs
 * on a real Airbyte. An argument names a JSON file with the workflow's inputs.
 *
 * <p>The last line on standard output is one JSON object with the ids; everything else goes to standard error. The exit
 * status is 0 only when the sync succeeded.
 */
public final class ProvisionPipeline {
    private static final Duration SYNC_DEADLINE = Duration.ofHours(1);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ProvisionPipeline(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs the program and ends the JVM with its exit status. */
    public static void main(String[] args) {
        int status = new ProvisionPipeline(System.getenv(), System.out, System.err).run(args);
        System.exit(status);
    }

    /** Returns the exit status: 0 if the sync succeeded, 1 if something failed, 2 for wrong arguments or settings. */
    int run(String... args) {
        try {
            if (args.length > 1) {
                throw new IllegalArgumentException(
                        "expected at most one argument, a JSON file with the workflow's inputs; got " + args.length);
            }
            PipelineInputs inputs =
                    args.length == 0 ? PipelineInputs.fakerToDevNull() : PipelineInputs.read(Path.of(args[0]));
            try (SampleAirbyte airbyte = SampleAirbyte.open(environment, inputs.workspaceId(), err)) {
                return provision(airbyte, inputs);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            return 2;
        } catch (ProvisioningException | AirbyteApiException e) {
            // The message says what was rolled back and what was left over.
            err.println(e.getMessage());
            return 1;
        }
    }

    private int provision(SampleAirbyte airbyte, PipelineInputs inputs) {
        PipelineProvisioner provisioner = new PipelineProvisioner(airbyte.client()).workspace(airbyte.workspaceId());
        ProvisionedPipeline pipeline =
                inputs.fill(provisioner).listener(new StepsToConsole(err)).provision();
        SyncResult sync;
        try (ProgressLine line = new ProgressLine(err, isTerminal())) {
            sync = new SyncWatch(airbyte.client()).readAttempts().listener(line).await(pipeline.jobId(), SYNC_DEADLINE);
        }
        JsonObject outputs = new JsonObject();
        outputs.addProperty("sourceId", pipeline.sourceId().toString());
        outputs.addProperty("destinationId", pipeline.destinationId().toString());
        outputs.addProperty("connectionId", pipeline.connectionId().toString());
        outputs.addProperty("jobId", pipeline.jobId());
        out.println(outputs);
        if (!sync.isSucceeded()) {
            // The line contains the reasons of a failed sync, if the server lets this user read them.
            err.println(sync + "; the pipeline is left as it is");
        }
        return sync.isSucceeded() ? 0 : 1;
    }

    /** From JDK 22 on, System.console() is not null without a terminal either. */
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

    /** Prints each step when it has finished. */
    private record StepsToConsole(PrintStream err) implements StepListener {
        @Override
        public void finished(Step step, String result, Duration took) {
            err.printf("%-20s %-36s %6d ms%n", step, result, took.toMillis());
        }
    }
}
