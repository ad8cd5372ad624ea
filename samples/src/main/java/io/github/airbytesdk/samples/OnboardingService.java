package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.Step;
import java.util.Map;
import java.util.UUID;

/**
 * A piece of an application that uses the SDK: it connects a new customer's database to the warehouse. Its tests show both
 * ways to test such code, with a mocked client and on the stand-in.
 */
final class OnboardingService {
    private final PipelineProvisioner template;

    OnboardingService(AirbyteClient client, UUID workspaceId, UUID warehouseId) {
        this.template = new PipelineProvisioner(client).workspace(workspaceId).useDestination(warehouseId);
    }

    /** A customer, and how to get into the customer's database. */
    record Customer(String name, String host, String database, String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return name + " (" + user + " at " + host + "/" + database + ")";
        }
    }

    /** What the customer gave us does not open the database; the customer has to be asked again. */
    static final class WrongAccessException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongAccessException(Customer customer, ProvisioningException cause) {
            super("cannot read the database of " + customer + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Connects a customer, and starts the first sync.
     *
     * @return the id of the connection
     * @throws WrongAccessException if the database does not let us in; nothing is left on Airbyte
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
                    .connection(request -> request.prefix(customer.name() + "_"))
                    .provision()
                    .connectionId();
        } catch (ProvisioningException e) {
            // Airbyte tries the configuration when it looks for streams.
            if (e.step() == Step.GET_STREAM_PROPERTIES) {
                throw new WrongAccessException(customer, e);
            }
            throw e;
        }
    }
}
