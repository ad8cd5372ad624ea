package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Job;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The pipeline that most tests provision, from generated users to a destination that discards them, and a check of what
 * exists on the server.
 */
final class Pipelines {
    static final String SOURCE = "dev-faker";
    static final String DESTINATION = "dev-null";
    static final Map<String, Object> FAKER = Map.of("sourceType", "faker", "count", 1000);
    static final Map<String, Object> DEV_NULL =
            Map.of("destinationType", "dev-null", "test_destination", Map.of("test_destination_type", "SILENT"));

    private Pipelines() {}

    static AirbyteClient client(EmbeddedAirbyte airbyte) {
        return AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .build();
    }

    static PipelineProvisioner fakerToDevNull(AirbyteClient client, UUID workspaceId) {
        return new PipelineProvisioner(client)
                .workspace(workspaceId)
                .source(SOURCE, FAKER)
                .destination(DESTINATION, DEV_NULL);
    }

    /** Asserts that this pipeline with its one sync is all that exists on the server. */
    static void assertOnly(ProvisionedPipeline pipeline, EmbeddedAirbyte airbyte) {
        assertEquals(
                List.of(pipeline.sourceId()),
                airbyte.sources().stream().map(Connector::id).toList());
        assertEquals(
                List.of(pipeline.destinationId()),
                airbyte.destinations().stream().map(Connector::id).toList());
        assertEquals(
                List.of(pipeline.connectionId()),
                airbyte.connections().stream().map(Connection::id).toList());
        assertEquals(
                List.of(pipeline.jobId()), airbyte.jobs().stream().map(Job::id).toList());
    }
}
