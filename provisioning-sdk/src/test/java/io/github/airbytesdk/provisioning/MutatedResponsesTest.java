package io.github.airbytesdk.provisioning;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Removes each value of each response, and replaces it by each unexpected value, one at a time. {@link
 * ResponseFuzzTest} combines them.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class MutatedResponsesTest {
    private static final AtomicInteger RESPONSES = new AtomicInteger();

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @AfterAll
    static void count() {
        System.out.println("mutated responses: " + RESPONSES);
    }

    static Stream<Arguments> places() {
        return MalformedResponses.CALLS.stream()
                .flatMap(call -> paths(List.of(), response(call)).map(path -> Arguments.of(call.getKey(), path)));
    }

    private static JsonElement response(Map.Entry<String, String> call) {
        return JsonParser.parseString(MalformedResponses.withId(call.getValue(), new UUID(0, 1)));
    }

    /** Returns the paths of all values, as names of members and indexes of items. */
    private static Stream<List<Object>> paths(List<Object> path, JsonElement json) {
        Stream<List<Object>> inner = Stream.empty();
        if (json instanceof JsonObject object) {
            inner = object.entrySet().stream()
                    .flatMap(member -> paths(longer(path, member.getKey()), member.getValue()));
        } else if (json instanceof JsonArray array) {
            inner = Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                    .flatMap(i -> paths(longer(path, i), array.get(i)));
        }
        return Stream.concat(Stream.of(path), inner);
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("places")
    void onlyExceptionsOfTheSdkAreThrown(String operation, List<Object> path) {
        fixture.anotherClientTakesTheNames();
        for (JsonElement surprise : MalformedResponses.SURPRISES) {
            provision(operation, with(surprise, path, response(operation)));
        }
        if (!path.isEmpty()) {
            provision(operation, without(path, response(operation)));
        }
    }

    private static JsonElement response(String operation) {
        return MalformedResponses.CALLS.stream()
                .filter(call -> call.getKey().equals(operation))
                .map(MutatedResponsesTest::response)
                .findFirst()
                .orElseThrow();
    }

    private void provision(String operation, JsonElement body) {
        RESPONSES.incrementAndGet();
        MalformedResponses.provision(fixture, operation, Fault.response(200).body("application/json", body.toString()));
    }

    private static JsonElement with(JsonElement surprise, List<Object> path, JsonElement json) {
        if (path.isEmpty()) {
            return surprise;
        }
        JsonElement around = around(path, json);
        if (around instanceof JsonObject object) {
            object.add((String) last(path), surprise);
        } else {
            around.getAsJsonArray().set((int) last(path), surprise);
        }
        return json;
    }

    private static JsonElement without(List<Object> path, JsonElement json) {
        JsonElement around = around(path, json);
        if (around instanceof JsonObject object) {
            object.remove((String) last(path));
        } else {
            around.getAsJsonArray().remove((int) last(path));
        }
        return json;
    }

    private static JsonElement around(List<Object> path, JsonElement json) {
        JsonElement around = json;
        for (Object step : path.subList(0, path.size() - 1)) {
            around = around instanceof JsonObject object
                    ? object.get((String) step)
                    : around.getAsJsonArray().get((int) step);
        }
        return around;
    }

    private static Object last(List<Object> path) {
        return path.get(path.size() - 1);
    }
}
