package io.github.airbytesdk.contract;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A request to Airbyte's own server and its response, as recorded. */
record RecordedExchange(String scenario, JsonObject json) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** Together with the start of a run's names, a longer one would exceed 256 characters. */
    private static final int LONGEST_NAME = 200;

    private static final String WORKSPACE = "${workspaceId}";

    /** Reads the exchanges of some scenarios. */
    static List<RecordedExchange> of(Set<String> scenarios) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(RecordedExchange.class.getResourceAsStream("exchanges.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .map(json -> new RecordedExchange(json.get("scenario").getAsString(), json))
                    .filter(exchange -> scenarios.contains(exchange.scenario))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String method() {
        return json.get("method").getAsString();
    }

    /** Returns the path with the values of the scenario. */
    String path(Map<String, String> values) {
        return fill(json.get("path").getAsString(), values);
    }

    int status() {
        return response().get("status").getAsInt();
    }

    JsonObject response() {
        return json.getAsJsonObject("response");
    }

    JsonObject captures() {
        return json.has("capture") ? json.getAsJsonObject("capture") : new JsonObject();
    }

    /**
     * Returns whether the request cannot change resources of others, even on a server that accepts every request: a resource that
     * it creates has a name of this run and is in the given workspace, and one that it changes or deletes was created in this way
     * or cannot exist.
     */
    boolean isSafe() {
        if (json.has("raw") || json.has("headers") || json.has("auth")) {
            return false;
        }
        if (method().equals("GET") || method().equals("DELETE")) {
            return true;
        }
        boolean creates = method().equals("POST");
        if (!(body() instanceof JsonObject body)) {
            return false;
        }
        boolean named = body.has("name") ? isUsableName(body.get("name")) : method().equals("PATCH");
        return named && (!creates || WORKSPACE.equals(text(body.get("workspaceId"))));
    }

    private static boolean isUsableName(JsonElement name) {
        String text = text(name);
        return !text.isBlank() && text.length() <= LONGEST_NAME;
    }

    private static String text(JsonElement element) {
        boolean string = element != null
                && element.isJsonPrimitive()
                && element.getAsJsonPrimitive().isString();
        return string ? element.getAsString() : "";
    }

    private JsonElement body() {
        return json.has("body") ? json.get("body") : JsonNull.INSTANCE;
    }

    /** Returns whether it is about an id that does not exist or is malformed, which only an administrator learns. */
    boolean isAboutAnUnknownId() {
        String path = json.get("path").getAsString();
        return path.contains("99999999-") || path.endsWith("/abc");
    }

    /** Returns the request's body with a name of the run, or an empty text. */
    String body(Map<String, String> values, Run run) {
        if (!(body() instanceof JsonObject recorded)) {
            return "";
        }
        JsonObject body = recorded.deepCopy();
        if (body.has("name")) {
            body.addProperty("name", run.name(body.get("name").getAsString()));
        }
        return fill(body.toString(), values);
    }

    private static String fill(String text, Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        variable -> Matcher.quoteReplacement(values.getOrDefault(variable.group(1), variable.group())));
    }

    @Override
    public String toString() {
        return scenario + " / " + json.get("name").getAsString();
    }
}
