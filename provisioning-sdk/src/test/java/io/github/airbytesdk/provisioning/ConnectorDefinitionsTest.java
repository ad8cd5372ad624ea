package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors that the server's table of types lacks: they are created by the ids of their definitions. */
class ConnectorDefinitionsTest {
    private static final String CANARY = "canary-5b1f7e02";

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;

    private PipelineProvisioner provisioner(String sourceType) {
        return fixture.provisioner()
                .source(
                        "clouds",
                        Map.of("sourceType", sourceType, "api_key", CANARY, "start_date", "2026-01-01T00:00:00Z"));
    }

    private List<Integer> statuses(String operation) {
        return airbyte.calls(operation).stream().map(call -> call.status()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nebius-ai", "source-nebius-ai"})
    void unknownTypeIsCreatedByItsDefinition(String type) {
        ProvisionedPipeline pipeline = provisioner(type).provision();

        fixture.assertProvisioned(pipeline);
        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_SOURCE));
        assertEquals(List.of(400, 200), statuses("createSource"));
        assertEquals(1, airbyte.calls("listSourceDefinitions").size());
        assertTrue(airbyte.calls("createSource").get(1).body().contains("\"definitionId\""));
    }

    @Test
    void prefixOfPyAirbyteIsUnderstoodForKnownTypes() {
        ProvisionedPipeline pipeline = fixture.provisioner()
                .source("users", Map.of("sourceType", "source-faker", "count", 10))
                .provision();

        fixture.assertProvisioned(pipeline);
        assertEquals("faker", pipeline.sourceType());
    }

    @Test
    void refusalThatIsCutShortIsUnderstood() {
        airbyte.onNext(
                "createSource",
                Fault.response(400)
                        .body("application/problem+json", "{\"status\":400,\"title\":\"value-not-found\",\"de"));

        ProvisionedPipeline pipeline = provisioner("nebius-ai").provision();

        fixture.assertProvisioned(pipeline);
        assertEquals(List.of(400, 200), statuses("createSource"));
    }

    @Test
    void knownTypeNeedsNoDefinitions() {
        fixture.provisioner().provision();

        assertEquals(List.of(), airbyte.calls("listSourceDefinitions"));
        assertEquals(List.of(), airbyte.calls("listDestinationDefinitions"));
    }

    @Test
    void definitionsAreListedOncePerClientAndType() {
        provisioner("nebius-ai").provision();
        new PipelineProvisioner(fixture.client)
                .workspace(airbyte.workspaceId())
                .source(
                        "other clouds",
                        Map.of("sourceType", "nebius-ai", "api_key", CANARY, "start_date", "2026-01-01T00:00:00Z"))
                .destination(Fixture.DESTINATION, Fixture.DESTINATION_CONFIGURATION)
                .provision();

        assertEquals(2, airbyte.sources().size());
        assertEquals(1, airbyte.calls("listSourceDefinitions").size());
        assertEquals(List.of(400, 200, 200), statuses("createSource"));
    }

    @Test
    void reuseComparesTheDefinitions() {
        ProvisionedPipeline first =
                provisioner("nebius-ai").ifExists(IfExists.REUSE).provision();
        ProvisionedPipeline second =
                provisioner("nebius-ai").ifExists(IfExists.REUSE).provision();

        assertEquals(first.sourceId(), second.sourceId());
        assertEquals(Set.of(Origin.REUSED), Set.copyOf(second.origins().values()));
        ProvisioningException other = Fixture.failureOf(fixture.provisioner()
                .source("clouds", Map.of("sourceType", "pokeapi", "pokemon_name", "snorlax"))
                .ifExists(IfExists.REUSE));
        assertTrue(other.getMessage().contains("is of another connector"), other.getMessage());
    }

    @Test
    void lostCreateByDefinitionIsAdopted() {
        airbyte.onAny(
                call -> call.operation().equals("createSource") && call.body().contains("\"definitionId\"")
                        ? Fault.drop().afterActing()
                        : null);

        ProvisionedPipeline pipeline = provisioner("nebius-ai").provision();

        fixture.assertProvisioned(pipeline);
        assertEquals(Origin.ADOPTED, pipeline.origins().get(Step.CREATE_SOURCE));
    }

    @Test
    void unknownConnectorIsRefusedWithSuggestions() {
        ProvisioningException e = Fixture.failureOf(provisioner("nebius"));

        assertEquals(Step.CREATE_SOURCE, e.step());
        assertFalse(e.isRetryable());
        assertTrue(
                e.getMessage()
                        .contains(
                                "the workspace has no definition of it; did you mean nebius-ai?; an administrator can add"),
                e.getMessage());
        assertFalse(e.toString().contains(CANARY), e.toString());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void severalDefinitionsOfOneTypeAreListed() {
        airbyte.rewrite("listSourceDefinitions", response -> {
            JsonObject fork = new JsonObject();
            fork.addProperty("id", "11111111-2222-4333-8444-555555555555");
            fork.addProperty("dockerRepository", "ghcr.io/acme/source-nebius-ai");
            response.getAsJsonObject().getAsJsonArray("data").add(fork);
            return response;
        });

        ProvisioningException e = Fixture.failureOf(provisioner("nebius-ai"));

        assertTrue(e.getMessage().contains("2 connector definitions of the workspace have the type"), e.getMessage());
        assertTrue(e.getMessage().contains("11111111-2222-4333-8444-555555555555"), e.getMessage());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void failedListOfDefinitionsMeansNothingWasCreated() {
        airbyte.onEvery("listSourceDefinitions", Fault.response(503));

        ProvisioningException e = Fixture.failureOf(provisioner("nebius-ai"));

        assertTrue(e.isRetryable());
        assertEquals(List.of(), e.possibleLeftovers());
        assertEquals(1, airbyte.calls("createSource").size());
    }

    @Test
    void planShowsTheDefinition() {
        ProvisioningPlan plan = provisioner("nebius-ai").plan();

        assertEquals(ProvisioningPlan.Action.CREATE, plan.steps().get(0).action());
        assertTrue(
                plan.steps().get(0).detail().startsWith("clouds (nebius-ai, definition "),
                plan.steps().get(0).detail());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }
}
