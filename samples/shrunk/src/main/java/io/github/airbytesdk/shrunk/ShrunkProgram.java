package io.github.airbytesdk.shrunk;

import com.google.gson.annotations.SerializedName;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.time.Duration;

/** Provisions a pipeline on the Airbyte that the variables {@code AIRBYTE_*} name, waits for its first sync, and deletes it. */
public final class ShrunkProgram {
    private ShrunkProgram() {}

    /** A configuration whose members ProGuard must not rename, which program.pro says. */
    record Faker(@SerializedName("sourceType") String type, int count) {}

    /** Prints one line for each result. */
    public static void main(String[] args) throws InterruptedException {
        try (AirbyteClient client = AirbyteClient.fromEnv()) {
            PipelineProvisioner provisioner = new PipelineProvisioner(client)
                    .workspace(System.getenv("AIRBYTE_WORKSPACE_ID"))
                    .source("dev-faker", new Faker("faker", 1000))
                    .destination("dev-null", """
                            {"destinationType": "dev-null", "test_destination": {"test_destination_type": "SILENT"}}
                            """)
                    .ifExists(IfExists.UPDATE);

            try {
                provisioner.streams(StreamSelection.only("no-such-stream")).provision();
            } catch (ProvisioningException e) {
                System.out.println("failed at " + e.step() + ", rolled back "
                        + e.rolledBack().size());
            }

            System.out.println("possible: " + provisioner.plan().isPossible());
            ProvisionedPipeline pipeline = provisioner.provision();
            System.out.println(pipeline.streams().size() + " streams, " + pipeline.connectionStatus());
            SyncResult sync = new SyncWatch(client).readAttempts().await(pipeline.jobId(), Duration.ofMinutes(1));
            System.out.println("sync " + sync.status());
            System.out.println("deleted "
                    + new Deprovisioner(client)
                            .pipeline(pipeline)
                            .deprovision()
                            .deleted()
                            .size());
        }
    }
}
