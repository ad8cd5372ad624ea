package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;

/** Runs the tests against a server that validates query parameters. */
class IfExistsBeanValidationTest extends IfExistsTest {
    @Override
    EmbeddedAirbyte server() {
        return EmbeddedAirbyte.builder().beanValidation().start();
    }
}
