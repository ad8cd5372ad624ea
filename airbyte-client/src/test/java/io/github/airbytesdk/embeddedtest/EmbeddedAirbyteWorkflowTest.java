package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteWorkflowTest {
    private static final String POSTGRES =
            "{\"sourceType\":\"postgres\",\"host\":\"db\",\"port\":5432,\"database\":\"shop\",\"username\":\"u\",\"password\":\"canary\"}";

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final Http http = new Http(airbyte);

    @AfterEach
    void close() {
        airbyte.close();
    }

    private static JsonObject stream(JsonArray streams, String name) {
        for (JsonElement stream : streams) {
            if (stream.getAsJsonObject().get("streamName").getAsString().equals(name)) {
                return stream.getAsJsonObject();
            }
        }
        throw new AssertionError("no stream " + name + " in " + streams);
    }

    private String firstStream(String source, String more) {
        return http.get("/streams?sourceId=" + source + more)
                .array()
                .get(0)
                .getAsJsonObject()
                .get("streamName")
                .getAsString();
    }

    private static String streamNames(Http.Response connection) {
        assertEquals(200, connection.status(), connection.body());
        return connection.json().getAsJsonObject("configurations").getAsJsonArray("streams").asList().stream()
                .map(stream -> stream.getAsJsonObject().get("name").getAsString())
                .toList()
                .toString();
    }

    @Test
    void fiveStepsCreateAPipelineAndSyncIt() {
        airbyte.setJobDurations(Duration.ofMillis(50), Duration.ofMillis(400));

        Http.Response source = http.createSource("dev-faker", Http.FAKER);
        assertEquals(200, source.status());
        assertEquals("faker", source.text("sourceType"));
        assertEquals("dfd88b22-b603-4c3d-aad7-3701784586b1", source.text("definitionId"));
        assertEquals("{\"count\":10}", source.json().get("configuration").toString());

        Http.Response destination = http.createDevNull("dev-null", Http.SILENT);
        assertEquals("", destination.text("destinationType"));

        String sourceId = source.text("sourceId");
        String destinationId = destination.text("destinationId");
        JsonArray streams = http.get(
                        "/streams?sourceId=" + sourceId + "&destinationId=" + destinationId + "&ignoreCache=true")
                .array();
        assertEquals(3, streams.size());

        Http.Response connection = http.createConnection(
                sourceId,
                destinationId,
                ",\"schedule\":{\"scheduleType\":\"manual\"},\"status\":\"active\",\"configurations\":{\"streams\":["
                        + "{\"name\":\"users\",\"syncMode\":\"incremental_deduped_history\"}]}");
        assertEquals(200, connection.status(), connection.body());
        assertEquals("dev-faker <> dev-null", connection.text("name"));

        Http.Response job = http.sync(connection.text("connectionId"));
        assertEquals("pending", job.text("status"));
        http.awaitStatus(job.text("jobId"), "running");
        Http.Response done = http.awaitStatus(job.text("jobId"), "succeeded");
        assertEquals(10, done.json().get("rowsSynced").getAsLong());
        assertEquals(9, done.json().size());

        assertEquals(
                "[createAccessToken, createSource, createDestination, getStreamProperties, createConnection, createJob]",
                airbyte.calls().stream()
                        .map(call -> call.operation())
                        .filter(operation -> !operation.equals("getJob"))
                        .toList()
                        .toString());
        assertTrue(airbyte.calls().stream().allMatch(call -> call.acted() && call.status() == 200));
    }

    @Test
    void snapshotsShowWhatWasCreatedAndDeleted() {
        String connectionId = http.connection();
        Connector source = airbyte.sources().get(0);
        Connection connection = airbyte.connections().get(0);
        assertEquals(connectionId, connection.id().toString());
        assertEquals(source.id(), connection.sourceId());
        assertEquals("{\"count\":10}", source.configuration().toString());
        assertFalse(airbyte.isEmpty());
        assertTrue(airbyte.describe().contains("\"s\" (faker)"), airbyte.describe());

        assertEquals(204, http.delete("/sources/" + source.id()).status());
        assertEquals(List.of(connection.id(), source.id()), airbyte.deletedIds());
        assertTrue(airbyte.connections().isEmpty());
        assertTrue(airbyte.source(source.id()).deleted());
        assertTrue(airbyte.connection(connection.id()).deleted());
        Http.Response deleted = http.get("/connections/" + connectionId);
        assertEquals(200, deleted.status());
        assertEquals("deprecated", deleted.text("status"));

        assertEquals(
                204,
                http.delete("/destinations/" + airbyte.destinations().get(0).id())
                        .status());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
        assertEquals("nothing", airbyte.describe());
        assertEquals(204, http.delete("/sources/" + source.id()).status());
        assertEquals(3, airbyte.deletedIds().size());
    }

    @Test
    void deletingADestinationDeletesItsConnections() {
        http.connection();
        http.delete("/destinations/" + airbyte.destinations().get(0).id());
        assertTrue(airbyte.connections().isEmpty());
        assertEquals(1, airbyte.sources().size());
    }

    @Test
    void syncModesAreThoseOfSourceAndDestination() {
        String source = http.createSource("p", POSTGRES).text("sourceId");
        JsonArray alone = http.get("/streams?sourceId=" + source).array();
        JsonObject customers = stream(alone, "customers");
        assertFalse(customers.has("syncModes"));
        assertEquals("public", customers.get("streamnamespace").getAsString());
        assertEquals("[[\"id\"]]", customers.get("sourceDefinedPrimaryKey").toString());
        JsonObject log = stream(alone, "audit_log");
        assertTrue(log.get("propertyFields").toString().contains("[\"details\",\"ip\"]"));
        assertEquals("[]", log.get("defaultCursorField").toString());
        assertFalse(log.get("sourceDefinedCursorField").getAsBoolean());

        String s3 = http.createDestination(
                        "s3",
                        "{\"destinationType\":\"s3\",\"s3_bucket_name\":\"b\",\"s3_bucket_path\":\"p\",\"s3_bucket_region\":\"\",\"format\":{\"format_type\":\"JSONL\"}}")
                .text("destinationId");
        JsonArray pair =
                http.get("/streams?sourceId=" + source + "&destinationId=" + s3).array();
        assertEquals(
                "[\"full_refresh_overwrite\",\"full_refresh_append\",\"incremental_append\"]",
                stream(pair, "customers").get("syncModes").toString());
        assertEquals(
                "[\"full_refresh_overwrite\",\"full_refresh_append\"]",
                stream(pair, "countries").get("syncModes").toString());
        assertFalse(stream(http.get("/streams?sourceId=" + http.source()).array(), "users")
                .has("streamnamespace"));
    }

    @Test
    void dedupedOverwriteIsAcceptedButNotListed() {
        String source = http.source();
        String destination =
                airbyte.addDestination("warehouse", "snowflake", "{}").toString();
        String listed = http.get("/streams?sourceId=" + source + "&destinationId=" + destination)
                .body();
        assertFalse(listed.contains("full_refresh_overwrite_deduped"), listed);
        Http.Response connection = http.createConnection(
                source,
                destination,
                ",\"configurations\":{\"streams\":[{\"name\":\"users\",\"syncMode\":\"full_refresh_overwrite_deduped\"}]}");
        assertEquals(200, connection.status(), connection.body());
    }

    @Test
    void discoveryIsCachedUntilTheConfigurationChanges() {
        String source = http.source();
        airbyte.setStreams("faker", List.of(SourceStream.named("one").build()));
        assertEquals("one", firstStream(source, ""));
        airbyte.setStreams("faker", List.of(SourceStream.named("two").build()));
        assertEquals("one", firstStream(source, "&ignoreCache=false"));
        assertEquals("two", firstStream(source, "&ignoreCache=true"));
        airbyte.setStreams("faker", List.of(SourceStream.named("three").build()));
        assertEquals("two", firstStream(source, ""));
        http.call("PATCH", "/sources/" + source, "{\"configuration\":{\"count\":11}}");
        assertEquals("three", firstStream(source, ""));
    }

    @Test
    void connectionWithoutStreamsGetsTheSuggestedOnes() {
        String destination = http.destination();
        assertEquals("[]", streamNames(http.createConnection(http.source(), destination, "")));
        String github = http.createSource(
                        "g",
                        "{\"sourceType\":\"github\",\"repositories\":[\"a/b\"],\"credentials\":{\"personal_access_token\":\"t\"}}")
                .text("sourceId");
        assertEquals("[repositories, issues, commits]", streamNames(http.createConnection(github, destination, "")));
        String file = http.createSource(
                        "f",
                        "{\"sourceType\":\"file\",\"dataset_name\":\"n\",\"format\":\"csv\",\"url\":\"https://x\",\"provider\":{\"storage\":\"HTTPS\"}}")
                .text("sourceId");
        assertEquals(
                "[dataset]",
                streamNames(http.createConnection(file, destination, ",\"configurations\":{\"streams\":[]}")));
    }

    @Test
    void connectionHasDefaultsAndEmptyArrays() {
        http.connection();
        JsonObject connection = airbyte.connections().get(0).json();
        JsonObject stream = connection
                .getAsJsonObject("configurations")
                .getAsJsonArray("streams")
                .get(0)
                .getAsJsonObject();
        assertEquals("full_refresh_overwrite", stream.get("syncMode").getAsString());
        assertEquals("[]", stream.get("selectedFields").toString());
        assertEquals("[]", stream.get("mappers").toString());
        assertEquals("[[\"id\"]]", stream.get("primaryKey").toString());
        assertEquals("destination", connection.get("namespaceDefinition").getAsString());
        assertEquals(
                "ignore", connection.get("nonBreakingSchemaUpdatesBehavior").getAsString());
        assertEquals("", connection.get("prefix").getAsString());
        assertEquals("active", connection.get("status").getAsString());
        assertEquals("{\"scheduleType\":\"manual\"}", connection.get("schedule").toString());
        assertEquals("[]", connection.get("tags").toString());
        assertFalse(connection.has("namespaceFormat"));
        assertFalse(connection.has("statusReason"));
    }
}
