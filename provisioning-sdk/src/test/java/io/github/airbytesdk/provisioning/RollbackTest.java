package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ConnectionsApi;
import io.github.airbytesdk.client.DestinationsApi;
import io.github.airbytesdk.client.SourcesApi;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a rollback interprets each response to a deletion, with mocks; {@link RollbackFaultsTest} uses real sockets. */
class RollbackTest {
    private static final String PROBLEM = "{\"status\":500,\"title\":\"unexpected-problem\",\"detail\":\"bad luck\"}";
    private static final String WEB_PAGE = "<html>Bad Gateway</html>";

    private final UUID sourceId = UUID.randomUUID();
    private final UUID destinationId = UUID.randomUUID();
    private final UUID connectionId = UUID.randomUUID();
    private final AirbyteClient client = mock(AirbyteClient.class, RETURNS_DEEP_STUBS);
    private final SourcesApi sourcesApi = client.sources();
    private final DestinationsApi destinationsApi = client.destinations();
    private final ConnectionsApi connectionsApi = client.connections();

    /** The contents of the lists. */
    private final List<SourceResponse> sources = new ArrayList<>();

    private final List<DestinationResponse> destinations = new ArrayList<>();
    private final List<ConnectionResponse> connections = new ArrayList<>();

    @BeforeEach
    void refuseTheSync() {
        when(sourcesApi.createSource(any())).thenReturn(new SourceResponse().sourceId(sourceId));
        when(destinationsApi.createDestination(any()))
                .thenReturn(new DestinationResponse().destinationId(destinationId));
        when(client.streams().getStreamProperties(any(), any()))
                .thenReturn(List.of(new StreamProperties().streamName("users")));
        when(connectionsApi.createConnection(any())).thenReturn(new ConnectionResponse().connectionId(connectionId));
        when(client.jobs().createJob(any())).thenThrow(AirbyteApiException.fromResponse("createJob", 403, "{}"));
        when(sourcesApi.streamSources(any())).thenAnswer(call -> sources.stream());
        when(destinationsApi.streamDestinations(any())).thenAnswer(call -> destinations.stream());
        when(connectionsApi.streamConnections(any())).thenAnswer(call -> connections.stream());
    }

    private ProvisioningException failure() {
        return assertThrows(
                ProvisioningException.class,
                () -> new PipelineProvisioner(client)
                        .workspace(UUID.randomUUID())
                        .source("orders", Map.of("sourceType", "faker"))
                        .destination("warehouse", Map.of("destinationType", "dev-null"))
                        .provision());
    }

    private static AirbyteApiException refusedWith(int status, String body) {
        return AirbyteApiException.fromResponse("deleteSource", status, body);
    }

    private static ResourceId resource(ResourceKind kind, UUID id) {
        return new ResourceId(kind, id.toString());
    }

    private List<ResourceId> all() {
        return List.of(
                resource(ResourceKind.CONNECTION, connectionId),
                resource(ResourceKind.DESTINATION, destinationId),
                resource(ResourceKind.SOURCE, sourceId));
    }

    private List<ResourceId> allBut(ResourceKind kind) {
        return all().stream().filter(resource -> resource.kind() != kind).toList();
    }

    private static List<ResourceKind> kinds(List<Leftover> leftovers) {
        return leftovers.stream().map(Leftover::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 500, 502})
    void resourceMissingFromTheListCountsAsDeleted(int status) {
        AirbyteApiException refusal = refusedWith(status, WEB_PAGE);
        doThrow(refusal).when(sourcesApi).deleteSource(sourceId);
        doThrow(refusal).when(destinationsApi).deleteDestination(destinationId);
        doThrow(refusal).when(connectionsApi).deleteConnection(connectionId);
        sources.add(new SourceResponse().sourceId(UUID.randomUUID()));
        destinations.add(new DestinationResponse().destinationId(UUID.randomUUID()));
        connections.add(new ConnectionResponse().connectionId(UUID.randomUUID()));

        ProvisioningException e = failure();

        assertEquals(all(), e.rolledBack());
        assertEquals(List.of(), e.leftovers());
        assertEquals(List.of(), e.possibleLeftovers());
        assertEquals(3, e.getSuppressed().length);
    }

