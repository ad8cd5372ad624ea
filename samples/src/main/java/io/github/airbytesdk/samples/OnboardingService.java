package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.Step;
import java.util.Map;
import java.util.UUID;

/**
 * Application code that uses the SDK: it connects a new customer's database to the warehouse. Its tests show both ways to
 * test such code: with a mocked client, and on {@code EmbeddedAirbyte}.
 */
final class OnboardingService {
    private final PipelineProvisioner template;

    OnboardingService(AirbyteClient client, UUID workspaceId, UUID warehouseId) {
        this.template = new PipelineProvisioner(client).workspace(workspaceId).useDestination(warehouseId);
    }

    /** A customer and the access to the customer's database. */
    record Customer(String name, String host, String database, String user, String password) {
        /** Omits the password. */
        @Override
        public String toString() {
            return name + " (" + user + " at " + host + "/" + database + ")";
        }
    }

    /** The customer's database refused the access data; they have to be entered again. */
    static final class WrongAccessException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongAccessException(Customer customer, ProvisioningException cause) {
            super("cannot read the database of " + customer + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Provisions the customer's pipeline and starts its first sync.
     *
     * @return the id of the connection
     * @throws WrongAccessException if the database refuses the connection; everything created on Airbyte has been deleted
     */
    UUID onboard(Customer customer) throws WrongAccessException {
        try {
            return template.source(
                            customer.name(),
                            Map.of(
                                    "sourceType", "postgres",
                                    "host", customer.host(),
                                    "port", 5432,
                                    "database", customer.database(),
                                    "username", customer.user(),
                                    "password", customer.password()))
                    .customizeConnection(request -> request.prefix(customer.name() + "_"))
                    .provision()
                    .connectionId();
        } catch (ProvisioningException e) {
            // Airbyte first connects to the database when it discovers the streams.
            if (e.step() == Step.GET_STREAM_PROPERTIES) {
                throw new WrongAccessException(customer, e);
            }
            throw e;
        }
    }
}
