package io.github.airbytesdk.observability;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.util.Map;

/** What the samples provision. */
final class Pipelines {
    private Pipelines() {}

    static PipelineProvisioner fakerToDevNull(AirbyteClient client, EmbeddedAirbyte airbyte) {
        return new PipelineProvisioner(client)
                .workspace(airbyte.workspaceId())
                .source("dev-faker", Map.of("sourceType", "faker", "count", 1000))
                .destination(
                        "dev-null",
                        Map.of(
                                "destinationType",
                                "dev-null",
                                "test_destination",
                                Map.of("test_destination_type", "SILENT")));
    }
}
