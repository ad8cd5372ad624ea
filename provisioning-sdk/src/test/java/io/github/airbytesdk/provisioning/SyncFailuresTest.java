package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SyncFailuresTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final JobFailure REFUSED = JobFailure.configError("destination", "password authentication failed");
    private static final JobFailure LOST =
            new JobFailure("source", "transient_error", "connection lost", "EOF", true, "users");

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private SyncWatch watch(AirbyteClient client) {
        return new SyncWatch(client).sleeper(fixture.clock).readAttempts();
    }

    /** Provisions a pipeline whose sync fails at once for these reasons, and watches it. */
    private SyncResult failed(SyncWatch watch, JobFailure... reasons) {
        fixture.airbyte
                .setJobDurations(Duration.ZERO, Duration.ZERO)
                .setJobStatuses("running", "failed")
                .setJobFailures(reasons);
        return watch.await(fixture.provisioner().provision().jobId(), MINUTE);
    }

    @Test
    void failedSyncHasItsReasons() {
        SyncResult result = failed(watch(fixture.client), REFUSED, LOST);

        assertEquals(
                List.of(
                        new SyncFailure("destination", "config_error", "password authentication failed", null, false),
                        new SyncFailure("source", "transient_error", "connection lost", StreamName.of("users"), true)),
                result.failures());
        assertNull(result.attemptsMissing());
        assertFalse(result.toString().contains("Worker"), "a stack trace: " + result);
    }

    @Test
    void resultPrintsAsOneActionableLine() {
        String line = failed(watch(fixture.client), REFUSED).toString();

        assertTrue(
                line.matches("sync \\d+ failed after \\d+ rows in \\d+ s: destination config_error: password"
                        + " authentication failed; change the configuration before the next sync"),
                line);
    }

    @Test
    void lineStatesWhetherTheNextSyncMaySucceed() {
        String line = failed(watch(fixture.client), LOST).toString();

        assertTrue(
                line.endsWith(": source transient_error: connection lost (stream users); the next sync may succeed"),
                line);
    }

    @Test
    void wordsOfAConnectorAreOneLineWithoutSecrets() {
        String message = "jdbc:postgresql://u:hunter2-canary@db/x refused\n\tat\u2028once, password=hunter2-canary";
        SyncResult result = failed(watch(fixture.client), JobFailure.configError("source", message));

        assertEquals(1, result.toString().lines().count(), result::toString);
        assertFalse(result.toString().contains("hunter2"), result::toString);
        assertTrue(result.failures().get(0).message().contains("refused at once"), result::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 302})
    void refusalIsReportedAndNotRepeated(int status) {
        fixture.airbyte.onEvery("getJobInfoWithoutLogs", Fault.response(status));
        fixture.airbyte.setJobStatuses("pending", "running").setJobDurations(Duration.ofHours(1), Duration.ZERO);
        long job = fixture.provisioner().provision().jobId();

        SyncResult result = watch(fixture.client).await(job, MINUTE);

        String missing = result.attemptsMissing();
        assertNotNull(missing);
        assertTrue(missing.startsWith("getJobInfoWithoutLogs: " + status), missing);
        assertTrue(fixture.airbyte.calls("getJob").size() > 2);
        assertTrue(fixture.airbyte.calls("getJobInfoWithoutLogs").size() <= 2, "a 401 is sent twice");
    }

    @Test
    void webPageInsteadOfAttemptsIsReported() {
        fixture.airbyte.onEvery(
                "getJobInfoWithoutLogs", Fault.response(200).body("text/html", "<html><title>Airbyte</title></html>"));

        String line = failed(watch(fixture.client), REFUSED).toString();

        assertTrue(line.contains("; its reasons are not known: getJobInfoWithoutLogs: 200 with a web page"), line);
        assertTrue(line.endsWith("see TROUBLESHOOTING.md#config-api"), line);
    }

    @Test
    void withoutTheSettingNoAttemptIsRead() {
        SyncResult result = failed(new SyncWatch(fixture.client).sleeper(fixture.clock), REFUSED);

        assertEquals(List.of(), fixture.airbyte.calls("getJobInfoWithoutLogs"));
        assertEquals(List.of(), result.failures());
        assertTrue(
                result.toString()
                        .endsWith("; its reasons are not known: SyncWatch.readAttempts() was not called, which"
                                + " reads them from Airbyte's Config API"),
                result::toString);
    }

    @Test
    void outageOfTheConfigApiIsOverAtTheNextPoll() {
        fixture.airbyte.onNext("getJobInfoWithoutLogs", Fault.errorId(500));
        fixture.airbyte.setJobDurations(Duration.ZERO, Duration.ofMillis(300)).setJobStatuses("running", "failed");
        fixture.airbyte.setJobFailures(REFUSED);
        long job = fixture.provisioner().provision().jobId();
        List<String> missing = new ArrayList<>();

        SyncResult result = watch(fixture.client)
                .sleeper(Sleeper.SYSTEM)
                .listener(progress -> missing.add(String.valueOf(progress.attemptsMissing())))
                .await(job, MINUTE);

        assertTrue(missing.get(0).startsWith("getJobInfoWithoutLogs: 500"), missing::toString);
        assertEquals(1, result.failures().size());
        assertNull(result.attemptsMissing());
    }

    @Test
    void listenerSeesTheRowsOfEachStream() {
        fixture.airbyte.setJobDurations(Duration.ZERO, Duration.ofMillis(1500));
        long job = fixture.provisioner().provision().jobId();
        List<SyncResult> seen = new ArrayList<>();

        SyncResult result = watch(fixture.client)
                .sleeper(Sleeper.SYSTEM)
                .listener(seen::add)
                .await(job, MINUTE);

        assertTrue(result.isSucceeded(), result::toString);
        SyncResult running = seen.get(seen.size() - 2);
        assertEquals(JobStatus.RUNNING, running.status());
        assertFalse(running.streams().isEmpty());
        assertTrue(rows(running) > 0, running.streams()::toString);
        assertTrue(rows(running) < rows(result), result.streams()::toString);
        assertEquals(result.rows(), rows(result));
    }

    private static long rows(SyncResult result) {
        return result.streams().stream().mapToLong(StreamProgress::rows).sum();
    }

    @Test
    void failedAttemptIsShownWhileTheSyncContinues() {
        fixture.airbyte
                .setJobDurations(Duration.ZERO, Duration.ZERO)
                .setJobStatuses("running", "incomplete")
                .setJobFailures(LOST);
        long job = fixture.provisioner().provision().jobId();

        SyncResult result = watch(fixture.client).await(job, MINUTE);

        assertFalse(result.isFinal());
        assertEquals("connection lost", result.failures().get(0).message());
        assertTrue(result.toString().endsWith("connection lost (stream users)"), result::toString);
    }

    @Test
    void blockedConfigApiDoesNotDelayTheWatch() {
        fixture.airbyte.setJobStatuses("running");
        fixture.airbyte.onEvery("getJobInfoWithoutLogs", Fault.stall(Duration.ofMinutes(1)));
        long job = fixture.provisioner().provision().jobId();
        long start = System.nanoTime();

        SyncResult result = watch(fixture.client).sleeper(Sleeper.SYSTEM).await(job, Duration.ofMillis(100));

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
        assertEquals(JobStatus.RUNNING, result.status());
        assertNotNull(result.attemptsMissing());
        assertFalse(Thread.interrupted());
    }
}
