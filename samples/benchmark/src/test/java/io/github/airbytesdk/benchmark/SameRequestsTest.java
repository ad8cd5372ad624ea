package io.github.airbytesdk.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The candidates send the same requests; otherwise their times could not be compared. */
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
    void candidatesSendTheSameFiveRequests() throws Exception {
        List<Sent> handWritten = sentBy(Way.HAND_WRITTEN);

        assertEquals(5, handWritten.size());
        assertEquals(handWritten, sentBy(Way.GENERATED));
        assertEquals(handWritten, sentBy(Way.PROVISIONER));
    }

    @Test
    void candidatesSendTheSameFourRequests() throws Exception {
        List<Sent> generated = sentBy(Way.GENERATED_FOUR_CALLS);

        assertEquals(4, generated.size());
        assertEquals(generated, sentBy(Way.PUBLISHED_FOUR_CALLS));
    }
}
