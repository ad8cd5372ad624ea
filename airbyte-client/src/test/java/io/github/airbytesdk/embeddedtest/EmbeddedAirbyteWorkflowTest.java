package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    @Test
    void wholeWorkflow() {
        airbyte.setJobDurations(Duration.ofMillis(50), Duration.ofMillis(400));

        Http.Answer source = http.createSource("dev-faker", Http.FAKER);
        assertEquals(200, source.status());
        assertEquals("faker", source.text("sourceType"));
        assertEquals("dfd88b22-b603-4c3d-aad7-3701784586b1", source.text("definitionId"));
        assertEquals("{\"count\":10}", source.json().get("configuration").toString());

        Http.Answer destination = http.createDestination("dev-null", Http.SILENT);
        assertEquals("dev-null", destination.text("destinationType"));

        String sourceId = source.text("sourceId");
        String destinationId = destination.text("destinationId");
        JsonArray streams = http.get(
                        "/streams?sourceId=" + sourceId + "&destinationId=" + destinationId + "&ignoreCache=true")
                .array();
        assertEquals(3, streams.size());

        Http.Answer connection = http.createConnection(
                sourceId,
                destinationId,
                ",\"schedule\":{\"scheduleType\":\"manual\"},\"status\":\"active\",\"configurations\":{\"streams\":["
                        + "{\"name\":\"users\",\"syncMode\":\"incremental_deduped_history\"}]}");
        assertEquals(200, connection.status(), connection.body());
        assertEquals("dev-faker <> dev-null", connection.text("name"));

        Http.Answer job = http.sync(connection.text("connectionId"));
        assertEquals("pending", job.text("status"));
        http.awaitStatus(job.text("jobId"), "running");
        Http.Answer done = http.awaitStatus(job.text("jobId"), "succeeded");
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
    void viewShowsWhatWasCreatedAndDeleted() {
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
        Http.Answer deleted = http.get("/connections/" + connectionId);
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
    void namesMayBeTaken() {
        http.createSource("same", Http.FAKER);
        http.createSource("same", Http.FAKER);
        assertEquals(2, airbyte.sources().size());
    }

    @Test
    void secretsAreMaskedAtEveryDepth() {
        Http.Answer flat = http.createSource("p", POSTGRES);
        assertEquals("**********", flat.text("configuration", "password"));
        assertEquals("db", flat.text("configuration", "host"));
        Http.Answer nested = http.createSource(
                "g",
                "{\"sourceType\":\"github\",\"repositories\":[\"a/b\"],\"credentials\":{\"option_title\":\"PAT Credentials\",\"personal_access_token\":\"canary\"}}");
        assertEquals("**********", nested.text("configuration", "credentials", "personal_access_token"));
        assertFalse((flat.body() + nested.body()).contains("canary"));
        assertFalse((airbyte.describe() + airbyte.sources() + airbyte.calls()).contains("canary"));
        assertEquals(
                "canary",
                airbyte.sources().get(0).configuration().get("password").getAsString());
    }

    @Test
    void numbersKeepTheirText() {
        Http.Answer source = http.createSource(
                "s", "{\"sourceType\":\"faker\",\"seed\":9007199254740993,\"custom\":1.10,\"huge\":1E400}");
        assertEquals(200, source.status());
        assertTrue(source.body().contains("\"seed\":9007199254740993,\"custom\":1.10,\"huge\":1E400"), source.body());
        assertTrue(airbyte.sources().get(0).configuration().toString().contains("1.10"));
    }

    @Test
    void patchMergesAndPutReplaces() {
        String id = http.createSource("p", POSTGRES).text("sourceId");
        Http.Answer patched =
                http.call("PATCH", "/sources/" + id, "{\"configuration\":{\"password\":\"rotated\",\"port\":5433}}");
        assertEquals(200, patched.status(), patched.body());
        assertEquals("5433", patched.text("configuration", "port"));
        assertEquals("shop", patched.text("configuration", "database"));
        assertEquals("rotated", stored("password"));

        String put =
                "{\"name\":\"q\",\"configuration\":{\"host\":\"db\",\"port\":1,\"database\":\"shop\",\"username\":\"u\",\"password\":\"**********\"}}";
        assertEquals("q", http.call("PUT", "/sources/" + id, put).text("name"));
        assertEquals("rotated", stored("password"));
        assertEquals(
                422,
                http.call("PUT", "/sources/" + id, "{\"name\":\"q\",\"configuration\":{}}")
                        .status());
        assertEquals("1", stored("port"));

        String destinationId = http.destination();
        assertEquals(
                "renamed",
                http.call("PATCH", "/destinations/" + destinationId, "{\"name\":\"renamed\"}")
                        .text("name"));
    }

    private String stored(String member) {
        return airbyte.sources().get(0).configuration().get(member).getAsString();
    }

    @Test
    void streamPropertiesAreThoseOfThePair() {
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

    private static JsonObject stream(JsonArray streams, String name) {
        for (JsonElement stream : streams) {
            if (stream.getAsJsonObject().get("streamName").getAsString().equals(name)) {
                return stream.getAsJsonObject();
            }
        }
        throw new AssertionError("no stream " + name + " in " + streams);
    }

    @Test
    void dedupedOverwriteIsAcceptedButNotListed() {
        String source = http.source();
        String destination =
                airbyte.addDestination("warehouse", "snowflake", "{}").toString();
        String listed = http.get("/streams?sourceId=" + source + "&destinationId=" + destination)
                .body();
        assertFalse(listed.contains("full_refresh_overwrite_deduped"), listed);
        Http.Answer connection = http.createConnection(
                source,
                destination,
                ",\"configurations\":{\"streams\":[{\"name\":\"users\",\"syncMode\":\"full_refresh_overwrite_deduped\"}]}");
        assertEquals(200, connection.status(), connection.body());
    }

    @Test
    void discoverIsCachedUntilTheConfigurationChanges() {
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

    private String firstStream(String source, String more) {
        return http.get("/streams?sourceId=" + source + more)
                .array()
                .get(0)
                .getAsJsonObject()
                .get("streamName")
                .getAsString();
    }

    @Test
    void connectionWithoutStreamsGetsOnlySuggestedOnesOrTheOnlyOne() {
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

    private static String streamNames(Http.Answer connection) {
        assertEquals(200, connection.status(), connection.body());
        return connection.json().getAsJsonObject("configurations").getAsJsonArray("streams").asList().stream()
                .map(stream -> stream.getAsJsonObject().get("name").getAsString())
                .toList()
                .toString();
    }

    @Test
    void connectionAnswerHasDefaultsAndEmptyArrays() {
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

    @Test
    void patchChangesAConnection() {
        String id = http.connection();
        Http.Answer patched = http.call(
                "PATCH",
                "/connections/" + id,
                "{\"name\":\"n\",\"prefix\":\"raw_\",\"status\":\"inactive\",\"schedule\":{\"scheduleType\":\"cron\",\"cronExpression\":\"0 0 4 * * ? UTC\"},\"namespaceDefinition\":\"custom_format\",\"namespaceFormat\":\"x_${SOURCE_NAMESPACE}\",\"configurations\":{\"streams\":[{\"name\":\"products\"}]}}");
        assertEquals(200, patched.status(), patched.body());
        assertEquals("[products]", streamNames(patched));
        assertEquals("0 0 4 * * ? UTC", patched.text("schedule", "cronExpression"));
        assertEquals("x_${SOURCE_NAMESPACE}", patched.text("namespaceFormat"));
        Http.Answer renamed = http.call("PATCH", "/connections/" + id, "{\"name\":\"m\"}");
        assertEquals("[products]", streamNames(renamed));
        assertEquals("raw_", renamed.text("prefix"));
        assertEquals("cron", renamed.text("schedule", "scheduleType"));

        // Reading a connection and sending it back fails, as on the real server.
        String echoed = "{\"configurations\":" + renamed.json().get("configurations") + "}";
        assertTrue(http.call("PATCH", "/connections/" + id, echoed).message().startsWith("No fields selected"));

        http.call("PATCH", "/connections/" + id, "{\"status\":\"locked\"}");
        Http.Answer locked = http.call("PATCH", "/connections/" + id, "{\"name\":\"x\"}");
        assertEquals(409, locked.status());
        assertEquals("error:connection/locked", locked.text("type"));
    }

    @Test
    void tags() {
        String tag = "{\"name\":\"mine\",\"color\":\"FF00aa\",\"workspaceId\":\"" + airbyte.workspaceId() + "\"}";
        Http.Answer created = http.post("/tags", tag);
        assertEquals(200, created.status());
        assertEquals(409, http.post("/tags", tag).status());
        assertEquals(
                "error:tag-invalid-hex-color",
                http.post("/tags", tag.replace("FF00aa", "#FF00aa").replace("mine", "other"))
                        .text("type"));
        assertEquals(
                400, http.post("/tags", tag.replace("mine", "m".repeat(31))).status());

        UUID elsewhere = airbyte.addWorkspace("elsewhere");
        String foreign = http.post("/tags", tag.replace(airbyte.workspaceId().toString(), elsewhere.toString()))
                .text("tagId");
        String id = created.text("tagId");
        String tags = Stream.of(id, foreign, UUID.randomUUID().toString())
                .map(tagId -> tag.replace("{", "{\"tagId\":\"" + tagId + "\","))
                .collect(Collectors.joining(",", ",\"tags\":[", "]"));
        Http.Answer connection = http.createConnection(http.source(), http.destination(), tags);
        assertEquals(1, connection.json().getAsJsonArray("tags").size());
        assertEquals("mine", http.get("/tags/" + id).text("name"));
        assertEquals(2, http.get("/tags").data().size());
        assertEquals(
                1,
                http.get("/tags?workspaceIds=" + airbyte.workspaceId()).data().size());
        assertEquals(
                1, http.get("/connections?tagIds=" + foreign + "," + id).data().size());
        assertEquals(0, http.get("/connections?tagIds=" + foreign).data().size());

        assertEquals(
                "new",
                http.call("PATCH", "/tags/" + id, "{\"name\":\"new\",\"color\":\"000000\"}")
                        .text("name"));
        assertEquals(
                "new",
                http.get("/connections")
                        .data()
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("tags")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString());
        assertEquals(204, http.delete("/tags/" + id).status());
        assertEquals("[]", airbyte.connections().get(0).json().get("tags").toString());

        for (int i = 0; i < 100; i++) {
            http.post("/tags", tag.replace("mine", "t" + i));
        }
        assertEquals(
                "error:tag-limit-for-workspace-reached",
                http.post("/tags", tag.replace("mine", "last")).text("type"));
    }

    @Test
    void workspacesAndDefinitionsCanBeRead() {
        String workspace = "/workspaces/" + airbyte.workspaceId();
        assertEquals(airbyte.workspaceId().toString(), http.get(workspace).text("workspaceId"));
        assertTrue(http.get(workspace).json().has("notifications"));
        assertEquals(1, http.get("/workspaces").data().size());
        Http.Answer sources = http.get(workspace + "/definitions/sources");
        assertTrue(sources.body().contains("airbyte/source-faker"));
        Http.Answer definition = http.get(workspace + "/definitions/destinations/a7bcc9d8-13b3-4e49-b80d-d020b90045e3");
        assertEquals("airbyte/destination-dev-null", definition.text("dockerRepository"));
        Http.Answer connectors = http.get("/connector_definitions?type=source&workspaceId=" + airbyte.workspaceId());
        assertEquals(
                "source",
                connectors
                        .data()
                        .get(0)
                        .getAsJsonObject()
                        .get("connectorDefinitionType")
                        .getAsString());
        assertEquals(500, http.get("/connector_definitions?type=source").status());
    }

    @Test
    void customConnectorIsFoundByItsDefinitionOnly() {
        String body = http.connector("c", "{\"api_key\":\"canary\",\"shop\":\"acme\"}")
                .replace(
                        "{\"name\"", "{\"definitionId\":\"" + EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION + "\",\"name\"");
        Http.Answer custom = http.post("/sources", body);
        assertEquals(200, custom.status(), custom.body());
        assertEquals("", custom.text("sourceType"));
        assertEquals("**********", custom.text("configuration", "api_key"));
        assertNotNull(http.get("/streams?sourceId=" + custom.text("sourceId")).array());
        assertNotEquals(200, http.createSource("c", "{\"sourceType\":\"\"}").status());
    }

    @Test
    void health() {
        Http.Answer health = http.send(http.anonymous("GET", "/health", null).build());
        assertEquals(200, health.status());
        assertEquals("Successful operation", health.body());
    }
}
