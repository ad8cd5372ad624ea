package io.github.airbytesdk.connectorsample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanWarningsTest {
    private static final Map<String, Object> DEV_NULL =
            Map.of("destinationType", "dev-null", "test_destination", Map.of("test_destination_type", "SILENT"));

    private static ProvisioningPlan plan(Map<String, Object> source, Map<String, Object> destination) {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            return new PipelineProvisioner(client)
                    .workspace(airbyte.workspaceId())
                    .source("source", source)
                    .destination("destination", destination)
                    .plan();
        }
    }

    @Test
    void planWarnsOfProblemsInBothConfigurations() {
        ProvisioningPlan plan = plan(
                Map.of("sourceType", "faker", "count", -1, "sed", 7),
                Map.of("destinationType", "dev-null", "test_destination", Map.of("test_destination_type", "LOUD")));

        assertEquals(
                List.of(
                        "destination $.test_destination.test_destination_type: is \"LOUD\"; the values are \"LOGGING\", "
                                + "\"SILENT\", \"THROTTLED\", \"FAILING\"",
                        "source $.count: is -1, less than the minimum of 1",
                        "source $.sed: is unknown; did you mean seed?"),
                plan.warnings().stream().sorted().toList());
        assertTrue(plan.isPossible(), "a warning refuses nothing");
        assertTrue(plan.toString().contains("warning: source $.count"), plan::toString);
    }

    @Test
    void validConfigurationsHaveNoWarning() {
        assertEquals(List.of(), plan(Map.of("sourceType", "faker"), DEV_NULL).warnings());
    }

    @Test
    void connectorThatTheArtifactDoesNotKnowHasNoWarning() {
        assertEquals(
                List.of(), plan(Map.of("sourceType", "newer", "a", 1), DEV_NULL).warnings());
        String id = "f73f3cad-cadd-46b6-8146-0665ffaaba12";
        assertEquals(
                List.of(), plan(Map.of("definitionId", id, "a", 1), DEV_NULL).warnings());
    }
}
