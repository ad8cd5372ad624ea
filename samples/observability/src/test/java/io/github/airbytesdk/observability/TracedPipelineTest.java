package io.github.airbytesdk.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TracedPipelineTest {
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<Long> REPEAT = AttributeKey.longKey("http.request.resend_count");

    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final AirbyteClient client = TracedPipeline.client(airbyte, TELEMETRY.getOpenTelemetry());

    @AfterEach
    void close() {
        client.close();
        airbyte.close();
    }

    private void provision() {
        TracedPipeline.provision(client, airbyte, TELEMETRY.getOpenTelemetry());
    }

    private static SpanData span(String name) {
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the requests of a step: method, status and resend count. */
    private static List<String> requestsOf(String step) {
        String parent = span(step).getSpanId();
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getParentSpanId().equals(parent))
                .map(span -> span.getName() + " " + span.getAttributes().get(STATUS) + " "
                        + span.getAttributes().get(REPEAT))
                .toList();
    }

    @Test
    void stepSpanIsTheParentOfItsRequests() {
        provision();

        assertEquals(List.of("POST 200 null", "POST 200 1"), requestsOf("createSource"), "the token, and the source");
        assertEquals(
                List.of("POST 400 null", "GET 200 null", "POST 200 null"),
                requestsOf("createDestination"),
                "the server does not know dev-null by name, so its definition is looked up");
        assertEquals(List.of("GET 200 null"), requestsOf("getStreamProperties"));
        assertEquals(List.of("POST 200 null"), requestsOf("createConnection"));
        assertEquals(List.of("POST 200 null"), requestsOf("triggerFirstSync"));
    }

    @Test
    void retryHasItsOwnSpan() {
        airbyte.onNext("getStreamProperties", Fault.response(429));

        provision();

        assertEquals(List.of("GET 429 null", "GET 200 1"), requestsOf("getStreamProperties"));
    }

    /** Failures after which OkHttp would send the request again; the server has acted each time. */
    static Stream<Arguments> lostResponses() {
        return Stream.of(
                Arguments.of("POST null null", Fault.drop()),
                Arguments.of("POST 408 null", Fault.response(408)),
                Arguments.of("POST 503 null", Fault.response(503).header("Retry-After", "0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostResponses")
    void lostCreateIsSentOnceAndHasOneSpan(String span, Fault fault) {
        airbyte.onNext("createConnection", fault.afterActing());

        provision();

        assertEquals(1, airbyte.calls("createConnection").size());
        assertEquals(1, airbyte.connections().size());
        List<String> requests = requestsOf("createConnection");
        assertEquals(span, requests.get(0));
        assertTrue(requests.stream().skip(1).allMatch("GET 200 null"::equals), "looks for it: " + requests);
    }

    @Test
    void serverReceivesTheTraceContext() {
        provision();

        String header = airbyte.calls("createConnection").get(0).header("traceparent");
        assertTrue(header.contains(span("createConnection").getTraceId()), header);
    }

    @Test
    void refusedConnectionHasASpan() {
        airbyte.close();

        ProvisioningException failure = assertThrows(ProvisioningException.class, this::provision);

        assertTrue(failure.getMessage().contains("not sent"), failure.getMessage());
        assertEquals(List.of("POST null null"), requestsOf("createSource"));
    }

    @Test
    void spansContainNoConfigurationAndNoToken() {
        provision();

        String all = TELEMETRY.getSpans().toString();
        assertTrue(all.contains("/sources"), all);
        assertFalse(all.contains("Bearer"), all);
        assertFalse(all.contains("faker"), all);
        assertFalse(all.contains(airbyte.clientSecret()), all);
    }

    @Test
    void runsOnEmbeddedAirbyte() {
        String text = Printed.by(() -> TracedPipeline.main(new String[0]));

        assertTrue(text.startsWith("ProvisionedPipeline[sourceId="), text);
    }
}
