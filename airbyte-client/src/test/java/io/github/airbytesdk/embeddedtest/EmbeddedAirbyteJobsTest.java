package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedAirbyteJobsTest {
    private final EmbeddedAirbyte airbyte = settings(EmbeddedAirbyte.builder())
            .clock(Clock.fixed(Instant.parse("2026-07-27T14:05:00Z"), ZoneOffset.UTC))
            .start();
    final Http http = new Http(airbyte);

    /** Overridden to run all tests on another server. */
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server;
    }

    /** What a server responds to {@code orderBy} that lists the newest job first. */
    void assertNewestFirst(String path) {
        assertEquals("[1]", ids(path + "&limit=1"));
    }

    @AfterEach
    void close() {
        airbyte.close();
    }

    @Test
    void jobPassesThroughItsStatusesAndItsRowsGrow() throws InterruptedException {
        String connection = http.connection();
        airbyte.setJobDurations(Duration.ofMillis(100), Duration.ofMillis(1200));
        JsonObject pending = http.sync(connection).json();
        String job = pending.get("jobId").getAsString();
        assertEquals("pending", pending.get("status").getAsString());
        assertEquals("2026-07-27T14:05Z", pending.get("startTime").getAsString());
        assertFalse(pending.has("duration"));
        assertFalse(pending.has("lastUpdatedAt"));

        JsonObject begun = http.awaitStatus(job, "running").json();
        assertEquals("PT0S", begun.get("duration").getAsString());
        assertEquals(0, begun.get("rowsSynced").getAsLong());
        assertFalse(begun.has("lastUpdatedAt"));
        Thread.sleep(600);
        long half = http.get("/jobs/" + job).json().get("rowsSynced").getAsLong();
        assertTrue(half > 0 && half < 10, "rows: " + half);

        JsonObject done = http.awaitStatus(job, "succeeded").json();
        assertEquals(10, done.get("rowsSynced").getAsLong());
        assertTrue(done.get("bytesSynced").getAsLong() > 10);
        assertEquals("2026-07-27T14:05:01Z", done.get("lastUpdatedAt").getAsString());
        assertEquals("PT1S", done.get("duration").getAsString());
        assertEquals(9, done.size());
    }

    @Test
    void durationIsInSeconds() {
        String connection = http.connection();
        airbyte.setJobDurations(Duration.ZERO, Duration.ofMillis(10)).setJobStatuses("running", "failed");
        String job = http.sync(connection).text("jobId");
        assertEquals("PT0S", http.awaitStatus(job, "failed").text("duration"));
        assertEquals("5", http.get("/jobs/" + job).text("rowsSynced"));
    }

    @Test
    void testCanSetAnyStatus() {
        String connection = http.connection();
        airbyte.setJobStatuses("queued");
        String job = http.sync(connection).text("jobId");
        for (String status : List.of("pending", "running", "incomplete", "dancing", "failed")) {
            airbyte.setJobStatus(Long.parseLong(job), status);
            Http.Response response = http.get("/jobs/" + job);
            assertEquals(status, response.text("status"));
            assertEquals(status.equals("failed"), response.json().has("lastUpdatedAt"));
        }
        assertEquals("failed", airbyte.jobs().get(0).status());
    }

    @Test
    void secondSyncIsRefusedWhileOneRuns() {
        String connection = http.connection();
        airbyte.setJobStatuses("pending");
        Http.Response first = http.sync(connection);
        assertEquals(first.body(), http.sync(connection).body());
        airbyte.setJobStatus(1, "queued");
        assertEquals("1", http.sync(connection).text("jobId"));
        for (String status : List.of("running", "incomplete", "dancing")) {
            airbyte.setJobStatus(1, status);
            Http.Response conflict = http.sync(connection);
            assertEquals(409, conflict.status());
            assertEquals("try-again-later", conflict.text("title"));
            assertEquals("A sync is already running for: " + connection, conflict.message());
        }
        airbyte.setJobStatus(1, "cancelled");
        assertEquals("2", http.sync(connection).text("jobId"));
        assertEquals(2, airbyte.jobs().size());
    }

    @Test
    void onlyActiveConnectionsSync() {
        String connection = http.connection();
        http.call("PATCH", "/connections/" + connection, "{\"status\":\"inactive\"}");
        Http.Response inactive = http.sync(connection);
        assertEquals(409, inactive.status());
        assertEquals("state-conflict", inactive.text("title"));
        assertEquals("Could not fulfill request", inactive.message());
        http.delete("/connections/" + connection);
        assertEquals(409, http.sync(connection).status());
    }

    @Test
    void clearAndResetAreOneTypeAndRefreshIsRefused() {
        String connection = http.connection();
        airbyte.setJobStatuses("succeeded");
        Http.Response refresh = job(connection, "refresh");
        assertEquals(422, refresh.status());
        assertEquals("Refreshes are not supported in the public API", refresh.message());
        assertEquals("reset", job(connection, "clear").text("jobType"));
        assertEquals("reset", job(connection, "reset").text("jobType"));
        assertEquals("0", http.get("/jobs/1").text("rowsSynced"));
        assertEquals("sync", job(connection, "SYNC").text("jobType"));
    }

    private Http.Response job(String connection, String type) {
        return http.post("/jobs", "{\"connectionId\":\"" + connection + "\",\"jobType\":\"" + type + "\"}");
    }

    @Test
    void cancelStopsTheCurrentJobOfTheConnection() {
        String connection = http.connection();
        airbyte.setJobStatuses("succeeded");
        String old = http.sync(connection).text("jobId");
        airbyte.setJobStatuses("running");
        String current = http.sync(connection).text("jobId");
        Http.Response cancelled = http.delete("/jobs/" + old);
        assertEquals(200, cancelled.status());
        assertEquals("succeeded", cancelled.text("status"));
        assertEquals("cancelled", http.get("/jobs/" + current).text("status"));
        assertEquals("cancelled", http.delete("/jobs/" + current).text("status"));
        assertEquals(200, http.delete("/jobs/" + old).status());
    }

    @Test
    void deletingTheConnectionCancelsItsJob() {
        String connection = http.connection();
        airbyte.setJobStatuses("running");
        http.sync(connection);
        http.delete("/connections/" + connection);
        assertEquals("cancelled", airbyte.jobs().get(0).status());
    }

    @Test
    void jobsAreListedByFilterAndOrder() {
        UUID connection = UUID.fromString(http.connection());
        UUID other = UUID.fromString(http.connection());
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 5; i++) {
            airbyte.addJob(connection, i % 2 == 0 ? "succeeded" : "failed", start.minus(Duration.ofDays(i)));
        }
        airbyte.addJob(other, "running");
        String of = "/jobs?connectionId=" + connection;
        assertEquals("[5, 4, 3, 2, 1]", ids(of));
        assertNewestFirst(of + "&orderBy=createdAt%7CDESC");
        assertEquals("[3, 2]", ids(of + "&limit=2&offset=2"));
        assertEquals("[4, 2]", ids(of + "&status=failed"));
        assertEquals("[2, 1]", ids(of + "&createdAtStart=2025-12-31T00:00:00Z"));
        assertEquals("[5]", ids(of + "&updatedAtEnd=2025-12-28T00:00:00Z"));
        assertEquals("[]", ids(of + "&jobType=reset"));
        assertEquals("[5, 4, 3, 2, 1, 6]", ids("/jobs"));
        assertEquals("[6]", ids("/jobs?status=running&workspaceIds=" + airbyte.workspaceId()));
        String next = http.get(of + "&limit=2&status=failed").text("next");
        assertEquals("http://localhost:8001/api/public/v1/jobs?connectionId=" + connection + "&limit=2&offset=2", next);
    }

    String ids(String path) {
        return http.get(path).data().asList().stream()
                .map(job -> job.getAsJsonObject().get("jobId").getAsLong())
                .toList()
                .toString();
    }

    @Test
    void snapshotsShowJobs() {
        String connection = http.connection();
        airbyte.setJobStatuses("succeeded");
        http.sync(connection);
        Job job = airbyte.jobs().get(0);
        assertEquals(connection, job.connectionId().toString());
        assertEquals("sync", job.type());
        assertEquals(10, job.rows());
        assertNotEquals(0, job.bytes());
    }
}
