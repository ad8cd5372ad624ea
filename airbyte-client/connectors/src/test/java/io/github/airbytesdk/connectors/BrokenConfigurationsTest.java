package io.github.airbytesdk.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Breaks valid configurations in one place, and compares the check with the validator that Airbyte's server uses, and with
 * EmbeddedAirbyte.
 */
@Tag("slow")
class BrokenConfigurationsTest {
    private static final int BROKEN = 3_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Random random = new Random(2026);

    @Test
    void verdictsOfCheckValidatorAndEmbeddedAirbyteAgree() throws IOException, InterruptedException {
        List<String> names = AllConnectors.names();
        Map<String, Validator> validators = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        int broken = 0;
        int still = 0;
        int alone = 0;
        EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().withoutAuthentication().start();
        AirbyteClient client =
                AirbyteClient.builder().selfManaged(airbyte.url()).build();
        Map<String, UUID> definitions = EveryConnectorOnAirbyteTest.definitions(client, airbyte.workspaceId());
        while (broken < BROKEN) {
            String name = names.get(random.nextInt(names.size()));
            JsonObject schema = AllConnectors.schema(name);
            JsonObject configuration = example(name, schema);
            mutate(configuration);
            List<String> refusals = validators
                    .computeIfAbsent(name, key -> new Validator(schema))
                    .problems(configuration);
            List<ConfigurationProblem> problems = ConnectorSpecs.check(name, configuration).stream()
                    .filter(ConfigurationProblem::isRefused)
                    .toList();
            String response = create(airbyte, name, definitions.get(name), configuration);
            if (refusals.isEmpty() != problems.isEmpty() || refusals.isEmpty() != response.isEmpty()) {
                differences.add(name + " " + configuration + "\n  validator: " + refusals + "\n  check: " + problems
                        + "\n  EmbeddedAirbyte: " + response);
            }
            broken += refusals.isEmpty() ? 0 : 1;
            still += refusals.isEmpty() ? 1 : 0;
            alone += problems.size() == 1 ? 1 : 0;
        }
        client.close();
        airbyte.close();

        assertEquals("", String.join("\n", differences));
        System.out.println("connectors: " + broken + " broken configurations and " + still
                + " that stayed valid have the same verdict from validator, check and EmbeddedAirbyte; " + alone
                + " have exactly one problem");
        // One mistake is one problem, except where the broken object was the only one that held others.
        assertTrue(alone > broken * 9 / 10, alone + " of " + broken);
    }

    /** Returns the server's message; empty if it accepts the configuration. Sent as it is, nulls included. */
    private static String create(EmbeddedAirbyte airbyte, String name, UUID definition, JsonObject configuration)
            throws IOException, InterruptedException {
        JsonObject request = new JsonObject();
        request.addProperty("name", name);
        request.addProperty("workspaceId", airbyte.workspaceId().toString());
        request.addProperty("definitionId", definition.toString());
        request.add("configuration", configuration);
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(airbyte.baseUrl() + "/" + name.replaceFirst("-.*", "s")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JsonValues.text(request)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertTrue(List.of(200, 422).contains(response.statusCode()), response::body);
        return response.statusCode() == 200 ? "" : response.body();
    }

    private JsonObject example(String name, JsonObject schema) {
        Class<?> type = AllConnectors.type(name);
        Object example = random.nextInt(4) == 0
                ? ExampleBuilder.minimal(type, schema)
                : ExampleBuilder.full(type, schema, random.nextInt(6));
        JsonObject json = ((ConnectorBuilder) example).json();
        json.remove("sourceType");
        json.remove("destinationType");
        return json;
    }

    /** Changes the value in one random place. */
    private void mutate(JsonObject configuration) {
        List<Place> places = new ArrayList<>();
        collect(configuration, places);
        if (places.isEmpty() || random.nextInt(12) == 0) {
            configuration.add("unknown_member", new JsonPrimitive(true));
            return;
        }
        Place place = places.get(random.nextInt(places.size()));
        List<JsonElement> values = others(place.value());
        int choice = random.nextInt(values.size() + 1);
        if (choice == values.size()) {
            place.remove().run();
        } else {
            place.replace().accept(values.get(choice));
        }
    }

    private record Place(JsonElement value, Consumer<JsonElement> replace, Runnable remove) {}

    private static void collect(JsonElement json, List<Place> places) {
        if (json instanceof JsonObject object) {
            for (String name : List.copyOf(object.keySet())) {
                places.add(new Place(object.get(name), value -> object.add(name, value), () -> object.remove(name)));
                collect(object.get(name), places);
            }
        } else if (json instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(new Place(array.get(i), value -> array.set(index, value), () -> array.remove(index)));
                collect(array.get(i), places);
            }
        }
    }

    /** Returns what may be sent by mistake in place of a value. */
    private static List<JsonElement> others(JsonElement value) {
        JsonArray array = new JsonArray();
        array.add(value.deepCopy());
        array.add(value.deepCopy());
        JsonObject object = new JsonObject();
        object.add("value", value.deepCopy());
        List<JsonElement> values = new ArrayList<>(List.of(
                JsonNull.INSTANCE,
                array,
                new JsonArray(),
                object,
                new JsonObject(),
                new JsonPrimitive(true),
                new JsonPrimitive(""),
                new JsonPrimitive("other"),
                new JsonPrimitive("2024-02-30"),
                new JsonPrimitive("2024-02-29T12:30:60Z"),
                new JsonPrimitive(-1),
                new JsonPrimitive(1_000_000_000_000L),
                new JsonPrimitive(new BigDecimal("0.5")),
                new JsonPrimitive(new BigDecimal("7.0"))));
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            values.add(new JsonPrimitive(primitive.getAsString()));
            values.add(new JsonPrimitive(primitive.getAsBigDecimal().add(new BigDecimal("0.5"))));
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            values.add(new JsonPrimitive(primitive.getAsString() + "x"));
            values.add(new JsonPrimitive(primitive.getAsString().toUpperCase(Locale.ROOT)));
        } else if (value instanceof JsonArray same && !same.isEmpty()) {
            JsonArray twice = same.deepCopy();
            twice.add(same.get(0).deepCopy());
            values.add(twice);
        }
        return values;
    }
}
