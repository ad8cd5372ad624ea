package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow document, when executed, and the provisioner send the same requests and return the same outputs. */
class ArazzoConformanceTest {
    private static final Path DOCUMENT = Path.of("../openapi/airbyte-provision-pipeline-workflow.yml");
    private static final String TOKEN = "a-fixed-token";
    private static final UUID WORKSPACE = UUID.fromString("9924bcd0-99be-453d-ba47-c2c9766f7da5");

    private static EmbeddedAirbyte airbyte() {
        return EmbeddedAirbyte.builder()
                .workspaceId(WORKSPACE)
                .bearerToken(TOKEN)
                .start();
    }

    private static JsonObject inputs() {
        return JsonParser.parseString("""
                        {
                          "workspaceId": "9924bcd0-99be-453d-ba47-c2c9766f7da5",
                          "sourceName": "orders",
                          "sourceConfiguration": {"sourceType": "faker", "count": 9007199254740993, "seed": 7},
                          "destinationName": "nowhere",
                          "destinationConfiguration": {
                            "destinationType": "postgres",
                            "host": "warehouse.example.com", "port": 5432, "database": "w", "username": "u", "schema": "s"
                          }
                        }
                        """).getAsJsonObject();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void provisionerSendsWhatTheWorkflowSends(boolean named) throws Exception {
        JsonObject inputs = inputs();
        if (named) {
            inputs.addProperty("connectionName", "orders to nowhere");
        }
        List<String> workflowRequests;
        Map<String, JsonElement> workflowOutputs;
        try (EmbeddedAirbyte airbyte = airbyte()) {
            workflowOutputs =
                    new ArazzoInterpreter(DOCUMENT, "provision-pipeline", airbyte.baseUrl(), TOKEN).run(inputs);
            workflowRequests = requests(airbyte.calls(), workflowOutputs);
        }

        ProvisionedPipeline pipeline;
        try (EmbeddedAirbyte airbyte = airbyte();
                AirbyteClient client = AirbyteClient.builder()
                        .selfManaged(airbyte.url())
                        .bearerToken(TOKEN)
                        .build()) {
            PipelineProvisioner provisioner = new PipelineProvisioner(client)
                    .workspace(inputs.get("workspaceId").getAsString())
                    .source(inputs.get("sourceName").getAsString(), inputs.get("sourceConfiguration"))
                    .destination(inputs.get("destinationName").getAsString(), inputs.get("destinationConfiguration"))
                    .streams(StreamSelection.airbyteDefault());
            pipeline = (named ? provisioner.connectionName("orders to nowhere") : provisioner).provision();
            Map<String, JsonElement> outputs = outputs(pipeline);

            assertEquals(workflowOutputs.keySet(), outputs.keySet());
            assertEquals(String.join("\n", workflowRequests), String.join("\n", requests(airbyte.calls(), outputs)));
        }
        assertEquals(5, workflowRequests.size());
        assertEquals("faker", pipeline.sourceType());
        assertEquals("postgres", pipeline.destinationType());
        assertFalse(pipeline.streams().isEmpty());
        assertEquals("active", String.valueOf(pipeline.connectionStatus()));
    }

    private static Map<String, JsonElement> outputs(ProvisionedPipeline pipeline) {
        JsonObject outputs = new JsonObject();
        outputs.addProperty("sourceId", pipeline.sourceId().toString());
        outputs.addProperty("destinationId", pipeline.destinationId().toString());
        outputs.addProperty("connectionId", pipeline.connectionId().toString());
        outputs.addProperty("jobId", pipeline.jobId());
        return outputs.asMap();
    }

    /**
     * Returns the method, target and body of each call except token requests, with the ids of a run replaced by their
     * names.
     */
    private static List<String> requests(List<Call> calls, Map<String, JsonElement> ids) {
        Map<String, String> names = new LinkedHashMap<>();
        ids.forEach((name, id) -> names.put(id.getAsString(), name));
        names.remove(ids.get("jobId").getAsString());
        return calls.stream()
                .filter(call -> !call.operation().equals("createAccessToken"))
                .map(call -> {
                    String body = call.body().isEmpty() ? "" : sorted(JsonParser.parseString(call.body()));
                    String request = call.method() + " " + call.target() + " " + body;
                    for (Map.Entry<String, String> name : names.entrySet()) {
                        request = request.replace(name.getKey(), "<" + name.getValue() + ">");
                    }
                    return request;
                })
                .toList();
    }

    /** JSON objects have no order. */
    private static String sorted(JsonElement json) {
        if (!json.isJsonObject()) {
            return json.toString();
        }
        StringBuilder text = new StringBuilder("{");
        json.getAsJsonObject().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> text.append('"')
                        .append(member.getKey())
                        .append("\":")
                        .append(sorted(member.getValue()))
                        .append(' '));
        return text.append('}').toString();
    }
}
