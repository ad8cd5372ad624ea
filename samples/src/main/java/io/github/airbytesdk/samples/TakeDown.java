package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.Deprovisioned;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;

/**
 * Deletes a pipeline by its ids, as another process than the one that provisioned it would. A running sync is cancelled
 * first.
 *
 * <p>Arguments: the ids of the connection, the destination and the source. Without arguments the sample provisions a pipeline
 * and deletes it.
 */
public final class TakeDown {
    private TakeDown() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
    public static void main(String[] args) {
        run(System.getenv(), System.out, args);
    }

    static void run(Map<String, String> environment, PrintStream out, String... ids) {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            String[] pipeline = ids.length == 3 ? ids : provisioned(airbyte);

            Deprovisioner deprovisioner = new Deprovisioner(airbyte.client())
                    .workspace(UUID.fromString(airbyte.workspaceId()))
                    .connection(UUID.fromString(pipeline[0]))
                    .destination(UUID.fromString(pipeline[1]))
                    .source(UUID.fromString(pipeline[2]));

            print(deprovisioner.deprovision(), out);
            // It is safe to repeat, for example after a failure.
            print(deprovisioner.deprovision(), out);
        }
    }

    private static String[] provisioned(SampleAirbyte airbyte) {
        ProvisionedPipeline pipeline = airbyte.fakerToDevNull("take-down").provision();
        return new String[] {
            pipeline.connectionId().toString(),
            pipeline.destinationId().toString(),
            pipeline.sourceId().toString()
        };
    }

    private static void print(Deprovisioned result, PrintStream out) {
        result.deleted().forEach(what -> out.println("deleted      " + what));
        result.alreadyGone().forEach(what -> out.println("already gone " + what));
    }
}
