package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import java.util.UUID;

/** The program that {@link KilledProcessTest} kills. It takes its settings from {@code AIRBYTE_*}. */
final class ReusingProgram {
    private ReusingProgram() {}

    public static void main(String[] args) {
        try (AirbyteClient client = AirbyteClient.fromEnv()) {
            run(client, UUID.fromString(System.getenv("AIRBYTE_WORKSPACE_ID")));
        }
    }

    static ProvisionedPipeline run(AirbyteClient client, UUID workspaceId) {
        return Pipelines.fakerToDevNull(client, workspaceId)
                .ifExists(IfExists.REUSE)
                .provision();
    }
}
