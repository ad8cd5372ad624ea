package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteConfigApiTest {
    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final Http http = new Http(airbyte);

    @AfterEach
    void close() {
        airbyte.close();
    }

    private Http.Response post(String path, String body) {
        return http.post(airbyte.configBaseUrl() + path, body);
    }

    private Http.Response checkSource(String id) {
        return post("/sources/check_connection", "{\"sourceId\":\"" + id + "\"}");
    }

    private JsonObject jobInfo(String connection) {
        String job = http.sync(connection).text("jobId");
        return post("/jobs/get_without_logs", "{\"id\":" + job + "}").json();
    }

    private static JsonArray failures(JsonObject jobInfo, int attempt) {
        return attempt(jobInfo, attempt).getAsJsonObject("failureSummary").getAsJsonArray("failures");
    }

    private static JsonObject attempt(JsonObject jobInfo, int attempt) {
        return jobInfo.getAsJsonArray("attempts").get(attempt).getAsJsonObject().getAsJsonObject("attempt");
    }

    @Test
    void checkSucceedsUnlessItsConnectorIsSetToFail() {
        JsonObject succeeded = checkSource(http.source()).json();
        assertEquals(Set.of("status", "jobInfo"), succeeded.keySet());
        assertEquals("succeeded", succeeded.get("status").getAsString());
        assertEquals(
                Set.of(
                        "id",
                        "configType",
                        "configId",
                        "createdAt",
                        "endedAt",
                        "succeeded",
                        "connectorConfigurationUpdated",
                        "logType",
                        "logs"),
                succeeded.getAsJsonObject("jobInfo").keySet());

        airbyte.setCheckFailure("destination-dev-null", "disk full");
        assertEquals("succeeded", checkSource(http.source()).text("status"));
        Http.Response failed =
                post("/destinations/check_connection", "{\"destinationId\":\"" + http.destination() + "\"}");
        assertEquals("failed", failed.text("status"));
        assertEquals("disk full", failed.text("message"));
        assertTrue(failed.json().getAsJsonObject("jobInfo").get("succeeded").getAsBoolean());
        assertEquals("check_connection_destination", failed.text("jobInfo", "configType"));

        airbyte.setCheckFailure("destination-dev-null", null);
        assertThrows(IllegalArgumentException.class, () -> airbyte.setCheckFailure("dev-null", "disk full"));
    }

    @Test
    void checkThatThePlatformCannotRunHasNoStatus() {
        airbyte.setChecksRunnable(false);
        JsonObject check = checkSource(http.source()).json();
        assertEquals(Set.of("jobInfo"), check.keySet());
        assertFalse(check.getAsJsonObject("jobInfo").get("succeeded").getAsBoolean());
    }

    @Test
    void unknownIdsGetOnlyAnErrorId() {
        Http.Response source = checkSource(UUID.randomUUID().toString());
        assertEquals(404, source.status());
        assertEquals(Set.of("errorId"), source.json().keySet());
        Http.Response job = post("/jobs/get_without_logs", "{\"id\":99}");
        assertEquals(500, job.status());
        assertEquals(Set.of("errorId"), job.json().keySet());
        assertEquals(400, checkSource("abc").status());
    }

    @Test
    void onlyTheInstanceConfigurationNeedsNoToken() {
        Http.Response instance =
                http.send(http.anonymous("GET", airbyte.configBaseUrl() + "/instance_configuration", null)
                        .build());
        assertEquals(200, instance.status(), instance.body());
        assertEquals("community", instance.text("edition"));
        assertFalse(instance.text("version").isEmpty());
        Http.Response check =
                http.send(http.anonymous("POST", airbyte.configBaseUrl() + "/sources/check_connection", "{}")
                        .build());
        assertEquals(401, check.status());
        assertEquals(
                "Bearer", check.raw().headers().firstValue("WWW-Authenticate").orElse(""));
    }

    @Test
    void faultsApplyToTheConfigApi() {
        airbyte.onNext("checkConnectionToSource", Fault.response(403));
        assertEquals(403, checkSource(http.source()).status());
        assertEquals(1, airbyte.calls("checkConnectionToSource").size());
    }

    @Test
    void failedJobShowsTheReasonsOfEachAttempt() {
        airbyte.setJobDurations(Duration.ZERO, Duration.ZERO)
                .setJobStatuses("running", "incomplete", "running", "failed")
                .setJobFailures(
                        JobFailure.configError("destination", "password authentication failed"),
                        new JobFailure("source", "system_error", "no such table", "SQL state 42P01", true, "users"));
        JsonObject info = jobInfo(http.connection());
        assertEquals("failed", info.getAsJsonObject("job").get("status").getAsString());
        assertEquals(2, info.getAsJsonArray("attempts").size());
        for (int attempt = 0; attempt < 2; attempt++) {
            assertEquals("failed", attempt(info, attempt).get("status").getAsString());
            JsonObject first = failures(info, attempt).get(0).getAsJsonObject();
            assertEquals("destination", first.get("failureOrigin").getAsString());
            assertEquals("config_error", first.get("failureType").getAsString());
            assertEquals(
                    "password authentication failed",
                    first.get("externalMessage").getAsString());
            assertFalse(first.get("retryable").getAsBoolean());
            JsonObject second = failures(info, attempt).get(1).getAsJsonObject();
            assertEquals(
                    "users",
                    second.getAsJsonObject("streamDescriptor").get("name").getAsString());
        }
    }

    @Test
    void runningJobShowsItsRowsPerStream() throws InterruptedException {
        String connection = http.connection();
        airbyte.setJobDurations(Duration.ZERO, Duration.ofMillis(400));
        JsonObject running = jobInfo(connection);
        assertEquals("running", attempt(running, 0).get("status").getAsString());
        assertFalse(attempt(running, 0).has("failureSummary"));
        Thread.sleep(500);
        JsonObject done = post(
                        "/jobs/get_without_logs",
                        "{\"id\":" + running.getAsJsonObject("job").get("id") + "}")
                .json();
        assertEquals("succeeded", attempt(done, 0).get("status").getAsString());
        JsonArray streams = attempt(done, 0).getAsJsonArray("streamStats");
        long rows = 0;
        for (int i = 0; i < streams.size(); i++) {
            rows += streams.get(i)
                    .getAsJsonObject()
                    .getAsJsonObject("stats")
                    .get("recordsCommitted")
                    .getAsLong();
        }
        assertTrue(rows > 0);
        assertEquals(
                rows,
                done.getAsJsonObject("job")
                        .getAsJsonObject("aggregatedStats")
                        .get("recordsCommitted")
                        .getAsLong());
    }

    @Test
    void pendingJobHasNoAttempt() {
        airbyte.setJobStatuses("pending");
        JsonObject info = jobInfo(http.connection());
        assertEquals(0, info.getAsJsonArray("attempts").size());
        assertFalse(info.getAsJsonObject("job").has("startedAt"));
    }

    @Test
    void cancelledAttemptReportsItsCancellation() {
        airbyte.setJobStatuses("running");
        String connection = http.connection();
        String job = http.sync(connection).text("jobId");
        http.delete("/jobs/" + job);
        JsonObject info = post("/jobs/get_without_logs", "{\"id\":" + job + "}").json();
        assertEquals(
                "manual_cancellation",
                failures(info, 0).get(0).getAsJsonObject().get("failureType").getAsString());
    }
}
