package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * Executes a workflow of an Arazzo document over plain HTTP: inputs, the runtime expressions of the specification that
 * the document uses, success criteria, and outputs. Throws on anything that it does not support.
 */
final class ArazzoInterpreter {
    private static final Gson GSON = new Gson();

    private final Map<String, Object> workflow;
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final String baseUrl;
    private final String token;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Map<String, JsonElement>> stepOutputs = new LinkedHashMap<>();

    private record Operation(String method, String path) {}

    ArazzoInterpreter(Path document, String workflowId, String baseUrl, String token) throws IOException {
        this.baseUrl = baseUrl;
        this.token = token;
        Map<String, Object> arazzo = yaml(document);
        this.workflow = maps(arazzo.get("workflows")).stream()
                .filter(candidate -> workflowId.equals(candidate.get("workflowId")))
                .findFirst()
                .orElseThrow();
        for (Map<String, Object> source : maps(arazzo.get("sourceDescriptions"))) {
            readOperations(yaml(document.resolveSibling((String) source.get("url"))));
        }
    }

    private void readOperations(Map<String, Object> openApi) {
        map(openApi.get("paths"))
                .forEach((path, item) -> map(item).forEach((method, operation) -> {
                    if (operation instanceof Map && map(operation).get("operationId") instanceof String id) {
                        operations.put(id, new Operation(method.toUpperCase(java.util.Locale.ROOT), path));
                    }
                }));
    }

    /** Runs all steps and returns the workflow's outputs. */
    Map<String, JsonElement> run(JsonObject inputs) throws IOException, InterruptedException {
        for (Object name : (List<?>) map(workflow.get("inputs")).get("required")) {
            if (!inputs.has((String) name)) {
                throw new IllegalArgumentException("input " + name + " is missing");
            }
        }
        for (Map<String, Object> step : maps(workflow.get("steps"))) {
            HttpResponse<String> response = send(step, inputs);
            for (Map<String, Object> criterion : maps(step.get("successCriteria"))) {
                check((String) step.get("stepId"), (String) criterion.get("condition"), response);
            }
            JsonElement body = JsonParser.parseString(response.body());
            stepOutputs.put((String) step.get("stepId"), evaluateAll(map(step.get("outputs")), inputs, body));
        }
        return evaluateAll(map(workflow.get("outputs")), inputs, null);
    }

    private HttpResponse<String> send(Map<String, Object> step, JsonObject inputs)
            throws IOException, InterruptedException {
        Operation operation = operations.get((String) step.get("operationId"));
        List<String> query = new ArrayList<>();
        for (Map<String, Object> parameter : maps(step.getOrDefault("parameters", List.of()))) {
            if (!"query".equals(parameter.get("in"))) {
                throw new UnsupportedOperationException("parameter in " + parameter.get("in"));
            }
            String value = evaluate(parameter.get("value"), inputs, null).getAsString();
            query.add(parameter.get("name") + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        String target = operation.path() + (query.isEmpty() ? "" : "?" + String.join("&", query));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + target)).header("Authorization", "Bearer " + token);
        if (step.get("requestBody") == null) {
            request.method(operation.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            JsonElement payload = evaluate(map(step.get("requestBody")).get("payload"), inputs, null);
            request.header("Content-Type", (String) map(step.get("requestBody")).get("contentType"))
                    .method(operation.method(), HttpRequest.BodyPublishers.ofString(payload.toString()));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void check(String stepId, String condition, HttpResponse<String> response) {
        if (!condition.startsWith("$statusCode == ")) {
            throw new UnsupportedOperationException("condition " + condition);
        }
        int wanted = Integer.parseInt(condition.substring("$statusCode == ".length()));
        if (response.statusCode() != wanted) {
            throw new AssertionError(
                    stepId + ": wanted " + wanted + ", got " + response.statusCode() + " " + response.body());
        }
    }

    private Map<String, JsonElement> evaluateAll(Map<String, Object> expressions, JsonObject inputs, JsonElement body) {
        Map<String, JsonElement> values = new LinkedHashMap<>();
        expressions.forEach((name, expression) -> values.put(name, evaluate(expression, inputs, body)));
        return values;
    }

    /** Returns null for an input that is absent; a member of that value is left out. */
    private JsonElement evaluate(Object value, JsonObject inputs, JsonElement body) {
        if (value instanceof Map) {
            JsonObject object = new JsonObject();
            map(value).forEach((name, member) -> {
                JsonElement evaluated = evaluate(member, inputs, body);
                if (evaluated != null) {
                    object.add(name, evaluated);
                }
            });
            return object;
        }
        if (!(value instanceof String expression) || !expression.startsWith("$")) {
            return GSON.toJsonTree(value);
        }
        if (expression.startsWith("$inputs.")) {
            return inputs.get(expression.substring("$inputs.".length()));
        }
        if (expression.startsWith("$steps.")) {
            String[] parts = expression.split("\\.", -1);
            if (parts.length != 4 || !parts[2].equals("outputs")) {
                throw new UnsupportedOperationException(expression);
            }
            return stepOutputs.get(parts[1]).get(parts[3]);
        }
        if (expression.equals("$response.body")) {
            return body;
        }
        if (expression.startsWith("$response.body#/")) {
            return body.getAsJsonObject().get(expression.substring("$response.body#/".length()));
        }
        throw new UnsupportedOperationException(expression);
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return map(new Yaml().load(reader));
        }
    }

    @SuppressWarnings("unchecked") // YAML's maps have strings for keys here.
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // As above.
    private static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
