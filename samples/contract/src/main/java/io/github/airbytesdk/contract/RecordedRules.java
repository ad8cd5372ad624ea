package io.github.airbytesdk.contract;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replays the recorded scenarios that are safe on a live server, and compares the status and the shape of each response: the
 * names of the members and the types of their values. The values themselves belong to the recorded server.
 */
final class RecordedRules {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final int SHOWN = 3;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RecordedRules() {}

    static List<Rule> all() {
        return List.of(
                rule("recorded-sources", "source create, valid", "source create, refused", "source life"),
                rule(
                        "recorded-destinations",
                        "destination create, valid",
                        "destination create, refused",
                        "destination life",
                        "destination by definition id"));
    }

    private static Rule rule(String name, String... scenarios) {
        return new Rule(
                name,
                "the responses have the statuses and shapes of the recorded ones",
                "recorded: " + String.join("; ", scenarios),
                run -> replay(run, Set.of(scenarios)));
    }

    private static String replay(Run run, Set<String> scenarios) {
        String authorization = run.target().authorization();
        Map<String, Map<String, String>> values = new HashMap<>();
        List<String> differences = new ArrayList<>();
        int replayed = 0;
        for (RecordedExchange exchange : RecordedExchange.of(scenarios)) {
            Map<String, String> known = values.computeIfAbsent(
                    exchange.scenario(),
                    scenario -> new HashMap<>(
                            Map.of("workspaceId", run.workspaceId().toString())));
            if (exchange.isSafe() && !exchange.path(known).contains("${")) {
                replayed++;
                String difference = difference(run, authorization, exchange, known);
                if (!difference.isEmpty()) {
                    differences.add(exchange + ": " + difference);
                }
            }
        }
        if (!differences.isEmpty()) {
            throw new Rule.Differs(differences.size() + " of " + replayed + " responses differ: "
                    + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size()))));
        }
        return replayed + " responses as recorded";
    }

    /** Sends a request, remembers what later ones refer to, and returns how the response differs. */
    private static String difference(
            Run run, String authorization, RecordedExchange exchange, Map<String, String> known) {
        HttpResponse<String> response = send(run, authorization, exchange, known);
        int status = response.statusCode();
        if (status != exchange.status()) {
            boolean hidden = status == 403 && exchange.isAboutAnUnknownId();
            return hidden ? "" : "status " + exchange.status() + " expected, " + status + " found";
        }
        JsonElement body = parsed(response.body());
        if (body != null && body.isJsonObject()) {
            exchange.captures().entrySet().forEach(capture -> {
                JsonElement value =
                        body.getAsJsonObject().get(capture.getValue().getAsString());
                if (value != null && value.isJsonPrimitive()) {
                    known.put(capture.getKey(), value.getAsString());
                }
            });
        }
        if (exchange.response().has("body")) {
            return shapeDifference(exchange.response().get("body"), body, "$");
        }
        boolean expected = !exchange.response().get("text").getAsString().isBlank();
        boolean found = !response.body().isBlank();
        return expected == found ? "" : (expected ? "a" : "no") + " body expected";
    }

    private static JsonElement parsed(String text) {
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException e) {
            return null;
        }
    }

    /** Returns the first difference, or an empty text. */
    private static String shapeDifference(JsonElement expected, JsonElement found, String path) {
        if (!type(expected).equals("any") && !type(expected).equals(type(found))) {
            return path + ": " + type(expected) + " expected, " + type(found) + " found";
        }
        if (expected instanceof JsonObject object && found instanceof JsonObject other) {
            Set<String> names = new TreeSet<>(object.keySet());
            names.addAll(other.keySet());
            for (String name : names) {
                String difference = !other.has(name) || !object.has(name)
                        ? path + "." + name + (other.has(name) ? ": not recorded" : ": missing")
                        : shapeDifference(object.get(name), other.get(name), path + "." + name);
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
        }
        if (expected instanceof JsonArray array && found instanceof JsonArray other && !array.isEmpty()) {
            for (JsonElement item : other) {
                String difference = shapeDifference(array.get(0), item, path + "[]");
                if (!difference.isEmpty()) {
                    return difference;
                }
            }
        }
        return "";
    }

    private static String type(JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            String text = primitive.getAsString();
            return switch (text) {
                case "<any>" -> "any";
                case "<number>", "<epoch>" -> "number";
                default -> primitive.isString() ? "string" : primitive.isNumber() ? "number" : "boolean";
            };
        }
        return element == null ? "no JSON" : element.isJsonNull() ? "null" : element.isJsonArray() ? "array" : "object";
    }

    private static HttpResponse<String> send(
            Run run, String authorization, RecordedExchange exchange, Map<String, String> known) {
        String body = exchange.body(known, run);
        String url = run.target().apiUrl() + exchange.path(known);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (body.isEmpty()) {
            request.method(exchange.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(exchange.method(), HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rule.NotApplicable("interrupted");
        }
    }
}
