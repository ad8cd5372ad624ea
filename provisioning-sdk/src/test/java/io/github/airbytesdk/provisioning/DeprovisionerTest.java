package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeprovisionerTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;
    private final ProvisionedPipeline pipeline = provisioned();
    private final ResourceId connection = id(ResourceKind.CONNECTION, pipeline.connectionId());
    private final ResourceId destination = id(ResourceKind.DESTINATION, pipeline.destinationId());
    private final ResourceId source = id(ResourceKind.SOURCE, pipeline.sourceId());

    private static ResourceId id(ResourceKind kind, UUID id) {
        return new ResourceId(kind, id.toString());
    }

    private ProvisionedPipeline provisioned() {
        airbyte.setJobStatuses("running");
        return Pipelines.fakerToDevNull(client, airbyte.workspaceId()).provision();
    }

    private Deprovisioner byIds() {
        return new Deprovisioner(client)
                .workspace(airbyte.workspaceId())
                .connection(pipeline.connectionId())
                .destination(pipeline.destinationId())
                .source(pipeline.sourceId());
    }

    @Test
    void pipelineIsDeletedInReverseOrder() {
        Deprovisioned result = new Deprovisioner(client).pipeline(pipeline).deprovision();

        assertEquals(new Deprovisioned(List.of(connection, destination, source), List.of()), result);
        assertEquals(
                List.of(pipeline.connectionId(), pipeline.destinationId(), pipeline.sourceId()), airbyte.deletedIds());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void idsAloneAreEnough() {
        assertEquals(
                List.of(connection, destination, source), byIds().deprovision().deleted());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void onlyWhatIsNamedIsDeleted() {
        new Deprovisioner(client)
                .workspace(airbyte.workspaceId())
                .connection(pipeline.connectionId())
                .deprovision();

        assertEquals(List.of(pipeline.connectionId()), airbyte.deletedIds());
    }

    @Test
    void repeatedCallReportsEverythingAsMissing() {
        byIds().deprovision();

        assertEquals(new Deprovisioned(List.of(), List.of(connection, destination, source)), byIds().deprovision());
    }

    @Test
    void missingResourcesAreSkipped() {
        client.connections().deleteConnection(pipeline.connectionId());
        client.sources().deleteSource(pipeline.sourceId());

        assertEquals(new Deprovisioned(List.of(destination), List.of(connection, source)), byIds().deprovision());
    }

    /** Resources of others, and reused ones, are deleted only with {@code force} or by their ids. */
    @Test
    void reusedResourcesAreKept() {
        ProvisionedPipeline tenant = new PipelineProvisioner(client)
                .workspace(airbyte.workspaceId())
                .source("tenant", Pipelines.FAKER)
                .useDestination(pipeline.destinationId())
                .provision();

        Deprovisioned result = new Deprovisioner(client).pipeline(tenant).deprovision();

        assertEquals(
                List.of(id(ResourceKind.CONNECTION, tenant.connectionId()), id(ResourceKind.SOURCE, tenant.sourceId())),
                result.deleted());
        assertEquals(1, airbyte.destinations().size());
    }

    // A sync that runs.

    @Test
    void runningSyncIsCancelledBeforeItsConnectionIsDeleted() {
        byIds().deprovision();

        assertEquals("cancelled", airbyte.jobs().get(0).status());
        List<String> operations = airbyte.calls().stream()
                .map(call -> call.operation())
                .filter(operation -> operation.equals("cancelJob") || operation.startsWith("delete"))
                .toList();
        assertEquals(List.of("cancelJob", "deleteConnection", "deleteDestination", "deleteSource"), operations);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "queued", "incomplete", "levitating"})
    void unfinishedSyncIsCancelled(String status) {
        airbyte.setJobStatus(pipeline.jobId(), status);

        byIds().deprovision();

        assertEquals(1, airbyte.calls("cancelJob").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "failed", "cancelled"})
    void finishedSyncIsNotCancelled(String status) {
        airbyte.setJobStatus(pipeline.jobId(), status);

        byIds().deprovision();

        assertEquals(List.of(), airbyte.calls("cancelJob"));
        assertEquals(status, airbyte.jobs().get(0).status());
    }

    /** Airbyte responds only when the sync has stopped. */
    @Test
    void deletionWaitsForTheCancellation() {
        airbyte.onNext("cancelJob", Fault.none().delayed(Duration.ofMillis(300)).actingAfter(Duration.ofMillis(300)));

        byIds().deprovision();

        assertEquals("cancelled", airbyte.jobs().get(0).status());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void syncThatEndsBeforeItsCancellationIsIgnored() {
        airbyte.onAny(call -> {
            if (call.operation().equals("cancelJob")) {
                airbyte.setJobStatus(pipeline.jobId(), "succeeded");
                return Fault.problem(409, "state-conflict", "Job is not currently running");
            }
            return null;
        });

        byIds().deprovision();

        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void syncThatCannotBeCancelledKeepsEverything() {
        airbyte.onEvery("cancelJob", Fault.problem(403, "forbidden", "no"));

        AirbyteApiException e = assertThrows(AirbyteApiException.class, () -> byIds().deprovision());

        assertEquals("cancelJob", e.operation());
        assertEquals(List.of(), airbyte.deletedIds());
    }

    // Sources and destinations that other connections use.

    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void sharedConnectorIsRefusedAndNothingIsDeleted(String kind) {
        boolean sharedSource = kind.equals("source");
        UUID other = airbyte.addConnection(
                "other",
                sharedSource ? pipeline.sourceId() : airbyte.addSource("other", "faker", "{}"),
                sharedSource ? airbyte.addDestination("other", "dev-null", "{}") : pipeline.destinationId());

        IllegalStateException e = assertThrows(IllegalStateException.class, () -> byIds().deprovision());

        UUID shared = sharedSource ? pipeline.sourceId() : pipeline.destinationId();
        assertEquals(
                kind + " " + shared + " is used by other connections, which Airbyte would delete with it: " + other
                        + "; leave it out, or call force()",
                e.getMessage());
        assertEquals(List.of(), airbyte.deletedIds());
        assertEquals(List.of(), airbyte.calls("cancelJob"));
    }

    @Test
    void forceDeletesASharedConnector() {
        UUID other =
                airbyte.addConnection("other", airbyte.addSource("other", "faker", "{}"), pipeline.destinationId());

        Deprovisioned result = byIds().force().deprovision();

        assertEquals(List.of(connection, destination, source), result.deleted());
        assertTrue(airbyte.connection(other).deleted());
    }

    // What goes wrong.

    @ParameterizedTest
    @ValueSource(strings = {"deleteConnection", "deleteDestination", "deleteSource"})
    void failedCallCanBeRepeated(String failing) {
        airbyte.onNext(failing, Fault.problem(403, "forbidden", "no"));
        assertEquals(
                failing,
                assertThrows(AirbyteApiException.class, () -> byIds().deprovision())
                        .operation());

        byIds().deprovision();

        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    /** Another client deletes it between the look-up and the call, or the response is lost. */
    @ParameterizedTest
    @ValueSource(strings = {"deleteConnection", "deleteDestination", "deleteSource"})
    void refusedDeletionOfAMissingResourceIsIgnored(String deletion) {
        airbyte.onNext(deletion, Fault.response(404).afterActing());

        assertEquals(
                List.of(connection, destination, source), byIds().deprovision().deleted());
    }

    @Test
    void unreadableListDoesNotProveADeletion() {
        airbyte.onEvery("listDestinations", Fault.problem(403, "forbidden", "no"));

        assertThrows(AirbyteApiException.class, () -> byIds().deprovision());

        assertEquals(1, airbyte.destinations().size());
    }

    @Test
    void workspaceIsRequired() {
        airbyte.clearCalls();
        Deprovisioner deprovisioner = new Deprovisioner(client).source(pipeline.sourceId());

        IllegalStateException e = assertThrows(IllegalStateException.class, deprovisioner::deprovision);

        assertEquals("a workspace is required, but was not set; call workspace(id)", e.getMessage());
        assertEquals(List.of(), airbyte.calls());
    }
}
