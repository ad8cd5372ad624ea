package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;

/** Catches a failed provisioning, reports it, and deletes what it left behind. */
public final class HandleFailure {
    private HandleFailure() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
    public static void main(String[] args) {
        run(System.getenv(), System.out);
    }

    static void run(Map<String, String> environment, PrintStream out) {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            // The source has no such stream, so the provisioning fails when it has created the source and the
            // destination.
            PipelineProvisioner failing =
                    airbyte.fakerToDevNull("handle-failure").streams(StreamSelection.only("no-such-stream"));
            UUID workspaceId = UUID.fromString(airbyte.workspaceId());

            provision(failing, airbyte.client(), workspaceId, out);
            // With keepOnFailure() nothing is rolled back, for example to look at what was created.
            provision(failing.keepOnFailure(), airbyte.client(), workspaceId, out);
        }
    }

    private static void provision(
            PipelineProvisioner provisioner, AirbyteClient client, UUID workspaceId, PrintStream out) {
        try {
            out.println("provisioned " + provisioner.provision());
        } catch (ProvisioningException failure) {
            handle(failure, client, workspaceId, out);
        }
    }

    static void handle(ProvisioningException failure, AirbyteClient client, UUID workspaceId, PrintStream out) {
        out.println("failed at    " + failure.step() + ", "
                + (failure.isRetryable() ? "a later run may succeed" : "the input must be changed"));
        out.println(failure.getMessage());
        failure.rolledBack().forEach(resource -> out.println("rolled back  " + resource));

        new Deprovisioner(client)
                .workspace(workspaceId)
                .leftovers(failure.leftovers())
                .deprovision()
                .deleted()
                .forEach(resource -> out.println("deleted      " + resource));

        // They can belong to someone else, so they are for a person to check.
        failure.possibleLeftovers().forEach(leftover -> out.println("to check     " + leftover));
    }
}
