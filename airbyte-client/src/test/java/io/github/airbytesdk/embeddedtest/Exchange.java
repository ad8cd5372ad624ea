package io.github.airbytesdk.embeddedtest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A request to the real server and its response, as recorded.
 *
 * <p>The recordings are in {@code exchanges.jsonl.gz}, one JSON object per line. A request refers to values of the run and
 * of earlier responses of its scenario, such as <code>${workspaceId}</code>.
 */
record Exchange(String scenario, String name, JsonObject json) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** Reads all recordings by scenario. */
    static Map<String, List<Exchange>> byScenario() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Exchange.class.getResourceAsStream("exchanges.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .map(json -> new Exchange(
                            json.get("scenario").getAsString(), json.get("name").getAsString(), json))
                    .collect(Collectors.groupingBy(Exchange::scenario, LinkedHashMap::new, Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String method() {
        return json.get("method").getAsString();
    }

    String path(Map<String, Object> variables) {
        return fill(json.get("path").getAsString(), variables);
    }

    boolean isAuthenticated() {
        return !json.has("auth") || json.get("auth").getAsBoolean();
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (json.has("headers")) {
            json.getAsJsonObject("headers")
                    .entrySet()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().getAsString()));
        }
        return headers;
    }

    /** Returns the request's body; null if it has none. */
    String body(Map<String, Object> variables) {
        if (json.has("raw")) {
            return fill(json.get("raw").getAsString(), variables);
        }
        if (json.has("body")) {
            return fill(json.get("body").toString(), variables);
        }
        return List.of("POST", "PUT", "PATCH").contains(method()) ? "null" : null;
    }

    /** Replaces variables; a JSON string that is just a variable of another type takes that type. */
    private static String fill(String text, Map<String, Object> variables) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder filled = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            Object value = variables.get(matcher.group(1));
            boolean quoted = !(value instanceof String)
                    && matcher.start() > 0
                    && matcher.end() < text.length()
                    && text.charAt(matcher.start() - 1) == '"'
                    && text.charAt(matcher.end()) == '"';
            int from = quoted ? matcher.start() - 1 : matcher.start();
            filled.append(text, end, from).append(value == null ? matcher.group() : value);
            end = quoted ? matcher.end() + 1 : matcher.end();
        }
        return filled.append(text.substring(end)).toString();
    }

    int status() {
        return response().get("status").getAsInt();
    }

    String contentType() {
        return response().get("type").getAsString();
    }

    JsonObject response() {
        return json.getAsJsonObject("response");
    }

    /** Remembers what later requests of the scenario refer to. */
    void capture(JsonElement body, Map<String, Object> variables) {
        if (!json.has("capture")) {
            return;
        }
        for (Map.Entry<String, JsonElement> capture :
                json.getAsJsonObject("capture").entrySet()) {
            JsonElement value = body;
            for (String step : capture.getValue().getAsString().split("\\.", -1)) {
                value = value.isJsonArray()
                        ? value.getAsJsonArray().get(Integer.parseInt(step))
                        : value.getAsJsonObject().get(step);
            }
            variables.put(capture.getKey(), value.getAsString());
        }
    }

    @Override
    public String toString() {
        return scenario + " / " + name;
    }
}
