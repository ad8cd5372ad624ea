package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.dropped;
import static io.github.airbytesdk.client.ScriptedServer.html;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AirbyteApiExceptionTest {
    private static final String PAGE = "<!doctype html><html><title>Sign in</title></html>";

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @Test
    void failureOfASecondAttemptIsRepeatedAfterLoss() {
        fixture.enqueue(dropped(), status(404));

        AirbyteApiException e = Operation.DELETE.fails(fixture.client());

        assertEquals(404, e.status());
        assertTrue(e.isRepeatedAfterLoss());
    }

    @Test
    void failureOfTheOnlyAttemptIsNotRepeatedAfterLoss() {
        fixture.enqueue(status(404), dropped());

        assertFalse(Operation.DELETE.fails(fixture.client()).isRepeatedAfterLoss());
        assertFalse(Operation.CREATE.fails(fixture.client()).isRepeatedAfterLoss());
    }

    @Test
    void onlyAPageInPlaceOfAResultIsAWebPage() {
        fixture.enqueue(html(200, PAGE), html(403, PAGE), json("{"));

        assertTrue(Operation.CREATE.fails(fixture.client()).isWebPage());
        assertFalse(Operation.CREATE.fails(fixture.client()).isWebPage());
        assertFalse(Operation.CREATE.fails(fixture.client()).isWebPage());
    }
}
