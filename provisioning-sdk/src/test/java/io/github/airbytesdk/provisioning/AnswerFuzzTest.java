package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.embedded.Fault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Arbitrary bytes and mutated JSON as the answer to each call, chosen by Jazzer so that they reach new branches. Jazzer runs one
 * method of a class, and first replays what stands in {@code AnswerFuzzTestInputs}.
 */
class AnswerFuzzTest {
    /** No pause of the client's is real here; what takes time is Jazzer, which changes each class that is loaded. */
    private static final Duration IN_TIME = Duration.ofSeconds(30);

    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 200, 201, 204, 299, 400, 403, 409, 422, 429, 500, 502, 504
    };
    private static final List<String> TYPES =
            List.of("application/json", "application/json", "application/problem+json", "text/html", "", "a/b;c=");

    /** What is made stays where the undo was kept from it, and a crowded server is a slow one. */
    private static final int CASES_A_SERVER = 100;

    private static final AtomicInteger CASES = new AtomicInteger();

    /** The calls that are answered so, each with a well-formed answer to be mutated. */
    private static final List<Map.Entry<String, String>> CALLS = List.of(
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
                    {"message":"no"}"""));

    private static Rig rig;

    @BeforeAll
    static void startRig() {
        rig = start();
    }

    private static Rig start() {
        Rig started = Rig.start();
        started.anotherClientTakesTheNames();
        return started;
    }

    @AfterAll
    static void stop() {
        rig.close();
        System.out.println("fuzz: " + CASES + " answers to " + CALLS.size() + " calls");
    }

    @FuzzTest(maxDuration = "20s")
    void briefly(byte[] input) {
        answer(new Choices(input));
    }

    @FuzzTest(maxDuration = "1h")
    void forAnHour(byte[] input) {
        answer(new Choices(input));
    }

    /** Only our own exceptions come out, and soon. */
    private static void answer(Choices choices) {
        // Jazzer takes a connection for a finding, and a connection to where an answer pointed would be one.
        BugDetectors.allowNetworkConnections((host, port) ->
                rig.airbyte.url().equals("http://" + host.replace("localhost", "127.0.0.1") + ":" + port));
        if (CASES.incrementAndGet() % CASES_A_SERVER == 0) {
            rig.close();
            rig = start();
        }
        Map.Entry<String, String> call = CALLS.get(choices.below(CALLS.size()));
        String operation = call.getKey();
        Fault fault = fault(call.getValue(), choices);
        rig.airbyte.clearFaults().onEvery(operation, fault);
        if (operation.startsWith("list")) {
            rig.airbyte.onNext("createSource", Fault.drop());
        }
        if (operation.startsWith("delete") || operation.equals("listConnections")) {
            rig.airbyte.onEvery("createJob", Fault.answer(403));
        }
        String label = operation + ": " + fault;
        long start = System.nanoTime();
        try {
            rig.provisioner().pacing(new FakeTime()).provision();
        } catch (ProvisioningException e) {
            assertTrue(
                    e.getCause() == null
                            || e.getCause() instanceof AirbyteApiException
                            // No streams, or none that can be synced: a choice that the caller has to make.
                            || e.getCause() instanceof IllegalArgumentException,
                    () -> label + ": " + e.getCause());
            assertFalse(e.getMessage().contains("\n"), () -> label + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw new AssertionError(label, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(IN_TIME) < 0, () -> label + " took " + took);
        rig.assertOthersUntouched();
    }

    private static Fault fault(String wellFormed, Choices choices) {
        int status = STATUSES[choices.below(STATUSES.length)];
        Fault fault = Fault.answer(status);
        if (status != 204) {
            String type = TYPES.get(choices.below(TYPES.size()));
            boolean truncated = choices.below(8) == 7;
            fault = fault.body(type, body(wellFormed, choices));
            fault = truncated ? fault.truncated() : fault;
        }
        return choices.below(2) == 1 ? fault.afterActing() : fault;
    }

    private static byte[] body(String wellFormed, Choices choices) {
        int how = choices.below(4);
        if (how == 3) {
            return choices.rest();
        }
        String text = wellFormed.replace("ID", new UUID(choices.below(256), choices.below(256)).toString());
        byte[] bytes = mutated(JsonParser.parseString(text), choices).toString().getBytes(StandardCharsets.UTF_8);
        for (int i = how == 2 ? 1 + choices.below(6) : 0; i > 0; i--) {
            bytes[choices.below(bytes.length)] = (byte) choices.below(256);
        }
        return bytes;
    }

    private static JsonElement mutated(JsonElement json, Choices choices) {
        if (choices.below(5) == 4) {
            return surprise(choices);
        }
        if (json instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.entrySet().forEach(member -> {
                if (choices.below(12) != 11) {
                    copy.add(member.getKey(), mutated(member.getValue(), choices));
                }
            });
            return copy;
        }
        if (json instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> {
                for (int i = choices.below(3); i >= 0; i--) {
                    copy.add(mutated(item, choices));
                }
            });
            return copy;
        }
        return json;
    }

    private static JsonElement surprise(Choices choices) {
        return switch (choices.below(14)) {
            case 0, 12, 13 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive("");
            case 2 -> new JsonPrimitive("\u0000\n\r\u2028<script>");
            case 3 -> new JsonPrimitive(Long.MIN_VALUE);
            case 4 -> new JsonPrimitive(new BigDecimal("1e4000"));
            case 5 -> new JsonPrimitive(0.1);
            case 6 -> new JsonPrimitive(true);
            case 7 -> new JsonArray();
            case 8 -> new JsonObject();
            case 9 -> deep();
            case 10 -> new JsonPrimitive("x".repeat(70_000));
            default -> new JsonPrimitive(new String(choices.rest(), StandardCharsets.UTF_8));
        };
    }

    private static JsonElement deep() {
        JsonElement inner = new JsonArray();
        for (int i = 0; i < 400; i++) {
            JsonArray outer = new JsonArray();
            outer.add(inner);
            inner = outer;
        }
        return inner;
    }

    /** Reads choices off the bytes that Jazzer makes up; past their end, each is the first. */
    private static final class Choices {
        private final byte[] bytes;
        private int next;

        Choices(byte[] bytes) {
            this.bytes = bytes;
        }

        int below(int bound) {
            return next < bytes.length ? (bytes[next++] & 0xff) % bound : 0;
        }

        byte[] rest() {
            byte[] rest = Arrays.copyOfRange(bytes, Math.min(next, bytes.length), bytes.length);
            next = bytes.length;
            return rest;
        }
    }
}
