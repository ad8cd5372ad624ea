package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.LiveConnectionsTest.IDLE_MILLIS;
import static io.github.airbytesdk.client.LiveConnectionsTest.closing;
import static io.github.airbytesdk.client.LiveConnectionsTest.sleep;
import static io.github.airbytesdk.client.Wire.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.Wire.Operation;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pauses after which OkHttp alone loses a one-shot request. They are real, so they pass beside the other tests. */
@Execution(ExecutionMode.CONCURRENT)
class LongPausesTest {
    @RegisterExtension
    final Wire wire = new Wire();

    @ParameterizedTest
    @ValueSource(longs = {300, 1_500, 9_000})
    void createAfterTheServerClosedTheConnectionDuringAPauseIsReceivedOnce(long idleMillis) {
        wire.enqueue(closing(idleMillis - IDLE_MILLIS), json(Wire.SOURCE));
        AirbyteClient client = wire.client();
        Operation.GET.call(client);
        sleep(idleMillis);

        Operation.CREATE.call(client);

        List<RecordedRequest> received = wire.requests();
        assertEquals(
                List.of("GET", "POST"),
                received.stream().map(RecordedRequest::getMethod).toList());
        assertEquals(1, received.get(1).getConnectionIndex());
    }
}
