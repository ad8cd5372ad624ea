package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.Deprovisioned;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;

/**
 * Takes a pipeline down by its ids: the process that made it is long gone. A sync that runs is cancelled first.
 *
 * <p>Arguments: the ids of the connection, the destination and the source. Without them it makes a pipeline to take down.
 */
public final class TakeDown {
    private TakeDown() {}

    /** Runs it on the stand-in, or on the Airbyte that {@code AIRBYTE_*} names. */
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
            // Safe to repeat, as after a call that failed half way.
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
