package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.html;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.config.CheckConnectionRead;
import io.github.airbytesdk.client.config.CheckConnectionStatus;
import io.github.airbytesdk.client.config.DestinationIdRequestBody;
import io.github.airbytesdk.client.config.FailureReason;
import io.github.airbytesdk.client.config.JobIdRequestBody;
import io.github.airbytesdk.client.config.JobInfoRead;
import io.github.airbytesdk.client.config.SourceIdRequestBody;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfigApiTest {
    private static final String UNSET = " cannot be derived from ";

    @RegisterExtension
    final ScriptedServer wire = new ScriptedServer();

    private static SourceIdRequestBody source() {
        return new SourceIdRequestBody().sourceId(ScriptedServer.ID);
    }

    private static AirbyteClient client(EmbeddedAirbyte airbyte) {
        return AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .build();
    }

    @Test
    void checksAndJobReportsAreReadFromAnAirbyte() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = client(airbyte)) {
            UUID source = airbyte.addSource("users", "faker", "{}");
            UUID destination = airbyte.addDestination("nowhere", "dev-null", "{}");
            airbyte.setCheckFailure("destination-dev-null", "disk full");

            assertEquals(
                    CheckConnectionStatus.SUCCEEDED,
                    client.config()
                            .checkConnectionToSource(new SourceIdRequestBody().sourceId(source))
                            .getStatus());
            CheckConnectionRead failed = client.config()
                    .checkConnectionToDestination(new DestinationIdRequestBody().destinationId(destination));
            assertEquals(CheckConnectionStatus.FAILED, failed.getStatus());
            assertEquals("disk full", failed.getMessage());

            UUID connection = airbyte.addConnection("users to nowhere", source, destination);
            airbyte.setJobDurations(Duration.ZERO, Duration.ZERO)
                    .setJobStatuses("running", "failed")
                    .setJobFailures(JobFailure.configError("destination", "wrong password"));
            long job = Objects.requireNonNull(client.jobs()
                    .createJob(new JobCreateRequest().connectionId(connection).jobType(JobType.SYNC))
                    .getJobId());
            JobInfoRead info = client.config().getJobInfoWithoutLogs(new JobIdRequestBody().id(job));
            FailureReason reason = ModelJson.GSON.fromJson(
                    ModelJson.GSON
                            .toJsonTree(info)
                            .getAsJsonObject()
                            .getAsJsonArray("attempts")
                            .get(0)
                            .getAsJsonObject()
                            .getAsJsonObject("attempt")
                            .getAsJsonObject("failureSummary")
                            .getAsJsonArray("failures")
                            .get(0),
                    FailureReason.class);
            assertEquals("wrong password", reason.getExternalMessage());
            assertEquals("config_error", reason.getFailureType());
            assertEquals("community", client.config().getInstanceConfiguration().getEdition());
        }
    }

    @Test
    void descriptionHasTheOperationsOfEmbeddedAirbyte() throws IOException {
        Set<String> described = new TreeSet<>();
        new YAMLMapper()
                .readTree(Path.of("..", "openapi", "airbyte-config-api.yml").toFile())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()
                                + " " + method.getValue().path("operationId").asString(""))));
        try (InputStream served =
                Objects.requireNonNull(EmbeddedAirbyte.class.getResourceAsStream("config-operations.txt"))) {
            assertEquals(
                    new String(served.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .collect(Collectors.toCollection(TreeSet::new)),
                    described);
        }
    }

    @Test
    void redirectNamesTheSettingOfTheUrl() {
        wire.enqueue(ScriptedServer.status(302).setHeader("Location", "https://login.example.com/"));

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> wire.client().config().checkConnectionToSource(source()));

        assertTrue(
                String.valueOf(e.getMessage()).contains("set configApiUrl to Airbyte's own address"), e.getMessage());
    }

    @Test
    void requestsHaveTheTokenAndThePathOfTheConfigApi() {
        wire.enqueue(json("{\"status\":\"succeeded\"}"));

        wire.builder().bearerToken("canary-token").build().config().checkConnectionToSource(source());

        var request = wire.requests().get(0);
        assertEquals("/api/v1/sources/check_connection", request.getTarget());
        assertEquals("Bearer canary-token", request.getHeaders().get("Authorization"));
        assertEquals(
                "{\"sourceId\":\"" + ScriptedServer.ID + "\"}",
                Objects.requireNonNull(request.getBody()).utf8());
    }

    @Test
    void configApiUrlCanBeSetForAGateway() {
        wire.enqueue(json("{\"version\":\"1.8.0\"}"));
        AirbyteClient client = wire.builder()
                .baseUrl(wire.url() + "/public")
                .configApiUrl(wire.url() + "/internal/")
                .build();

        assertEquals("1.8.0", client.config().getInstanceConfiguration().getVersion());
        assertEquals(List.of("/internal/instance_configuration"), wire.paths());
    }

    @Test
    void configApiUrlThatCannotBeDerivedIsRequested() {
        AirbyteClient client = wire.builder().baseUrl(wire.url() + "/public").build();

        IllegalStateException e = assertThrows(IllegalStateException.class, client::config);
        assertTrue(String.valueOf(e.getMessage()).contains(UNSET + wire.url() + "/public; set it with configApiUrl("));
    }

    @Test
    void checkIsSentOnce() {
        wire.enqueue(ScriptedServer.dropped());

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> wire.client().config().checkConnectionToSource(source()));

        assertEquals("checkConnectionToSource", e.operation());
        assertTrue(e.mayHaveReachedServer());
        assertEquals(1, wire.requests().size());
    }

    @Test
    void jobReportIsRepeatedAfterAnOutage() {
        wire.enqueue(ScriptedServer.status(503), ScriptedServer.dropped(), json("{\"attempts\":[]}"));

        JobInfoRead info = wire.client().config().getJobInfoWithoutLogs(new JobIdRequestBody().id(7L));

        assertEquals(List.of(), info.getAttempts());
        assertEquals(3, wire.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void webPageIsExplainedAsAMissingConfigApi(int status) {
        wire.enqueue(html(status, "<html><title>Airbyte</title></html>"));

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> wire.client().config().checkConnectionToSource(source()));

        assertTrue(
                String.valueOf(e.getMessage())
                        .endsWith("; the server has no Config API at " + wire.url()
                                + "/api/v1; see TROUBLESHOOTING.md#config-api"),
                e.getMessage());
    }

    @Test
    void refusalNamesItsSection() {
        wire.enqueue(json(403, "{\"message\":\"Forbidden\",\"errorId\":\"1\"}"));

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> wire.client().config().checkConnectionToSource(source()));

        assertTrue(String.valueOf(e.getMessage()).endsWith("; see TROUBLESHOOTING.md#config-api"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FATAL: password=hunter2-canary is wrong",
                "jdbc:postgresql://u:hunter2-canary@db/x failed",
                "{\"password\": \"hunter2-canary\"}",
                "{'client_secret': 'hunter2-canary'}",
                "sent Authorization: Bearer hunter2-canary",
                "refused key ghp_hunter2-canary-hunter2",
                "key=ghp_hunter2-canary-hunter2",
                "called with --password=hunter2-canary -Dapi_token=hunter2-canary",
                "-----BEGIN RSA PRIVATE KEY-----\nhunter2\ncanary\n-----END RSA PRIVATE KEY----- is not valid",
                "cut short: -----BEGIN PRIVATE KEY-----\nhunter2",
                "password: a=hunter2-canary; secret: 'hunter2-canary'",
            })
    void credentialsInATextAreRedactedByTheirForm(String text) {
        assertFalse(ApiExceptionInternals.redacted(text, List.of()).contains("hunter2"), text);
    }

    /** A log of one word would take minutes with a pattern that tries each part of it. */
    @Test
    @Timeout(10)
    void textOfOneLongWordIsRedactedInTime() {
        String text = "a".repeat(10_000_000);

        assertEquals(text.substring(0, 20_000), ApiExceptionInternals.redacted(text, List.of()));
    }

    @Test
    void wordsOfAConnectorAreKept() {
        String text = "State code: 28P01; Message: FATAL: password authentication failed for user \"u\"";

        assertEquals(text, ApiExceptionInternals.redacted(text, List.of()));
    }

    @Test
    void stringsOfAConfigurationAreRedacted() {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "postgres");
        configuration.addProperty("password", "correct horse");

        assertEquals("no *** here", ApiExceptionInternals.redacted("no correct horse here", List.of(configuration)));
    }

    @Test
    void noClassOfTheConfigApiIsLoadedUnlessUsed() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // starts faster
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName(),
                        wire.url())
                .redirectErrorStream(true)
                .start();
        wire.enqueue(json(ScriptedServer.SOURCE));
        String log = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, program.waitFor(), log);
        assertTrue(log.contains("io.github.airbytesdk.client.model.SourceResponse"), log);
        assertFalse(log.contains("io.github.airbytesdk.client.config."), log);
    }

    /** A program that makes one call of the public API. */
    static final class Start {
        private Start() {}

        public static void main(String[] args) throws IOException {
            OkHttpClient http = new OkHttpClient();
            AirbyteClient.builder()
                    .selfManaged(args[0])
                    .httpClient(http)
                    .build()
                    .sources()
                    .getSource(ScriptedServer.ID);
            http.connectionPool().evictAll();
        }
    }
}
