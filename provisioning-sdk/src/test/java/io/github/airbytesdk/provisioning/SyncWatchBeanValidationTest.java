package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;

/** The same on a server that validates its parameters. */
class SyncWatchBeanValidationTest extends SyncWatchTest {
    @Override
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server.beanValidation();
    }
}
