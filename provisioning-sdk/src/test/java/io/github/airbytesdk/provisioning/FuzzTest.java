package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.sun.management.ThreadMXBean;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.embedded.Fault;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arbitrary bytes and mutated JSON as the answer to each call. A case is made from the seed and its number alone; {@code
 * -Dfuzz.cases=} makes it longer, and {@code -Dfuzz.seed=} repeats what was printed.
 */
@Isolated("measures memory")
class FuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 120);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final int[] STATUSES = {
        200, 200, 200, 200, 200, 201, 204, 299, 400, 403, 409, 422, 429, 500, 502, 504
    };
    private static final List<String> TYPES =
            List.of("application/json", "application/problem+json", "text/html", "", "a/b;c=");

    /** Well-formed answers, to be mutated. */
    private static final Map<String, String> ANSWERS = Map.of(
            "createAccessToken",
            "{\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":900}",
            "createSource",
            "{\"sourceId\":\"ID\",\"name\":\"orders\",\"sourceType\":\"postgres\",\"definitionId\":\"ID\","
                    + "\"workspaceId\":\"ID\",\"configuration\":{\"port\":5432},\"createdAt\":1760000000}",
            "createDestination",
            "{\"destinationId\":\"ID\",\"name\":\"warehouse\",\"destinationType\":\"postgres\","
                    + "\"definitionId\":\"ID\",\"configuration\":{},\"createdAt\":1760000000}",
            "getStreamProperties",
            "[{\"streamName\":\"users\",\"syncModes\":[\"incremental_append\"],\"defaultCursorField\":[\"id\"],"
                    + "\"sourceDefinedCursorField\":true,\"sourceDefinedPrimaryKey\":[[\"id\"]]}]",
            "createConnection",
            "{\"connectionId\":\"ID\",\"status\":\"active\",\"schedule\":{\"scheduleType\":\"manual\"},"
                    + "\"configurations\":{\"streams\":[{\"name\":\"users\"}]},\"tags\":[],\"createdAt\":1760000000}",
            "createJob",
            "{\"jobId\":17,\"status\":\"running\",\"jobType\":\"sync\",\"startTime\":\"2026-07-27T14:05Z\"}",
            "listSources",
            "{\"previous\":\"\",\"next\":\"\",\"data\":[{\"sourceId\":\"ID\",\"name\":\"orders\"}]}",
            "listConnections",
            "{\"next\":\"\",\"data\":[{\"connectionId\":\"ID\",\"sourceId\":\"ID\",\"destinationId\":\"ID\"}]}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createAccessToken",
                "createSource",
                "createDestination",
                "getStreamProperties",
                "createConnection",
                "createJob",
                "listSources",
                "listConnections",
                "deleteSource"
            })
    void whateverIsAnsweredOnlyOurOwnExceptionsComeOutAndSoon(String operation) {
        try (Rig rig = Rig.start()) {
            rig.crowded();
            for (int i = 0; i < CASES; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i * 31L + operation.hashCode());
                Fault fault = answer(operation, random);
                rig.airbyte.clearFaults().onEvery(operation, fault);
                if (operation.startsWith("list")) {
                    rig.airbyte.onNext("createSource", Fault.drop());
                }
                if (operation.startsWith("delete") || operation.equals("listConnections")) {
                    rig.airbyte.onEvery("createJob", Fault.answer(403));
                }
                String label = operation + " case " + i + " of seed " + SEED + ": " + fault;
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
        }
    }

    @AfterAll
    static void printTheSeed() {
        System.out.println("fuzz: seed " + SEED + ", " + CASES + " answers to each of 9 calls");
    }

    private static Fault answer(String operation, SplittableRandom random) {
        byte[] body = random.nextInt(3) == 0 ? noise(random) : mutated(operation, random);
        String type = TYPES.get(random.nextInt(TYPES.size()));
        Fault fault = Fault.answer(STATUSES[random.nextInt(STATUSES.length)]);
        boolean withoutBody = fault.toString().contains("answer 204");
        fault = withoutBody ? fault : fault.body(type, body);
        fault = random.nextInt(8) == 0 && !withoutBody ? fault.truncated() : fault;
        return random.nextBoolean() ? fault.afterActing() : fault;
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(300)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static byte[] mutated(String operation, SplittableRandom random) {
        String text = ANSWERS.getOrDefault(operation, "{\"message\":\"no\"}")
                .replace("ID", new UUID(random.nextLong(), random.nextLong()).toString());
        JsonElement json = mutated(JsonParser.parseString(text), random);
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        // One mutation in four is of the bytes and not of the values.
        for (int i = random.nextInt(4) == 0 ? random.nextInt(6) : 0; i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static JsonElement mutated(JsonElement json, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            return surprise(random);
        }
        if (json instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.entrySet().forEach(member -> {
                if (random.nextInt(12) != 0) {
                    copy.add(member.getKey(), mutated(member.getValue(), random));
                }
            });
            return copy;
        }
        if (json instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    copy.add(mutated(item, random));
                }
            });
            return copy;
        }
        return json;
    }

    private static JsonElement surprise(SplittableRandom random) {
        return switch (random.nextInt(11)) {
            case 0 -> JsonNull.INSTANCE;
            case 1 -> new JsonPrimitive("");
            case 2 -> new JsonPrimitive("\u0000\n\r\u2028<script>");
            case 3 -> new JsonPrimitive(Long.MIN_VALUE);
            case 4 -> new JsonPrimitive(new BigDecimal("1e4000"));
            case 5 -> new JsonPrimitive(0.1);
            case 6 -> new JsonPrimitive(true);
            case 7 -> new JsonArray();
            case 8 -> new JsonObject();
            case 9 -> deep();
            default -> new JsonPrimitive("x".repeat(70_000));
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

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "getStreamProperties", "createConnection", "createJob", "listSources"})
    void bodyOfAGigabyteIsNotReadIntoMemory(String operation) {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onNext(operation, Fault.hugeBody(1L << 30));
            if (operation.startsWith("list")) {
                rig.airbyte.onNext("createSource", Fault.drop());
            }
            long before = allocated();
            try {
                rig.provisioner().provision();
            } catch (ProvisioningException e) {
                rig.assertHonest(e);
            }
            long bytes = allocated() - before;
            assertTrue(bytes < 512L << 20, () -> (bytes >> 20) + " MiB were allocated");
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
