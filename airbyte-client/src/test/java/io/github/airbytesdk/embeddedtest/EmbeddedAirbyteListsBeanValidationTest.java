package io.github.airbytesdk.embeddedtest;

import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;

/** The same on a server that validates its parameters. */
class EmbeddedAirbyteListsBeanValidationTest extends EmbeddedAirbyteListsTest {
    @Override
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server.beanValidation();
    }
}
