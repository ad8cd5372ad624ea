package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.LiveConnectionInterceptorTest.IDLE_MILLIS;
import static io.github.airbytesdk.client.LiveConnectionInterceptorTest.closing;
import static io.github.airbytesdk.client.LiveConnectionInterceptorTest.sleep;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pauses after which OkHttp alone loses a one-shot request. The pauses are real, so the tests run concurrently with
 * others.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class LongPausesTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @ParameterizedTest
    @ValueSource(longs = {300, 1_500, 9_000})
    void createAfterTheServerClosedAnIdleConnectionIsSentOnce(long idleMillis) {
        fixture.enqueue(closing(idleMillis - IDLE_MILLIS), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Operation.GET.call(client);
        sleep(idleMillis);

        Operation.CREATE.call(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(
                List.of("GET", "POST"),
                received.stream().map(RecordedRequest::getMethod).toList());
        assertEquals(1, received.get(1).getConnectionIndex());
    }
}
