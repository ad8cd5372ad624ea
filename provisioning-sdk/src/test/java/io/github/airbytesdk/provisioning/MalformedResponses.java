package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.embedded.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Malformed responses, and what a provisioning must do when it receives one. */
final class MalformedResponses {
    /** The pauses of the client take no time here. Jazzer does, because it instruments each class that is loaded. */
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    /** The calls that receive them, each with a well-formed response to be mutated. */
    static final List<Map.Entry<String, String>> CALLS = List.of(
            Map.entry("createAccessToken", """
                    {"access_token":"a.b.c","token_type":"Bearer","expires_in":900}"""),
            Map.entry("createSource", """
                    {"sourceId":"ID","name":"orders","sourceType":"postgres","definitionId":"ID","workspaceId":"ID",
                     "configuration":{"port":5432},"createdAt":1760000000}"""),
            Map.entry("createDestination", """
                    {"destinationId":"ID","name":"warehouse","destinationType":"postgres","definitionId":"ID",
                     "configuration":{},"createdAt":1760000000}"""),
            Map.entry("getStreamProperties", """
                    [{"streamName":"users","syncModes":["incremental_append"],"defaultCursorField":["id"],
                      "sourceDefinedCursorField":true,"sourceDefinedPrimaryKey":[["id"]],
                      "propertyFields":[["id"],["name"]]}]"""),
            Map.entry("createConnection", """
                    {"connectionId":"ID","status":"active","schedule":{"scheduleType":"manual"},
                     "configurations":{"streams":[{"name":"users"}]},"tags":[],"createdAt":1760000000}"""),
            Map.entry("createJob", """
                    {"jobId":17,"status":"running","jobType":"sync","startTime":"2026-07-27T14:05Z"}"""),
            Map.entry("listSources", """
                    {"previous":"","next":"","data":[{"sourceId":"ID","name":"orders"}]}"""),
            Map.entry("listConnections", """
                    {"next":"","data":[{"connectionId":"ID","sourceId":"ID","destinationId":"ID"}]}"""),
            Map.entry("deleteSource", """
                    {"message":"no"}"""),
            Map.entry("listDestinations", """
                    {"previous":"","next":"","data":[{"destinationId":"ID","name":"warehouse"}]}"""),
            Map.entry("listJobs", """
                    {"previous":"","next":"","data":[{"jobId":17,"status":"running","jobType":"sync","connectionId":"ID",
                     "startTime":"2026-07-27T14:05Z"}]}"""));

    /** Values of unexpected types, to replace others with. */
    static final List<JsonElement> SURPRISES = List.of(
            JsonNull.INSTANCE,
            new JsonPrimitive(""),
            new JsonPrimitive("\u0000\n\r\u2028<script>"),
            new JsonPrimitive(Long.MIN_VALUE),
            new JsonPrimitive(new BigDecimal("1e4000")),
            new JsonPrimitive(0.1),
            new JsonPrimitive(true),
            new JsonArray(),
            arrayOf(JsonNull.INSTANCE),
            arrayOf(new JsonObject()),
            new JsonObject(),
            deep(),
            new JsonPrimitive("x".repeat(70_000)));

    private MalformedResponses() {}

    static String withId(String wellFormed, UUID id) {
        return wellFormed.replace("ID", id.toString());
    }

    private static JsonArray arrayOf(JsonElement item) {
        JsonArray array = new JsonArray();
        array.add(item);
        return array;
    }

    private static JsonElement deep() {
        return Stream.iterate(new JsonArray(), MalformedResponses::arrayOf)
                .limit(400)
                .reduce((shallower, deeper) -> deeper)
                .orElseThrow();
    }

    /**
     * Provisions with such a response to one of the calls, and checks that only exceptions of this SDK are thrown, and
     * promptly.
     */
    static void provision(Fixture fixture, String operation, Fault response) {
        fixture.airbyte.clearFaults().onEvery(operation, response);
        switch (operation) {
            case "listSources" -> fixture.airbyte.onNext("createSource", Fault.drop());
            case "listDestinations" -> fixture.airbyte.onNext("createDestination", Fault.drop());
            case "listJobs" -> fixture.airbyte.onNext("createJob", Fault.drop());
            case "listConnections" ->
                fixture.airbyte.onNext("createConnection", Fault.drop()).onEvery("createJob", Fault.response(403));
            case "deleteSource" -> fixture.airbyte.onEvery("createJob", Fault.response(403));
            default -> {}
        }
        String label = operation + ": " + response;
        long start = System.nanoTime();
        try {
            fixture.provisioner().sleeper(new TestClock()).provision();
        } catch (ProvisioningException e) {
            assertTrue(
                    e.getCause() == null
                            || e.getCause() instanceof AirbyteApiException
                            // The source has no streams, or none that can be synced, so the caller must choose.
                            || e.getCause() instanceof IllegalArgumentException,
                    () -> label + ": " + e.getCause());
            assertFalse(e.getMessage().contains("\n"), () -> label + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError(label, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(IN_TIME) < 0, () -> label + " took " + took);
        fixture.assertOthersUntouched();
    }
}
