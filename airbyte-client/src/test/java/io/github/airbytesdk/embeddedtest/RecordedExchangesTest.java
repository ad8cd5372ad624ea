package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Replays what was recorded on a real server, airbyte-platform 310e6cb6ac of 2026-08-21 in the community edition: 1,190
 * exchanges in 25 scenarios.
 */
class RecordedExchangesTest {
    /** The exchanges whose responses differ, with the reasons. */
    private static final Map<String, String> DEVIATIONS = Map.of(
            "streams / of a deleted source",
            "The recorded connector was simulated and made up streams without a configuration; which a real one lists"
                    + " is not known. EmbeddedAirbyte lists the same streams as before.",
            "jobs / clear",
            "The recorded workflow was simulated and started a sync for every type of job. The server's own code starts"
                    + " a reset.");

    /** The recorded server had few connectors; EmbeddedAirbyte has all. These lists have more items of the same form. */
    private static final Set<String> LONGER_LISTS =
            Set.of("definitions / sources", "definitions / destinations", "definitions / connector definitions");

    @Test
    void everyResponseEqualsTheRecordedOne() {
        List<String> unexpected = new ArrayList<>();
        Set<String> deviating = new TreeSet<>();
        int replayed = 0;
        try (EmbeddedAirbyte airbyte =
                EmbeddedAirbyte.builder().clientCredentials("cid", "csecret").start()) {
            for (List<Exchange> scenario : Exchange.byScenario().values()) {
                Replay replay = new Replay(airbyte);
                for (Exchange exchange : scenario) {
                    List<String> differences = replay.differences(exchange);
                    if (!differences.isEmpty() && DEVIATIONS.containsKey(exchange.toString())) {
                        deviating.add(exchange.toString());
                    } else if (!differences.isEmpty()) {
                        unexpected.add(exchange + ": " + differences);
                    }
                    replayed++;
                }
            }
        }
        assertEquals("", String.join("\n", unexpected));
        assertEquals(DEVIATIONS.keySet(), deviating, "a listed deviation that is none has to be removed");
        assertEquals(1190, replayed);
    }

    @Test
    void atMostTenResponsesDeviate() {
        assertTrue(DEVIATIONS.size() <= 10);
    }

    /** A scenario, with the values that its requests refer to. */
    private static final class Replay {
        private final Http http;
        private final Map<String, Object> variables = new HashMap<>();

        Replay(EmbeddedAirbyte airbyte) {
            this.http = new Http(airbyte);
            variables.put("clientId", airbyte.clientId());
            variables.put("clientSecret", airbyte.clientSecret());
            variables.put("workspaceId", airbyte.workspaceId().toString());
            variables.put("organizationId", new UUID(0, 0).toString());
            variables.put("fakerCatalog", 1);
            variables.put("postgresCatalog", 1);
            variables.put("run", "RUN");
            Http.Response workspace = http.post("/workspaces", "{\"name\": \"exchanges\"}");
            variables.put("otherWorkspaceId", workspace.text("workspaceId"));
        }

        List<String> differences(Exchange exchange) {
            Http.Response response = http.send(request(exchange));
            JsonElement body = parsed(response.body());
            if (response.status() == exchange.status()) {
                exchange.capture(body, variables);
            }
            List<String> differences = new ArrayList<>();
            if (response.status() != exchange.status()) {
                differences.add("status " + exchange.status() + " expected, " + response.status() + " found");
            } else if (exchange.response().has("body")) {
                JsonElement recorded = exchange.response().get("body");
                differences.addAll(
                        LONGER_LISTS.contains(exchange.toString())
                                ? ofLongerList(recorded.getAsJsonObject(), body.getAsJsonObject())
                                : Comparison.of(recorded, body));
            } else if (!text(exchange.response().get("text").getAsString()).equals(text(response.body()))) {
                differences.add("text " + exchange.response().get("text") + " expected, " + response.body() + " found");
            }
            String contentType = response.contentType().split(";", -1)[0];
            if (!contentType.equals(exchange.contentType())) {
                differences.add("content type " + exchange.contentType() + " expected, " + contentType + " found");
            }
            return differences;
        }

        /** Compares items of the same repository with each other, and all others with the first that was recorded. */
        private static List<String> ofLongerList(JsonObject recorded, JsonObject actual) {
            Map<JsonElement, JsonObject> byRepository = new HashMap<>();
            JsonArray recordedItems = recorded.getAsJsonArray("data");
            recordedItems.forEach(item -> byRepository.put(repository(item), item.getAsJsonObject()));
            List<String> differences = new ArrayList<>();
            Set<JsonElement> found = new HashSet<>();
            for (JsonElement item : actual.getAsJsonArray("data")) {
                JsonObject expected = byRepository.getOrDefault(
                        repository(item), recordedItems.get(0).getAsJsonObject().deepCopy());
                if (!byRepository.containsKey(repository(item))) {
                    expected.addProperty("dockerRepository", "<text>");
                }
                found.add(repository(item));
                differences.addAll(Comparison.of(expected, item));
            }
            if (!found.containsAll(byRepository.keySet())) {
                differences.add("a recorded connector is missing");
            }
            recorded.remove("data");
            actual.remove("data");
            differences.addAll(Comparison.of(recorded, actual));
            return differences;
        }

        private static JsonElement repository(JsonElement item) {
            JsonElement repository = item.getAsJsonObject().get("dockerRepository");
            return repository == null ? JsonNull.INSTANCE : repository;
        }

        /** Only the beginning of a text was recorded. */
        private static String text(String text) {
            String normal = Comparison.normal(text);
            return normal.substring(0, Math.min(normal.length(), 300));
        }

        private static JsonElement parsed(String body) {
            try {
                return JsonParser.parseString(body);
            } catch (RuntimeException e) {
                return JsonNull.INSTANCE;
            }
        }

        private HttpRequest request(Exchange exchange) {
            String body = exchange.body(variables);
            String path = exchange.path(variables).replace("|", URLEncoder.encode("|", StandardCharsets.UTF_8));
            Map<String, String> headers = exchange.headers();
            HttpRequest.Builder request = exchange.isAuthenticated()
                    ? http.request(exchange.method(), path, body)
                    : http.anonymous(exchange.method(), path, body);
            request.setHeader("Accept", "application/json");
            headers.forEach(request::setHeader);
            return request.build();
        }
    }
}
