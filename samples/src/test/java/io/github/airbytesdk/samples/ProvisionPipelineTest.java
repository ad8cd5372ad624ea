package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ProvisionPipelineTest {
    private static final String CANARY = "canary-7f3a9c";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... args) {
        return new ProvisionPipeline(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String inputs(String json) throws IOException {
        return Files.writeString(folder.resolve("inputs.json"), json).toString();
    }

    private static Map<String, String> environment(EmbeddedAirbyte airbyte) {
        return new HashMap<>(airbyte.environment());
    }

    @Test
    void withoutSettingsRunsOnEmbeddedAirbyte() {
        int status = run(Map.of());

        assertEquals(0, status, err());
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(1, lines.size());
        JsonObject outputs = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertEquals(Set.of("sourceId", "destinationId", "connectionId", "jobId"), outputs.keySet());
        for (String step : List.of(
                "createSource", "createDestination", "getStreamProperties", "createConnection", "triggerFirstSync")) {
            assertTrue(err().lines().anyMatch(line -> line.startsWith(step + " ") && line.endsWith(" ms")), err());
        }
        assertTrue(err().contains(outputs.get("connectionId").getAsString()), err());
        assertTrue(err().contains("sync succeeded"), err());
    }

    @Test
    void settingsChooseTheServer() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            assertEquals(0, run(environment(airbyte)), err());

            assertEquals(1, airbyte.connections().size());
        }
    }

    @Test
    void failedSyncEndsWithStatusOne() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            airbyte.setJobStatuses("pending", "running", "failed")
                    .setJobFailures(JobFailure.configError("destination", "password authentication failed"));

            assertEquals(1, run(environment(airbyte)));

            List<String> lines = err().lines().toList();
            assertTrue(
                    lines.get(lines.size() - 1)
                            .matches("sync \\d+ failed after \\d+ rows in \\d+ s: destination config_error: password"
                                    + " authentication failed; change the configuration before the next sync;"
                                    + " the pipeline is left as it is"),
                    err());
            assertEquals(1, airbyte.connections().size());
        }
    }

    /** Each step in turn fails with a response that quotes the password. */
    @ParameterizedTest
    @ValueSource(
            strings = {"createSource", "createDestination", "getStreamProperties", "createConnection", "createJob", ""})
    void outputNeverContainsThePassword(String failing) throws IOException {
        String file = inputs("""
                {
                  "sourceName": "orders",
                  "sourceConfiguration": {
                    "sourceType": "postgres", "host": "db.example.com", "port": 5432, "database": "shop",
                    "username": "reader", "password": "%s"
                  },
                  "destinationName": "nowhere",
                  "destinationConfiguration": {
                    "destinationType": "dev-null", "test_destination": {"test_destination_type": "SILENT"}
                  }
                }
                """.formatted(CANARY));
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            if (!failing.isEmpty()) {
                airbyte.onNext(failing, Fault.problem(422, "unprocessable-entity", "password " + CANARY + " is wrong"));
            }

            int status = run(environment(airbyte), file);

            assertEquals(failing.isEmpty() ? 0 : 1, status, err());
            assertEquals(failing.isEmpty(), !airbyte.isEmpty(), airbyte.describe());
            if (!failing.isEmpty()) {
                assertTrue(err().contains("password *** is wrong"), err());
            }
            assertFalse((err() + out).contains(CANARY), err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|must contain a JSON object",
                "no json|is not valid JSON: line 1, column 1: malformed",
                "{\"sourceName\": \"x\", \"sourceName\": \"y\"}|line 1, column 33: duplicate member \"sourceName\"",
                "{\"sourcename\": \"x\"}|did you mean \"sourceName\"?",
                "{\"sourceName\": 3}|input sourceName must be a string",
                "{\"sourceName\": \"x\"}|input sourceConfiguration is missing",
                "{\"workspaceId\": \"12\", \"sourceName\": \"x\"}|\"12\" is not a UUID",
            })
    void badInputsAreRefusedBeforeAnyRequest(String json, String message) throws IOException {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            assertEquals(2, run(environment(airbyte), inputs(json)));

            assertTrue(err().contains(message), err());
            assertEquals(1, err().lines().count(), err());
            assertEquals(List.of(), airbyte.calls());
        }
    }

    @Test
    void missingFileIsNamed() {
        assertEquals(2, run(Map.of(), folder.resolve("none.json").toString()));

        assertTrue(err().contains("none.json\" does not exist"), err());
    }

    @Test
    void missingSettingsAreNamed() {
        assertEquals(2, run(Map.of("AIRBYTE_URL", "http://localhost:1")));

        assertTrue(err().contains("AIRBYTE_WORKSPACE_ID is not set"), err());
    }

    @Test
    void definitionIdChoosesACustomConnector() throws IOException {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            String file =
                    inputs("""
                    {
                      "workspaceId": "%s",
                      "sourceName": "acme",
                      "sourceConfiguration": {"shop": "north", "api_key": "%s"},
                      "sourceDefinitionId": "%s",
                      "destinationName": "nowhere",
                      "destinationConfiguration": {
                        "destinationType": "dev-null", "test_destination": {"test_destination_type": "SILENT"}
                      },
                      "connectionName": "acme to nowhere"
                    }
                    """.formatted(airbyte.workspaceId(), CANARY, EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION));

            assertEquals(0, run(environment(airbyte), file), err());

            assertEquals("acme to nowhere", airbyte.connections().get(0).name());
        }
    }
}
