package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;

/** The same on a server that validates its parameters. */
class IfExistsBeanValidationTest extends IfExistsTest {
    @Override
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server.beanValidation();
    }
}
