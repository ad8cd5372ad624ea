package io.github.airbytesdk.connectorsample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.connectors.sources.SourcePostgres;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProvisionCustomConnectorTest {
    @Test
    void sampleProvisionsAPipelineAndPrintsNoSecret() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            UUID definitionId = airbyte.addSourceConnector(
                    "acme-orders",
                    SourceAcmeOrders.spec().toString(),
                    List.of(SourceStream.named("orders").fields("id").build()));

            ProvisionCustomConnector.provision(
                    client, airbyte.workspaceId(), definitionId, new PrintStream(out, true, StandardCharsets.UTF_8));

            assertEquals(
                    "{\"shop\":\"berlin\",\"start_date\":\"2026-01-01\",\"access\":{\"method\":\"api_key\",\"api_key\":\"not-a-real-key\"}}",
                    airbyte.sources().get(0).configuration().toString());
            assertEquals(1, airbyte.connections().size());
        }
        String printed = out.toString(StandardCharsets.UTF_8);
        assertTrue(printed.contains("SourceAcmeOrders{") && printed.contains("\"shop\":\"berlin\""), printed);
        assertFalse(printed.contains("not-a-real-key"), printed);
    }

    @Test
    void mainRuns() {
        ProvisionCustomConnector.main(new String[0]);
    }

    @Test
    void incompleteBuilderIsRefusedBeforeAnyRequest() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            PipelineProvisioner provisioner = new PipelineProvisioner(client).workspace(airbyte.workspaceId());

            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> provisioner.source(
                            "orders",
                            SourcePostgres.builder().host("db").port(70_000).username("u")));

            assertEquals(
                    "source-postgres: $.port: is 70000, more than the maximum of 65536; $.database: is required",
                    e.getMessage());
            assertEquals(List.of(), airbyte.calls());
        }
    }
}
