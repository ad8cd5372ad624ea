package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.DestinationsApi;
import io.github.airbytesdk.client.SourcesApi;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.DestinationResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Tests as users write them for their own code: one mock and five stubs. */
class MockedClientTest {
    private final UUID workspaceId = UUID.randomUUID();
    private final UUID sourceId = UUID.randomUUID();
    private final UUID destinationId = UUID.randomUUID();
    private final UUID connectionId = UUID.randomUUID();
    private final AirbyteClient client = mock(AirbyteClient.class, RETURNS_DEEP_STUBS);

    @BeforeEach
    void stubTheFiveCalls() {
        when(client.sources().createSource(any()))
                .thenReturn(new SourceResponse().sourceId(sourceId).sourceType("faker"));
        when(client.destinations().createDestination(any()))
                .thenReturn(
                        new DestinationResponse().destinationId(destinationId).destinationType("dev-null"));
        when(client.streams().getStreamProperties(eq(sourceId), any()))
                .thenReturn(List.of(new StreamProperties().streamName("users")));
        when(client.connections().createConnection(any()))
                .thenReturn(new ConnectionResponse().connectionId(connectionId).status(ConnectionStatus.ACTIVE));
        when(client.jobs().createJob(any()))
                .thenReturn(new JobResponse().jobId(17L).status(JobStatus.PENDING));
    }

    private PipelineProvisioner provisioner() {
        return new PipelineProvisioner(client)
                .workspace(workspaceId)
                .source("dev-faker", Map.of("sourceType", "faker", "count", 1000))
                .destination(
                        "dev-null",
                        Map.of(
                                "destinationType",
                                "dev-null",
                                "test_destination",
                                Map.of("test_destination_type", "SILENT")));
    }

    @Test
    void fiveStubsProvisionAPipeline() {
        ProvisionedPipeline pipeline = provisioner().provision();

        assertEquals(sourceId, pipeline.sourceId());
        assertEquals("faker", pipeline.sourceType());
        assertEquals(destinationId, pipeline.destinationId());
        assertEquals("dev-null", pipeline.destinationType());
        assertEquals("users", pipeline.streams().get(0).getStreamName());
        assertEquals(connectionId, pipeline.connectionId());
        assertEquals(ConnectionStatus.ACTIVE, pipeline.connectionStatus());
        assertEquals(17, pipeline.jobId());
        assertEquals(JobStatus.PENDING, pipeline.jobStatus());
        assertEquals(
                Map.of(
                        Step.CREATE_SOURCE, Origin.CREATED,
                        Step.CREATE_DESTINATION, Origin.CREATED,
                        Step.CREATE_CONNECTION, Origin.CREATED,
                        Step.TRIGGER_FIRST_SYNC, Origin.CREATED),
                pipeline.origins());
    }

    @Test
    void refusedDestinationDeletesTheSource() {
        when(client.destinations().createDestination(any()))
                .thenThrow(AirbyteApiException.fromResponse("createDestination", 422, """
                        {"status":422,"title":"unprocessable-entity","data":{"message":
                            "json schema validation failed \\nErrors: $.port: integer found, string expected"}}
                        """));

        ProvisioningException e =
                assertThrows(ProvisioningException.class, () -> provisioner().provision());

        assertEquals(
                "createDestination: 422 unprocessable-entity: $.port: integer found, string expected; rolled back: source "
                        + sourceId,
                e.getMessage());
        assertEquals(Step.CREATE_DESTINATION, e.step());
        assertEquals(List.of(new ResourceId(ResourceKind.SOURCE, sourceId.toString())), e.rolledBack());
        assertTrue(e.leftovers().isEmpty() && e.possibleLeftovers().isEmpty(), e.getMessage());
        verify(client.sources()).deleteSource(sourceId);
        verify(client.connections(), never()).createConnection(any());
    }

