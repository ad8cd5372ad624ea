package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import java.util.Set;

/** The same on a server that validates its parameters. It refuses each order. */
class EmbeddedAirbyteJobsBeanValidationTest extends EmbeddedAirbyteJobsTest {
    @Override
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server.beanValidation();
    }

    @Override
    void assertNewestFirst(String path) {
        Http.Response refusal = http.get(path);

        assertEquals(400, refusal.status());
        assertEquals(Set.of("errorId"), refusal.json().keySet());
    }
}
