package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteResourcesTest {
    private static final String POSTGRES =
            "{\"sourceType\":\"postgres\",\"host\":\"db\",\"port\":5432,\"database\":\"shop\",\"username\":\"u\",\"password\":\"canary\"}";

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final Http http = new Http(airbyte);

    @AfterEach
    void close() {
        airbyte.close();
    }

    private String stored(String member) {
        return airbyte.sources().get(0).configuration().get(member).getAsString();
    }

    private static String streamNames(Http.Response connection) {
        assertEquals(200, connection.status(), connection.body());
        return connection.json().getAsJsonObject("configurations").getAsJsonArray("streams").asList().stream()
                .map(stream -> stream.getAsJsonObject().get("name").getAsString())
                .toList()
                .toString();
    }

    @Test
    void namesAreNotUnique() {
        http.createSource("same", Http.FAKER);
        http.createSource("same", Http.FAKER);
        assertEquals(2, airbyte.sources().size());
    }

    @Test
    void secretsAreMaskedAtEveryDepth() {
        Http.Response flat = http.createSource("p", POSTGRES);
        assertEquals("**********", flat.text("configuration", "password"));
        assertEquals("db", flat.text("configuration", "host"));
        Http.Response nested = http.createSource(
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
    void numbersKeepTheirNotation() {
        Http.Response source = http.createSource(
                "s", "{\"sourceType\":\"faker\",\"seed\":9007199254740993,\"custom\":1.10,\"huge\":1E400}");
        assertEquals(200, source.status());
        assertTrue(source.body().contains("\"seed\":9007199254740993,\"custom\":1.10,\"huge\":1E400"), source.body());
        assertTrue(airbyte.sources().get(0).configuration().toString().contains("1.10"));
    }

    @Test
    void patchMergesAndPutReplaces() {
        String id = http.createSource("p", POSTGRES).text("sourceId");
        Http.Response patched =
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

    @Test
    void patchChangesOnlyWhatItNames() {
        String id = http.connection();
        Http.Response patched = http.call(
                "PATCH",
                "/connections/" + id,
                "{\"name\":\"n\",\"prefix\":\"raw_\",\"status\":\"inactive\",\"schedule\":{\"scheduleType\":\"cron\",\"cronExpression\":\"0 0 4 * * ? UTC\"},\"namespaceDefinition\":\"custom_format\",\"namespaceFormat\":\"x_${SOURCE_NAMESPACE}\",\"configurations\":{\"streams\":[{\"name\":\"products\"}]}}");
        assertEquals(200, patched.status(), patched.body());
        assertEquals("[products]", streamNames(patched));
        assertEquals("0 0 4 * * ? UTC", patched.text("schedule", "cronExpression"));
        assertEquals("x_${SOURCE_NAMESPACE}", patched.text("namespaceFormat"));
        Http.Response renamed = http.call("PATCH", "/connections/" + id, "{\"name\":\"m\"}");
        assertEquals("[products]", streamNames(renamed));
        assertEquals("raw_", renamed.text("prefix"));
        assertEquals("cron", renamed.text("schedule", "scheduleType"));

        // Reading a connection and sending it back fails, as on the real server.
        String echoed = "{\"configurations\":" + renamed.json().get("configurations") + "}";
        assertTrue(http.call("PATCH", "/connections/" + id, echoed).message().startsWith("No fields selected"));

        http.call("PATCH", "/connections/" + id, "{\"status\":\"locked\"}");
        Http.Response locked = http.call("PATCH", "/connections/" + id, "{\"name\":\"x\"}");
        assertEquals(409, locked.status());
        assertEquals("error:connection/locked", locked.text("type"));
    }

    @Test
    void tagsBelongToTheirWorkspace() {
        String tag = "{\"name\":\"mine\",\"color\":\"FF00aa\",\"workspaceId\":\"" + airbyte.workspaceId() + "\"}";
        Http.Response created = http.post("/tags", tag);
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
        Http.Response connection = http.createConnection(http.source(), http.destination(), tags);
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
    void workspacesAndDefinitionsAreListed() {
        String workspace = "/workspaces/" + airbyte.workspaceId();
        assertEquals(airbyte.workspaceId().toString(), http.get(workspace).text("workspaceId"));
        assertTrue(http.get(workspace).json().has("notifications"));
        assertEquals(1, http.get("/workspaces").data().size());
        Http.Response sources = http.get(workspace + "/definitions/sources");
        assertTrue(sources.body().contains("airbyte/source-faker"));
        Http.Response definition =
                http.get(workspace + "/definitions/destinations/a7bcc9d8-13b3-4e49-b80d-d020b90045e3");
        assertEquals("airbyte/destination-dev-null", definition.text("dockerRepository"));
        Http.Response connectors = http.get("/connector_definitions?type=source&workspaceId=" + airbyte.workspaceId());
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
        Http.Response custom = http.post("/sources", body);
        assertEquals(200, custom.status(), custom.body());
        assertEquals("", custom.text("sourceType"));
        assertEquals("**********", custom.text("configuration", "api_key"));
        assertNotNull(http.get("/streams?sourceId=" + custom.text("sourceId")).array());
        assertNotEquals(200, http.createSource("c", "{\"sourceType\":\"\"}").status());
    }

    @Test
    void healthCheckNeedsNoToken() {
        Http.Response health = http.send(http.anonymous("GET", "/health", null).build());
        assertEquals(200, health.status());
        assertEquals("Successful operation", health.body());
    }

    @Test
    void workspaceIsCreatedChangedAndDeleted() {
        Http.Response created = http.post("/workspaces", "{\"name\":\"mine\"}");
        String path = "/workspaces/" + created.text("workspaceId");
        assertEquals("true", created.text("notifications", "failure", "email", "enabled"));
        assertEquals("false", created.text("notifications", "success", "email", "enabled"));

        Http.Response changed = http.call(
                "PATCH",
                path,
                "{\"name\":\"ours\",\"notifications\":{\"success\":{\"webhook\":{\"enabled\":true,\"url\":\"http://h\"}}}}");
        assertEquals("ours", changed.text("name"));
        assertEquals("http://h", changed.text("notifications", "success", "webhook", "url"));
        assertEquals("true", changed.text("notifications", "failure", "email", "enabled"));
        assertEquals(changed.json(), http.get(path).json());
        assertEquals(2, http.get("/workspaces").data().size());

        String source = http.post(
                        "/sources",
                        http.connector("s", Http.FAKER)
                                .replace(airbyte.workspaceId().toString(), created.text("workspaceId")))
                .text("sourceId");
        assertEquals(204, http.delete(path).status());
        assertEquals(404, http.get(path).status());
        assertEquals(404, http.delete(path).status());
        assertEquals(1, http.get("/workspaces").data().size());
        assertEquals(2, http.get("/workspaces?includeDeleted=true").data().size());
        assertTrue(http.get("/sources/" + source).json().get("configuration").isJsonNull());
        assertEquals(400, http.post("/workspaces", "{}").status());
    }

    @Test
    void everyDocumentedConnectorIsListedAndValidated() {
        JsonArray sources = http.get("/workspaces/" + airbyte.workspaceId() + "/definitions/sources")
                .data();
        assertTrue(sources.size() > 500);
        assertTrue(sources.toString().contains("\"dockerRepository\":\"airbyte/source-stripe\""));
        Http.Response incomplete = http.createSource("s", "{\"sourceType\":\"stripe\"}");
        assertEquals(422, incomplete.status());
        assertTrue(incomplete.message().contains("required property 'account_id' not found"), incomplete.message());
        assertEquals(
                400,
                http.createSource("s", "{\"sourceType\":\"invoiced\",\"api_key\":\"k\"}")
                        .status());
    }

    @Test
    void connectorOfATestIsValidatedMaskedAndDiscovered() {
        UUID source = airbyte.addSourceConnector(
                "weather",
                "{\"type\":\"object\",\"required\":[\"key\"],\"properties\":{\"key\":{\"type\":\"string\","
                        + "\"airbyte_secret\":true}}}",
                List.of(SourceStream.named("days").fields("day", "rain").build()));
        String create = http.connector("w", "{\"key\":\"canary\"}")
                .replace("{\"name\"", "{\"definitionId\":\"" + source + "\",\"name\"");
        Http.Response created = http.post("/sources", create);
        assertEquals(200, created.status(), created.body());
        assertEquals("**********", created.text("configuration", "key"));
        assertEquals("", created.text("sourceType"));
        assertEquals(
                422, http.post("/sources", create.replace("\"canary\"", "5")).status());
        assertTrue(
                http.get("/streams?sourceId=" + created.text("sourceId")).body().contains("\"streamName\":\"days\""));

        UUID destination = airbyte.addDestinationConnector("lake", "{\"type\":\"object\"}", "append");
        String lake = airbyte.addDestination("l", "lake", "{}").toString();
        assertEquals(destination.toString(), http.get("/destinations/" + lake).text("definitionId"));
        assertTrue(http.get("/streams?sourceId=" + created.text("sourceId") + "&destinationId=" + lake)
                .body()
                .contains("\"syncModes\":[\"full_refresh_append\"]"));
    }
}