    @Test
    void refusedSyncRollsBackInReverseOrder() {
        when(client.jobs().createJob(any())).thenThrow(AirbyteApiException.fromResponse("createJob", 403, "{}"));
        SourcesApi sources = client.sources();
        DestinationsApi destinations = client.destinations();
        var connections = client.connections();

        ProvisioningException e =
                assertThrows(ProvisioningException.class, () -> provisioner().provision());

        assertEquals(Step.TRIGGER_FIRST_SYNC, e.step());
        InOrder order = inOrder(connections, destinations, sources);
        order.verify(connections).deleteConnection(connectionId);
        order.verify(destinations).deleteDestination(destinationId);
        order.verify(sources).deleteSource(sourceId);
        assertEquals(
                List.of(
                        new ResourceId(ResourceKind.CONNECTION, connectionId.toString()),
                        new ResourceId(ResourceKind.DESTINATION, destinationId.toString()),
                        new ResourceId(ResourceKind.SOURCE, sourceId.toString())),
                e.rolledBack());
    }

    @Test
    void otherExceptionOfAMockIsTheCause() {
        IllegalStateException bug = new IllegalStateException("no stub");
        when(client.streams().getStreamProperties(any(), any())).thenThrow(bug);

        ProvisioningException e =
                assertThrows(ProvisioningException.class, () -> provisioner().provision());

        assertEquals(bug, e.getCause());
        assertEquals(
                "getStreamProperties: no stub; rolled back: destination " + destinationId + ", source " + sourceId,
                e.getMessage());
    }

    @Test
    void listenerReceivesTheResultOfEachStep() {
        List<String> events = new ArrayList<>();

        provisioner()
                .listener(new StepListener() {
                    @Override
                    public void finished(Step step, String result, Duration elapsed) {
                        events.add(step.stepId() + " " + result);
                    }
                })
                .provision();

        assertEquals(
                List.of(
                        "createSource " + sourceId,
                        "createDestination " + destinationId,
                        "getStreamProperties 1 stream",
                        "createConnection " + connectionId,
                        "triggerFirstSync 17"),
                events);
    }

    /** The mock's response is treated like a truncated one, and like one with a member of an unexpected type. */
    @Test
    void idIsReadFromATruncatedResponse() {
        when(client.sources().createSource(any())).thenThrow(unreadable("createSource", "sourceId", sourceId));
        when(client.destinations().createDestination(any()))
                .thenThrow(unreadable("createDestination", "destinationId", destinationId));
        when(client.connections().createConnection(any()))
                .thenThrow(unreadable("createConnection", "connectionId", connectionId));
        when(client.jobs().createJob(any())).thenThrow(unreadable("createJob", "jobId", 17));

        ProvisionedPipeline pipeline = provisioner().provision();

        assertEquals(sourceId, pipeline.sourceId());
        assertEquals("faker", pipeline.sourceType());
        assertEquals(destinationId, pipeline.destinationId());
        assertEquals("dev-null", pipeline.destinationType());
        assertEquals(connectionId, pipeline.connectionId());
        assertEquals(17, pipeline.jobId());
        assertEquals(Set.of(Origin.CREATED), Set.copyOf(pipeline.origins().values()));
    }

    private static AirbyteApiException unreadable(String operation, String member, Object id) {
        return AirbyteApiException.fromResponse(operation, 200, "{\"" + member + "\":\"" + id + "\",\"createdAt\":");
    }

    @Test
    void keepOnFailureDeletesNothingAndListsAll() {
        when(client.jobs().createJob(any())).thenThrow(AirbyteApiException.fromResponse("createJob", 403, "{}"));

        ProvisioningException e = assertThrows(
                ProvisioningException.class, () -> provisioner().keepOnFailure().provision());

        assertEquals(List.of(), e.rolledBack());
        assertEquals(
                List.of(sourceId.toString(), destinationId.toString(), connectionId.toString()),
                e.leftovers().stream().map(Leftover::id).toList());
        verify(client.connections(), never()).deleteConnection(any());
        verify(client.sources(), never()).deleteSource(any());
    }
}
