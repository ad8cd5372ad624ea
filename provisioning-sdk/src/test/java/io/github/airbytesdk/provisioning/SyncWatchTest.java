package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SyncWatchTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final Fixture fixture = Fixture.builder().server(this::settings).start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;
    private final UUID connection = airbyte.addConnection(
            "users to nowhere",
            airbyte.addSource("users", "faker", "{}"),
            airbyte.addDestination("nowhere", "dev-null", "{}"));
    private final SyncWatch watch = new SyncWatch(client).sleeper(fixture.clock);

    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server;
    }

    /** Lets a job pass through these statuses, one with each pause. */
    private SyncWatch watchWhile(long job, String... statuses) {
        List<String> next = new ArrayList<>(List.of(statuses));
        return watch.sleeper(new TestClock() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                super.sleep(pause);
                airbyte.setJobStatus(job, next.remove(0));
            }
        });
    }

    // What is final.

    @ParameterizedTest
    @ValueSource(strings = {"succeeded", "failed", "cancelled"})
    void finishedSyncIsReturnedAtOnce(String status) {
        long job = airbyte.addJob(connection, status);

        SyncResult result = watch.await(job, MINUTE);

        assertTrue(result.isFinal());
        assertEquals(status.equals("succeeded"), result.isSucceeded());
        assertEquals(status, result.status().getValue());
        assertEquals(List.of(), fixture.clock.pauses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "queued", "running", "incomplete", "levitating"})
    void everyOtherStatusIsPolledAgain(String status) {
        long job = airbyte.addJob(connection, status);

        SyncResult result = watchWhile(job, status, "succeeded").await(job, MINUTE);

        assertTrue(result.isSucceeded());
        assertEquals(3, airbyte.calls("getJob").size());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 9_223_372_037L, 3_153_600_001L})
    void deadlineBeyondAnyLimitMeansNone(long seconds) {
        Duration endless = Duration.ofSeconds(seconds);
        long job = airbyte.addJob(connection, "running");

        SyncResult result = watchWhile(job, "running", "succeeded").await(job, endless);

        assertTrue(result.isSucceeded());
        fixture.provisioner().deadline(endless).provision();
        fixture.provisioner().deadline(ChronoUnit.FOREVER.getDuration()).provision();
    }

    /** A queued job can go back to pending, and a failed attempt is followed by another. */
    @Test
    void statusMayGoBackAndForth() {
        long job = airbyte.addJob(connection, "pending");
        List<String> seen = new ArrayList<>();

        SyncResult result = watchWhile(job, "queued", "pending", "running", "incomplete", "running", "succeeded")
                .listener(progress -> seen.add(progress.status().getValue()))
                .await(job, MINUTE);

        assertTrue(result.isSucceeded());
        assertEquals(List.of("pending", "queued", "pending", "running", "incomplete", "running", "succeeded"), seen);
    }

    @Test
    void resultContainsTheServersNumbers() {
        long job = airbyte.addJob(connection, "succeeded");
        airbyte.rewrite("getJob", json -> {
            json.getAsJsonObject().addProperty("rowsSynced", 3_000_000_000L);
            json.getAsJsonObject().addProperty("bytesSynced", 5L);
            json.getAsJsonObject().addProperty("duration", "PT8H6M12S");
            return json;
        });

        assertEquals(
                new SyncResult(
                        job,
                        JobStatus.SUCCEEDED,
                        3_000_000_000L,
                        5,
                        Duration.ofHours(8).plusMinutes(6).plusSeconds(12)),
                watch.await(job, MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "8 hours"})
    void missingDurationIsTheTimeSinceTheStart(String duration) {
        long job = airbyte.addJob(connection, "running");
        airbyte.rewrite("getJob", json -> {
            json.getAsJsonObject().remove("rowsSynced");
            json.getAsJsonObject().remove("bytesSynced");
            json.getAsJsonObject().remove("duration");
            if (!duration.equals("absent")) {
                json.getAsJsonObject().addProperty("duration", duration);
            }
            return json;
        });

        SyncResult result = watchWhile(job, "succeeded").await(job, MINUTE);

        assertEquals(new SyncResult(job, JobStatus.SUCCEEDED, 0, 0, Duration.ofSeconds(1)), result);
    }

    // How it waits.

    @Test
    void pausesGrowTo30SecondsAndEndAtTheDeadline() {
        long job = airbyte.addJob(connection, "running");

        SyncResult result = watch.await(job, Duration.ofMinutes(3));

        assertFalse(result.isFinal());
        assertEquals(Duration.ofMinutes(3), result.duration());
        assertEquals(Duration.ofSeconds(1), fixture.clock.pauses.get(0));
        assertEquals(Duration.ofMillis(1500), fixture.clock.pauses.get(1));
        assertEquals(Duration.ofMillis(2250), fixture.clock.pauses.get(2));
        assertTrue(fixture.clock.pauses.contains(Duration.ofSeconds(30)), fixture.clock.pauses.toString());
        assertTrue(fixture.clock.pauses.stream().allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0));
        assertEquals(Duration.ofMinutes(3), fixture.clock.pauses.stream().reduce(Duration.ZERO, Duration::plus));
        assertEquals(fixture.clock.pauses.size() + 1, airbyte.calls("getJob").size());
    }

    @Test
    void listenerIsNotifiedOfEachPoll() {
        long job = airbyte.addJob(connection, "pending");
        // Without the server's own duration, each result has the time since the watch began.
        airbyte.rewrite("getJob", json -> {
            json.getAsJsonObject().remove("duration");
            return json;
        });
        List<SyncResult> results = new ArrayList<>();

        watchWhile(job, "running", "succeeded").listener(results::add).await(job, MINUTE);

        assertEquals(
                List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMillis(2500)),
                results.stream().map(SyncResult::duration).toList());
        SyncResult last = results.get(2);
        assertEquals(job, last.jobId());
        assertEquals(JobStatus.SUCCEEDED, last.status());
        assertEquals(airbyte.jobs().get(0).rows(), last.rows());
        assertEquals(airbyte.jobs().get(0).bytes(), last.bytes());
    }

    @Test
    void exceptionOfTheListenerEndsTheWatchOnly() {
        long job = airbyte.addJob(connection, "running");
        IllegalStateException enough = new IllegalStateException("enough");

        SyncWatch watching = watch.listener(progress -> {
            throw enough;
        });

        assertEquals(enough, assertThrows(IllegalStateException.class, () -> watching.await(job, MINUTE)));
        assertEquals("running", airbyte.jobs().get(0).status());
    }

    // The deadline.

    @Test
    void deadlineLeavesTheSyncRunning() {
        long job = airbyte.addJob(connection, "running");

        SyncResult result = watch.await(job, MINUTE);

        assertEquals(JobStatus.RUNNING, result.status());
        assertFalse(result.isFinal());
        assertEquals("running", airbyte.jobs().get(0).status());
        assertEquals(List.of(), airbyte.calls("cancelJob"));
    }

    @Test
    void deadlineCancelsTheSyncIfRequested() {
        long job = airbyte.addJob(connection, "running");

        SyncResult result = watch.cancelAtDeadline().await(job, MINUTE);

        assertEquals(JobStatus.CANCELLED, result.status());
        assertEquals("cancelled", airbyte.jobs().get(0).status());
    }

    @Test
    void syncThatEndsInTimeIsNotCancelled() {
        long job = airbyte.addJob(connection, "running");

        assertTrue(watchWhile(job, "succeeded")
                .cancelAtDeadline()
                .await(job, MINUTE)
                .isSucceeded());

        assertEquals(List.of(), airbyte.calls("cancelJob"));
    }

    @Test
    void failedCancellationIsThrown() {
        long job = airbyte.addJob(connection, "running");
        airbyte.onEvery("cancelJob", Fault.response(500));

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> watch.cancelAtDeadline().await(job, MINUTE));

        assertEquals("cancelJob", e.operation());
    }

    // What goes wrong.

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void outageDoesNotEndTheWatch(int status) {
        try (AirbyteClient impatient = impatient()) {
            long job = airbyte.addJob(connection, "running");
            airbyte.onAny(call ->
                    call.operation().equals("getJob") && call.number() % 2 == 0 ? Fault.response(status) : null);

            SyncResult result = new SyncWatch(impatient).sleeper(fixture.clock).await(job, MINUTE);

            assertEquals(JobStatus.RUNNING, result.status());
            assertEquals(List.of(), fixture.pauses, "retried");
            assertTrue(fixture.clock.pauses.size() > 5, fixture.clock.pauses.toString());
        }
    }

    @Test
    void lostConnectionKeepsTheLastStatus() {
        try (AirbyteClient impatient = impatient()) {
            long job = airbyte.addJob(connection, "running");
            List<JobStatus> seen = new ArrayList<>();

            SyncResult result = new SyncWatch(impatient)
                    .sleeper(fixture.clock)
                    .listener(progress -> {
                        seen.add(progress.status());
                        airbyte.onEvery("getJob", Fault.drop());
                    })
                    .await(job, MINUTE);

            assertEquals(JobStatus.RUNNING, result.status());
            assertEquals(List.of(), fixture.pauses, "retried");
            assertTrue(seen.size() > 5 && seen.stream().allMatch(JobStatus.RUNNING::equals), seen.toString());
        }
    }

    @Test
    void truncatedResponseDoesNotEndTheWatch() {
        long job = airbyte.addJob(connection, "running");
        airbyte.onNext("getJob", Fault.none().truncated());

        SyncResult result = watchWhile(job, "succeeded").await(job, MINUTE);

        assertTrue(result.isSucceeded());
        assertEquals(2, airbyte.calls("getJob").size());
    }

    @Test
    void deadlineEndsAnIncompleteResponse() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AirbyteClient client = AirbyteClient.builder()
                        .selfManaged("http://127.0.0.1:" + server.getLocalPort())
                        .build()) {
            CompletableFuture<Socket> halfResponded = CompletableFuture.supplyAsync(() -> respondHalf(server));
            long start = System.nanoTime();

            SyncResult result = new SyncWatch(client).await(1, Duration.ofMillis(100));

            assertEquals(JobStatus.UNKNOWN, result.status());
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
            assertFalse(Thread.interrupted());
            halfResponded.join().close();
        }
    }

    /** Keeps the connection, so that the client waits for the rest. */
    private static Socket respondHalf(ServerSocket server) {
        try {
            Socket socket = server.accept();
            String half = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"jobId\": ";
            socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void webPageInsteadOfAJobEndsTheWatch() {
        long job = airbyte.addJob(connection, "running");
        airbyte.onNext("getJob", Fault.response(200).body("text/html", "<html>welcome</html>"));

        assertEquals(
                200,
                assertThrows(AirbyteApiException.class, () -> watch.await(job, MINUTE))
                        .status());
    }

    /** Does not retry: the first pause would be longer than the timeout. */
    private AirbyteClient impatient() {
        return fixture.client(settings -> settings.createTimeout(Duration.ofMillis(150)));
    }

    /** A call may take minutes, of which a watch of a fraction of a second knows nothing. */
    @Test
    void unresponsiveServerDoesNotDelayTheWatch() {
        long job = airbyte.addJob(connection, "running");
        airbyte.onEvery("getJob", Fault.stall(Duration.ofMinutes(1)));
        long start = System.nanoTime();

        SyncResult result = new SyncWatch(client).await(job, Duration.ofMillis(100));

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
        assertEquals(JobStatus.UNKNOWN, result.status());
        assertFalse(Thread.interrupted());
    }

    @Test
    void unknownJobEndsTheWatch() {
        AirbyteApiException e = assertThrows(AirbyteApiException.class, () -> watch.await(4711, MINUTE));

        assertEquals(409, e.status());
        assertTrue(e.getMessage().contains("Job is not currently running"), e.getMessage());
        assertEquals(List.of(), fixture.clock.pauses);
    }

    @Test
    void refusalEndsTheWatch() {
        long job = airbyte.addJob(connection, "running");
        airbyte.onNext("getJob", Fault.problem(403, "forbidden", "no"));

        assertEquals(
                403,
                assertThrows(AirbyteApiException.class, () -> watch.await(job, MINUTE))
                        .status());
    }

    @Test
    void interruptEndsTheWatchOnly() {
        long job = airbyte.addJob(connection, "running");
        SyncWatch interrupted = watch.cancelAtDeadline().sleeper(new TestClock() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                throw new InterruptedException();
            }
        });

        SyncResult result = interrupted.await(job, MINUTE);

        assertTrue(Thread.interrupted());
        assertEquals(JobStatus.RUNNING, result.status());
        assertEquals(List.of(), airbyte.calls("cancelJob"));
    }

    /** The call itself is cut short, too. */
    @Test
    void interruptBeforeTheWatchEndsItAtOnce() {
        long job = airbyte.addJob(connection, "running");
        Thread.currentThread().interrupt();

        SyncResult result = watch.await(job, MINUTE);

        assertTrue(Thread.interrupted());
        assertFalse(result.isFinal());
        assertEquals(List.of(), fixture.clock.pauses);
    }

    @Test
    void deadlineMustBePositive() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> watch.await(1, Duration.ZERO));

        assertEquals("a deadline of PT0S is not positive", e.getMessage());
        assertEquals(List.of(), airbyte.calls());
    }

    // Provisioning and watching in one.

    @Test
    void firstSyncIsWatchedUntilItSucceeds() {
        airbyte.setJobDurations(Duration.ofMillis(20), Duration.ofMillis(20));

        ProvisionedPipeline pipeline =
                Pipelines.fakerToDevNull(client, airbyte.workspaceId()).provision();
        SyncResult sync = watch.sleeper(realTimeInBrief()).await(pipeline.jobId(), MINUTE);

        assertTrue(sync.isSucceeded());
        assertEquals(pipeline.jobId(), sync.jobId());
    }

    private static TestClock realTimeInBrief() {
        return new TestClock() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                super.sleep(pause);
                Thread.sleep(50);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "running"})
    void watchLeavesThePipelineAfterAFailedSync(String status) {
        airbyte.setJobStatuses(status);

        ProvisionedPipeline pipeline =
                Pipelines.fakerToDevNull(client, airbyte.workspaceId()).provision();
        SyncResult sync = watch.await(pipeline.jobId(), MINUTE);

        assertFalse(sync.isSucceeded());
        assertEquals(status, sync.status().getValue());
        assertEquals(List.of(), airbyte.deletedIds());
    }
}
