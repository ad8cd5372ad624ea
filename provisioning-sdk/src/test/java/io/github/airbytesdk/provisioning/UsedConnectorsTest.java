package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipelines with a source or a destination that existed before. */
class UsedConnectorsTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;
    private final UUID warehouse = airbyte.addDestination(
            "warehouse", "dev-null", "{\"test_destination\": {\"test_destination_type\": \"SILENT\"}}");

    private PipelineProvisioner toWarehouse() {
        return new PipelineProvisioner(client)
                .workspace(airbyte.workspaceId())
                .source(Pipelines.SOURCE, Pipelines.FAKER)
                .useDestination(warehouse)
                .sleeper(fixture.clock);
    }

    private static ProvisioningException refused(PipelineProvisioner provisioner) {
        return assertThrows(ProvisioningException.class, provisioner::provision);
    }

    private void assertNothingSentButReads() {
        assertEquals(
                Set.of("GET", "POST"),
                new HashSet<>(airbyte.calls().stream().map(Call::method).toList()));
        assertTrue(airbyte.calls().stream()
                .allMatch(
                        call -> call.method().equals("GET") || call.operation().equals("createAccessToken")));
    }

    @Test
    void usedDestinationIsSharedAndReported() {
        ProvisionedPipeline pipeline = toWarehouse().provision();

        assertEquals(warehouse, pipeline.destinationId());
        assertEquals("", pipeline.destinationType(), "as the server returns it for a type that its table lacks");
        assertEquals(Origin.REUSED, pipeline.origins().get(Step.CREATE_DESTINATION));
        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_SOURCE));
        Pipelines.assertOnly(pipeline, airbyte);
    }

    @Test
    void usingBothCreatesAConnectionOnly() {
        UUID source = airbyte.addSource("orders", "faker", "{\"count\": 10}");

        ProvisionedPipeline pipeline = new PipelineProvisioner(client)
                .workspace(airbyte.workspaceId())
                .useSource(source)
                .useDestination(warehouse)
                .provision();

        assertEquals(source, pipeline.sourceId());
        Pipelines.assertOnly(pipeline, airbyte);
    }

    @Test
    void laterSettingReplacesTheUsedConnector() {
        UUID source = airbyte.addSource("orders", "faker", "{\"count\": 10}");

        ProvisionedPipeline pipeline = toWarehouse()
                .useSource(source)
                .source(Pipelines.SOURCE, Pipelines.FAKER)
                .destination(Pipelines.DESTINATION, Pipelines.DEV_NULL)
                .provision();

        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_SOURCE));
        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_DESTINATION));
    }

    @Test
    void manyTenantsShareOneDestination() {
        int tenants = 12;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<ProvisionedPipeline>> pipelines = IntStream.range(0, tenants)
                    .mapToObj(tenant -> toWarehouse()
                            .source("tenant-" + tenant, Pipelines.FAKER)
                            .provisionAsync(threads))
                    .toList();

            Set<UUID> destinations = new HashSet<>();
            Set<UUID> sources = new HashSet<>();
            pipelines.forEach(pipeline -> {
                destinations.add(pipeline.join().destinationId());
                sources.add(pipeline.join().sourceId());
            });
            assertEquals(Set.of(warehouse), destinations);
            assertEquals(tenants, sources.size());
        } finally {
            threads.shutdown();
        }
        assertEquals(1, airbyte.destinations().size());
        assertEquals(
                tenants,
                airbyte.connections().stream()
                        .map(Connection::sourceId)
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"getStreamProperties", "createConnection", "createJob"})
    void usedConnectorsAreNotRolledBack(String failing) {
        UUID source = airbyte.addSource("orders", "faker", "{\"count\": 10}");
        airbyte.onNext(failing, Fault.problem(403, "forbidden", "no"));

        ProvisioningException e = refused(toWarehouse().useSource(source));

        assertEquals(List.of(), e.leftovers());
        assertEquals(
                List.of(source), airbyte.sources().stream().map(s -> s.id()).toList());
        assertEquals(
                List.of(warehouse),
                airbyte.destinations().stream().map(d -> d.id()).toList());
        assertEquals(List.of(), airbyte.connections());
    }

    @Test
    void usedConnectorsAreNeverChanged() {
        ProvisionedPipeline first = toWarehouse().provision();

        toWarehouse().useSource(first.sourceId()).ifExists(IfExists.UPDATE).provision();

        assertTrue(airbyte.calls().stream()
                .noneMatch(call -> Set.of("PUT", "PATCH", "DELETE").contains(call.method())));
        Pipelines.assertOnly(first, airbyte);
    }

    @Test
    void unknownDestinationIsRefusedBeforeAnyCreate() {
        UUID unknown = UUID.randomUUID();

        ProvisioningException e = refused(toWarehouse().useDestination(unknown));

        assertEquals(
                "createDestination: destination " + unknown + " is not among the destinations of workspace "
                        + airbyte.workspaceId() + ", or was deleted",
                e.getMessage());
        assertEquals(Step.CREATE_DESTINATION, e.step());
        assertNothingSentButReads();
    }

    /** Airbyte still returns a deleted one by its id, and creates connections to it without an error. */
    @Test
    void deletedDestinationIsRefused() {
        client.destinations().deleteDestination(warehouse);
        airbyte.clearCalls();

        ProvisioningException e = refused(toWarehouse());

        assertTrue(e.getMessage().contains("or was deleted"), e.getMessage());
        assertEquals(List.of(), airbyte.sources());
    }

    @Test
    void sourceOfAnotherWorkspaceIsRefused() {
        UUID elsewhere = airbyte.addWorkspace("elsewhere");
        UUID source = airbyte.addSource("orders", "faker", "{\"count\": 10}", Instant.now(), elsewhere);

        ProvisioningException e = refused(toWarehouse().useSource(source));

        assertTrue(e.getMessage().startsWith("createSource: source " + source + " is not among"), e.getMessage());
        assertNothingSentButReads();
    }
}
