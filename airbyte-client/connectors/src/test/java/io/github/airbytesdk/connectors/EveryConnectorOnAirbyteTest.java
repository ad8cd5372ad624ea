package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.DefinitionResponse;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Provisions a minimal configuration of every connector by its name, on a server that validates them. */
@Tag("slow")
class EveryConnectorOnAirbyteTest {
    @Test
    void minimalConfigurationIsProvisioned() {
        List<String> sources = connectors("source-");
        List<String> destinations = connectors("destination-");
        Set<String> provisioned = new TreeSet<>();
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            PipelineProvisioner provisioner = new PipelineProvisioner(client).workspace(airbyte.workspaceId());
            for (int i = 0; i < sources.size(); i++) {
                String source = sources.get(i);
                String destination = destinations.get(i % destinations.size());
                provisioner
                        .source(source + " " + i, minimal(source))
                        .destination(destination + " " + i, minimal(destination))
                        .provision();
                provisioned.add(source);
                provisioned.add(destination);
            }
            assertEquals(sources.size(), airbyte.connections().size());
        }

        // All but the one that has no valid configuration.
        assertEquals(599, provisioned.size());
        System.out.println("connectors: " + provisioned.size() + " are provisioned with a minimal configuration");
    }

    private static List<String> connectors(String prefix) {
        return EveryConnectorTest.satisfiableConnectors().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static ConnectorBuilder minimal(String name) {
        JsonObject schema = AllConnectors.schema(name);
        return (ConnectorBuilder) ExampleBuilder.minimal(AllConnectors.type(name), schema);
    }

    /** Returns the definition ids of the workspace by names such as {@code source-postgres}. */
    static Map<String, UUID> definitions(AirbyteClient client, UUID workspace) {
        return Stream.of(
                        client.sourceDefinitions().listSourceDefinitions(workspace),
                        client.destinationDefinitions().listDestinationDefinitions(workspace))
                .flatMap(definitions -> definitions.getData().stream())
                .collect(Collectors.toMap(
                        definition -> definition.getDockerRepository().replaceFirst(".*/", ""),
                        DefinitionResponse::getId));
    }
}
