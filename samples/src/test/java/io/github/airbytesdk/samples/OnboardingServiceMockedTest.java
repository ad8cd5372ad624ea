package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.samples.OnboardingService.Customer;
import io.github.airbytesdk.samples.OnboardingService.WrongAccessException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the application's code with a mocked client: no server, and the test supplies every response. */
class OnboardingServiceMockedTest {
    private static final Customer ACME = new Customer("acme", "db.acme.example", "shop", "reader", "open-sesame");

    private final UUID workspaceId = UUID.randomUUID();
    private final UUID warehouseId = UUID.randomUUID();
    private final UUID sourceId = UUID.randomUUID();
    private final UUID connectionId = UUID.randomUUID();
    private final AirbyteClient client = mock(AirbyteClient.class, RETURNS_DEEP_STUBS);
    private final OnboardingService service = new OnboardingService(client, workspaceId, warehouseId);

    @BeforeEach
    void stubAWorkingAirbyte() {
        when(client.destinations().streamDestinations(any()))
                .thenAnswer(call -> Stream.of(new DestinationResponse().destinationId(warehouseId)));
        when(client.sources().createSource(any())).thenReturn(new SourceResponse().sourceId(sourceId));
        when(client.streams().getStreamProperties(eq(sourceId), any()))
                .thenReturn(List.of(new StreamProperties().streamName("orders")));
        when(client.connections().createConnection(any()))
                .thenReturn(new ConnectionResponse().connectionId(connectionId));
        when(client.jobs().createJob(any())).thenReturn(new JobResponse().jobId(1L));
    }

    @Test
    void onboardingConnectsTheCustomerToTheWarehouse() throws WrongAccessException {
        assertEquals(connectionId, service.onboard(ACME));

        verify(client.connections())
                .createConnection(argThat(request -> request.getDestinationId().equals(warehouseId)
                        && request.getPrefix().equals("acme_")));
    }

    @Test
    void refusedAccessIsReportedAndRolledBack() {
        when(client.streams().getStreamProperties(eq(sourceId), any()))
                .thenThrow(AirbyteApiException.fromResponse("getStreamProperties", 500, """
                        {"status":500,"title":"unexpected-problem","data":{"message":
                        "Something went wrong in the connector. logs:password authentication failed"}}
                        """));

        WrongAccessException e = assertThrows(WrongAccessException.class, () -> service.onboard(ACME));

        assertTrue(e.getMessage().startsWith("cannot read the database of acme (reader at db.acme.example/shop)"));
        assertTrue(e.getMessage().contains("password authentication failed"), e.getMessage());
        assertFalse(e.getMessage().contains("open-sesame"));
        verify(client.sources()).deleteSource(sourceId);
    }
}
