package io.github.airbytesdk.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasuredPipelineTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final AirbyteClient client = MeasuredPipeline.client(airbyte, registry);

    @AfterEach
    void close() {
        client.close();
        airbyte.close();
    }

    private long calls(String method, String path, String status) {
        return registry.get("airbyte.calls")
                .tags("method", method, "uri", "/api/public/v1" + path, "status", status)
                .timer()
                .count();
    }

    @Test
    void measuresEachCallAndEachStep() {
        MeasuredPipeline.provision(client, airbyte, registry);

        assertEquals(1, calls("POST", "/sources", "200"));
        assertEquals(1, calls("GET", "/streams", "200"));
        assertEquals(1, calls("POST", "/connections", "200"));
        assertEquals(5, registry.get("airbyte.steps").timers().size());
    }

    @Test
    void droppedCreateIsSentOnceAndCountedOnce() {
        airbyte.onNext("createSource", Fault.drop().afterActing());

        MeasuredPipeline.provision(client, airbyte, registry);

        assertEquals(1, airbyte.calls("createSource").size());
        assertEquals(1, calls("POST", "/sources", "IO_ERROR"));
    }

    @Test
    void retriedCallIsCountedOnceByItsFirstResponse() {
        airbyte.onNext("getStreamProperties", Fault.response(429));

        MeasuredPipeline.provision(client, airbyte, registry);

        assertEquals(2, airbyte.calls("getStreamProperties").size());
        assertEquals(1, calls("GET", "/streams", "429"));
        assertEquals(
                1,
                registry.get("airbyte.calls")
                        .tag("uri", "/api/public/v1/streams")
                        .timers()
                        .size());
    }

    @Test
    void tagsContainNoIds() {
        Request request = new Request.Builder()
                .url("http://airbyte/api/public/v1/sources/95e66a59-8045-4307-9678-63bc3c9b8c93?x=1")
                .build();
        Request job = new Request.Builder()
                .url("http://airbyte/api/public/v1/jobs/42")
                .build();

        assertEquals("/api/public/v1/sources/{id}", MeasuredPipeline.pathWithoutIds(request));
        assertEquals("/api/public/v1/jobs/{id}", MeasuredPipeline.pathWithoutIds(job));
    }

    @Test
    void runsOnEmbeddedAirbyte() {
        String text = Printed.by(() -> MeasuredPipeline.main(new String[0]));

        assertTrue(text.contains("airbyte.steps(TIMER)[step='triggerFirstSync']"), text);
    }
}