    /** After a proxy's response Airbyte may still be working on the deletion. */
    @ParameterizedTest
    @CsvSource({"400, true, false", "403, true, false", "404, true, false", "500, true, true", "500, false, false"})
    void resourceOnTheListRemains(int status, boolean certain, boolean problem) {
        sources.add(new SourceResponse().sourceId(sourceId));
        doThrow(refusedWith(status, problem ? PROBLEM : WEB_PAGE))
                .when(sourcesApi)
                .deleteSource(sourceId);

        ProvisioningException e = failure();

        assertEquals(allBut(ResourceKind.SOURCE), e.rolledBack());
        assertEquals(certain ? List.of(ResourceKind.SOURCE) : List.of(), kinds(e.leftovers()));
        assertEquals(certain ? List.of() : List.of(ResourceKind.SOURCE), kinds(e.possibleLeftovers()));
    }

    /** 403 and 404 can mean that the resource does not exist. */
    @ParameterizedTest
    @CsvSource({"400, true", "422, true", "403, false", "404, false", "500, false"})
    void withoutAListOnlyARefusalIsCertain(int status, boolean certain) {
        doThrow(refusedWith(status, PROBLEM)).when(destinationsApi).deleteDestination(destinationId);
        when(destinationsApi.streamDestinations(any()))
                .thenThrow(AirbyteApiException.fromResponse("listDestinations", 502, WEB_PAGE));

        ProvisioningException e = failure();

        assertEquals(2, e.getSuppressed().length);
        assertEquals(allBut(ResourceKind.DESTINATION), e.rolledBack());
        assertEquals(certain ? List.of(ResourceKind.DESTINATION) : List.of(), kinds(e.leftovers()));
        assertEquals(certain ? List.of() : List.of(ResourceKind.DESTINATION), kinds(e.possibleLeftovers()));
    }

    @Test
    void otherExceptionLeavesTheOutcomeOpen() {
        IllegalStateException bug = new IllegalStateException("no stub");
        sources.add(new SourceResponse().sourceId(sourceId));
        doThrow(bug).when(sourcesApi).deleteSource(sourceId);

        ProvisioningException e = failure();

        assertEquals(List.of(ResourceKind.SOURCE), kinds(e.possibleLeftovers()));
        assertSame(bug, e.getSuppressed()[0]);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void undeletedConnectionIsDeletedWithItsConnector(boolean certain) {
        connections.add(new ConnectionResponse()
                .connectionId(connectionId)
                .sourceId(sourceId)
                .destinationId(destinationId));
        doThrow(refusedWith(certain ? 400 : 502, WEB_PAGE)).when(connectionsApi).deleteConnection(connectionId);

        ProvisioningException e = failure();

        assertEquals(
                List.of(
                        resource(ResourceKind.DESTINATION, destinationId),
                        resource(ResourceKind.CONNECTION, connectionId),
                        resource(ResourceKind.SOURCE, sourceId)),
                e.rolledBack());
        assertEquals(List.of(), e.leftovers());
        assertEquals(List.of(), e.possibleLeftovers());
    }

    @Test
    void connectorUsedBySomeoneElseIsKept() {
        UUID foreign = UUID.randomUUID();
        connections.add(new ConnectionResponse()
                .connectionId(foreign)
                .sourceId(sourceId)
                .destinationId(UUID.randomUUID()));

        ProvisioningException e = failure();

        assertEquals(allBut(ResourceKind.SOURCE), e.rolledBack());
        Leftover left = e.leftovers().get(0);
        assertEquals(sourceId.toString(), left.id());
        assertEquals("orders", left.name());
        assertEquals("used by connection " + foreign + ", which this call did not create", left.reason());
        verify(sourcesApi, never()).deleteSource(any());
    }

    @Test
    void connectorIsKeptIfItsConnectionsCannotBeListed() {
        when(connectionsApi.streamConnections(any()))
                .thenThrow(AirbyteApiException.fromResponse("listConnections", 502, WEB_PAGE));

        ProvisioningException e = failure();

        assertEquals(List.of(resource(ResourceKind.CONNECTION, connectionId)), e.rolledBack());
        assertEquals(List.of(ResourceKind.DESTINATION, ResourceKind.SOURCE), kinds(e.leftovers()));
        assertTrue(
                e.leftovers().stream()
                        .allMatch(left -> left.reason().startsWith("its connections could not be listed: list")),
                e.leftovers()::toString);
        verify(destinationsApi, never()).deleteDestination(any());
    }
}
