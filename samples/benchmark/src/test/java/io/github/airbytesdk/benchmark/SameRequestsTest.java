package io.github.airbytesdk.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only those that do the same can be compared. */
class SameRequestsTest {
    private record Sent(String request, JsonElement body) {}

    private static List<Sent> sentBy(Way way) throws Exception {
        List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
        try (CannedServer server =
                CannedServer.start((request, body) -> sent.add(new Sent(request, JsonParser.parseString(body))))) {
            assertEquals(4711, way.at(server.url() + "/0").provision());
        }
        return sent;
    }

    @Test
    void fiveCallsAreTheSame() throws Exception {
        List<Sent> floor = sentBy(Way.HAND_WRITTEN);

        assertEquals(5, floor.size());
        assertEquals(floor, sentBy(Way.GENERATED));
        assertEquals(floor, sentBy(Way.PROVISIONER));
    }

    @Test
    void fourCallsAreTheSame() throws Exception {
        List<Sent> generated = sentBy(Way.GENERATED_FOUR_CALLS);

        assertEquals(4, generated.size());
        assertEquals(generated, sentBy(Way.PUBLISHED_FOUR_CALLS));
    }
}
