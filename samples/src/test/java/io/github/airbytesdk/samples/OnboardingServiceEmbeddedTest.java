package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteExtension;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.samples.OnboardingService.Customer;
import io.github.airbytesdk.samples.OnboardingService.WrongAccessException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the same code with real requests, on a server whose state the test can inspect. */
@ExtendWith(EmbeddedAirbyteExtension.class)
class OnboardingServiceEmbeddedTest {
    private static final Customer ACME = new Customer("acme", "db.acme.example", "shop", "reader", "open-sesame");

    private final EmbeddedAirbyte airbyte;
    private final AirbyteClient client;
    private final UUID warehouse;
    private final OnboardingService service;

    /** JUnit creates an instance for each test, each with a server of its own, which the extension closes. */
    OnboardingServiceEmbeddedTest(EmbeddedAirbyte airbyte) {
        this.airbyte = airbyte;
        client = AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .build();
        warehouse = airbyte.addDestination("warehouse", "dev-null", "{}");
        service = new OnboardingService(client, airbyte.workspaceId(), warehouse);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void onboardingConnectsTheCustomerToTheWarehouse() throws WrongAccessException {
        UUID connection = service.onboard(ACME);

        assertEquals(warehouse, airbyte.connection(connection).destinationId());
        assertEquals("acme", airbyte.sources().get(0).name());
        assertEquals(1, airbyte.jobs().size());
    }

    @Test
    void refusedAccessLeavesOnlyTheWarehouse() {
        airbyte.setDiscoverFailure("password authentication failed for user \"reader\"");

        WrongAccessException e = assertThrows(WrongAccessException.class, () -> service.onboard(ACME));

        assertTrue(e.getMessage().contains("password authentication failed"), e.getMessage());
        assertEquals(List.of(), airbyte.sources());
        assertEquals(1, airbyte.destinations().size());
    }

    @Test
    void otherFailuresAreNotReportedAsWrongAccess() {
        airbyte.onNext("createConnection", Fault.problem(403, "forbidden", "no"));

        assertThrows(ProvisioningException.class, () -> service.onboard(ACME));

        assertEquals(List.of(), airbyte.sources());
    }
}
