package io.github.airbytesdk.provisioning;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.embedded.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Sends arbitrary bytes and mutated JSON as the response to each call, chosen by Jazzer so that they reach new branches. Jazzer runs
 * one method of a class, after it has replayed the inputs in {@code ResponseFuzzTestInputs}.
 */
class ResponseFuzzTest {
    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 200, 201, 204, 299, 400, 403, 409, 422, 429, 500, 502, 504
    };
    private static final List<String> TYPES =
            List.of("application/json", "application/json", "application/problem+json", "text/html", "", "a/b;c=");

    /** Resources remain after failed rollbacks, and a server with many resources is slow. */
    private static final int CASES_A_SERVER = 100;

    private static final AtomicInteger CASES = new AtomicInteger();

    private static Fixture fixture;

    @BeforeAll
    static void startRig() {
        fixture = start();
    }

    private static Fixture start() {
        Fixture started = Fixture.start();
        started.anotherClientTakesTheNames();
        return started;
    }

    @AfterAll
    static void stop() {
        fixture.close();
        System.out.println("fuzz: " + CASES + " responses to " + MalformedResponses.CALLS.size() + " calls");
    }

    @FuzzTest(maxDuration = "20s")
    void briefly(byte[] input) {
        respond(new Choices(input));
    }

    @FuzzTest(maxDuration = "1h")
    void forAnHour(byte[] input) {
        respond(new Choices(input));
    }

    /** Checks that only exceptions of this SDK are thrown, and promptly. */
    private static void respond(Choices choices) {
        // Jazzer reports every connection as a finding. A connection to an address in a response would be one.
        BugDetectors.allowNetworkConnections((host, port) ->
                fixture.airbyte.url().equals("http://" + host.replace("localhost", "127.0.0.1") + ":" + port));
        if (CASES.incrementAndGet() % CASES_A_SERVER == 0) {
            fixture.close();
            fixture = start();
        }
        Map.Entry<String, String> call = MalformedResponses.CALLS.get(choices.below(MalformedResponses.CALLS.size()));
        MalformedResponses.provision(fixture, call.getKey(), fault(call.getValue(), choices));
    }

    private static Fault fault(String wellFormed, Choices choices) {
        int status = STATUSES[choices.below(STATUSES.length)];
        Fault fault = Fault.response(status);
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
        String text = MalformedResponses.withId(wellFormed, new UUID(choices.below(256), choices.below(256)));
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
        int which = choices.below(MalformedResponses.SURPRISES.size() + 3);
        if (which == 0) {
            return new JsonPrimitive(new String(choices.rest(), StandardCharsets.UTF_8));
        }
        return which < 3 ? JsonNull.INSTANCE : MalformedResponses.SURPRISES.get(which - 3);
    }

    /** Derives choices from the bytes that Jazzer generates. After the last byte, every choice is the first. */
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
