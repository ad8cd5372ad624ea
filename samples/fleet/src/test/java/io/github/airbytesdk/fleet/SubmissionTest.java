package io.github.airbytesdk.fleet;

import static io.github.airbytesdk.fleet.ProvisionTenantWorkflow.STATE;
import static io.github.airbytesdk.fleet.ProvisionTenantWorkflow.TENANT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import io.github.airbytesdk.fleet.ProvisionTenantWorkflow.Progress;
import io.github.airbytesdk.fleet.ProvisionTenantWorkflow.State;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effect of a submission on a fleet that is new, partly provisioned, provisioned, changed or deleted. */
@Tag("slow")
class SubmissionTest {
    @TempDir
    Path folder;

    private TestFleet fleet;
    private TemporalConnection temporal;
    private FleetWorker worker;

    @BeforeEach
    void start() {
        fleet = new TestFleet(folder);
        temporal = fleet.connect();
        worker = FleetWorker.start(temporal.client(), fleet.environment);
    }

    @AfterEach
    void close() {
        worker.close();
        temporal.close();
        fleet.close();
    }

    private String tenant(String name) {
        return TestFleet.tenant(name, fleet.airbyte.workspaceId());
    }

    private JsonObject result(int line) throws Exception {
        return JsonParser.parseString(fleet.resultLines().get(line)).getAsJsonObject();
    }

    private List<Call> creates() {
        return fleet.airbyte.calls().stream()
                .filter(call -> TestFleet.CREATES.contains(call.operation()))
                .toList();
    }

    @Test
    void secondSubmissionCreatesOnlyWhatIsMissing() throws Exception {
        assertEquals(0, fleet.submit(fleet.write("one.yaml", tenant("acme"))), fleet::output);
        fleet.airbyte.clearCalls();

        assertEquals(0, fleet.submit(fleet.write("two.yaml", tenant("acme") + tenant("globex"))), fleet::output);

        assertEquals(4, creates().size(), creates()::toString);
        assertEquals(2, fleet.airbyte.connections().size());
        assertEquals(2, fleet.resultLines().size());
    }

    /** Temporal deletes ended workflows after a while; existing pipelines are then found on Airbyte. */
    @Test
    void submissionToAnEmptyTemporalCreatesNothingTwice() throws Exception {
        Path file = fleet.write("tenants.yaml", tenant("acme") + tenant("globex"));
        assertEquals(0, fleet.submit(file), fleet::output);
        List<String> world = fleet.world();
        fleet.airbyte.clearCalls();

        try (LocalTemporal other = LocalTemporal.start()) {
            fleet.environment.put("TEMPORAL_ADDRESS", other.address());
            try (TemporalConnection connection = fleet.connect();
                    FleetWorker anotherWorker = FleetWorker.start(connection.client(), fleet.environment)) {
                assertEquals(0, fleet.submit(file), fleet::output);
            }
        }

        assertFalse(fleet.airbyte.calls().isEmpty());
        assertEquals(List.of(), creates());
        assertEquals(world, fleet.world());
    }

    @Test
    void refusedTenantFailsAtOnceAndTheOthersSucceed() throws Exception {
        String unknown = tenant("acme").replace("\"faker\"", "\"no-such-connector\"");

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", unknown + tenant("globex"))), fleet::output);

        assertEquals(
                1,
                fleet.airbyte.calls("createSource").stream()
                        .filter(call -> call.status() == 400)
                        .count());
        assertEquals(1, fleet.airbyte.connections().size());
        List<JsonObject> failed = List.of(result(0), result(1)).stream()
                .filter(line -> line.get("status").getAsString().equals("failed"))
                .toList();
        assertEquals(1, failed.size());
        assertEquals("acme", failed.get(0).get("tenant").getAsString());
        assertTrue(
                failed.get(0)
                        .get("error")
                        .getAsString()
                        .startsWith(
                                "createSource: the server does not know the source connector \"no-such-connector\""),
                failed::toString);

        // After its correction, a second submission provisions only that tenant.
        fleet.airbyte.clearCalls();
        assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenant("acme") + tenant("globex"))), fleet::output);
        assertEquals(4, creates().size(), creates()::toString);
    }

    @Test
    void unresolvedReferenceFailsAtOnceAndIsNamed() throws Exception {
        String tenant = tenant("acme").replace("\"count\": 1000", "\"count\": 1000, \"seed\": \"${env:NOT_SET}\"");

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant)), fleet::output);

        assertTrue(result(0).get("error").getAsString().startsWith("${env:NOT_SET} is not set"), result(0)::toString);
        assertEquals(List.of(), fleet.airbyte.calls());
    }

    @Test
    void tenantSucceedsAfterAnOutage() throws Exception {
        AtomicBoolean out = new AtomicBoolean(true);
        fleet.airbyte.onAny(call -> out.get() ? Fault.response(502) : null);
        Thread repaired = new Thread(() -> {
            // One more than the client sends by itself.
            TestFleet.await(() -> fleet.airbyte.calls().size() > 5, Duration.ofSeconds(60));
            out.set(false);
        });
        repaired.start();

        assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        repaired.join();
        assertEquals(1, fleet.airbyte.connections().size());
    }

    @Test
    void failedFirstSyncFailsTheTenantAndKeepsItsPipeline() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertEquals("failed", result(0).get("status").getAsString());
        assertTrue(result(0).get("error").getAsString().contains("ended as failed"), result(0)::toString);
        assertEquals(
                fleet.airbyte.connections().get(0).id().toString(),
                result(0).getAsJsonObject("pipeline").get("connectionId").getAsString());
    }

    @Test
    void failedFirstSyncIsReportedWithItsReason() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");
        fleet.airbyte.setJobFailures(JobFailure.configError("destination", "password authentication failed"));

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertEquals(
                "the first sync, job " + fleet.airbyte.jobs().get(0).id()
                        + ", ended as failed: destination config_error: password authentication failed; the pipeline is"
                        + " kept",
                result(0).get("error").getAsString());
    }

    @Test
    void reasonThatCannotBeReadIsReported() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");
        fleet.airbyte.onEvery("getJobInfoWithoutLogs", Fault.problem(403, "forbidden", "no"));

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertTrue(
                result(0).get("error").getAsString().contains("ended as failed: getJobInfoWithoutLogs: 403"),
                result(0)::toString);
    }

    /** Workflows that were started before the activity had its second argument. */
    @Test
    void activityOfAnOlderWorkflowReturnsNoReason() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");
        fleet.airbyte.setJobFailures(JobFailure.configError("destination", "password authentication failed"));
        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);
        Optional<Payloads> older = DefaultDataConverter.STANDARD_INSTANCE.toPayloads(
                fleet.airbyte.jobs().get(0).id());
        Class<?>[] types = {long.class, Tenant.class};

        Object[] arguments = DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(older, types, types);
        try (AirbyteClient client = AirbyteClient.fromEnv(fleet.environment)) {
            ProvisionTenantWorkflow.Sync sync = new AirbyteActivitiesImpl(client, fleet.environment)
                    .finishedSync((long) arguments[0], (Tenant) arguments[1]);

            assertEquals("failed", sync.status());
            assertNull(sync.reason());
        }
    }

    @Test
    void deprovisionedTenantCanBeProvisionedAgain() throws Exception {
        Path file = fleet.write("tenants.yaml", tenant("acme") + tenant("globex"));
        assertEquals(0, fleet.submit(file), fleet::output);

        assertEquals(0, fleet.deprovision(), fleet::output);
        assertTrue(fleet.airbyte.isEmpty(), fleet.airbyte::describe);

        assertEquals(0, fleet.submit(file), fleet::output);
        assertEquals(2, fleet.airbyte.connections().size());
        assertEquals(0, fleet.deprovision(), fleet::output);
        assertTrue(fleet.airbyte.isEmpty(), fleet.airbyte::describe);
    }

    @Test
    void deprovisioningKeepsASharedDestination() throws Exception {
        UUID shared = fleet.airbyte.addDestination("warehouse", "dev-null", "{}");
        String tenants =
                (tenant("acme") + tenant("globex")).replace(TestFleet.DEV_NULL, "{\"id\": \"" + shared + "\"}");
        assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenants)), fleet::output);
        assertEquals(1, fleet.airbyte.destinations().size());
        assertEquals(2, fleet.airbyte.connections().size());

        assertEquals(0, fleet.deprovision(), fleet::output);

        assertEquals(List.of(), fleet.airbyte.sources());
        assertEquals(shared, fleet.airbyte.destinations().get(0).id());
    }

    /** What is done once is not done again in another way without a word. */
    @Test
    void changedTenantIsNotTakenForDone() throws Exception {
        assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertEquals(
                1,
                fleet.submit(fleet.write("tenants.yaml", tenant("acme").replace("\"count\": 1000", "\"count\": 2000"))),
                fleet::output);

        assertTrue(result(0).get("error").getAsString().contains("exists and differs in count"), result(0)::toString);
    }

    @Test
    void secondSubmissionJoinsARunningOne() throws Exception {
        fleet.airbyte.setLatency(Duration.ofMillis(100));
        Path file = fleet.write("tenants.yaml", tenant("acme"));
        AtomicInteger first = new AtomicInteger(-1);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Thread other = new Thread(
                () -> first.set(new Fleet(fleet.environment, nowhere, nowhere).run("submit", file.toString())));
        other.start();
        TestFleet.await(() -> !fleet.airbyte.calls("listSources").isEmpty(), Duration.ofSeconds(60));

        assertEquals(0, fleet.submit(file), fleet::output);

        other.join();
        assertEquals(0, first.get());
        // A create of dev-null by its name is refused before the one by its definition.
        assertEquals(4, creates().stream().filter(Call::acted).count(), creates()::toString);
    }

    @Test
    void invalidInputStartsNothing() throws Exception {
        Path file = fleet.write("tenants.yaml", tenant("acme") + tenant("acme"));

        assertEquals(2, fleet.submit(file));

        assertTrue(
                fleet.output().contains("tenants.yaml: line 2: name \"acme\" is also in line 1, in the same workspace"),
                fleet::output);
        assertEquals(List.of(), fleet.airbyte.calls());
    }

    @Test
    void syncThatOutlivesItsDeadlineFailsTheTenant() throws Exception {
        fleet.airbyte.setJobDurations(Duration.ofSeconds(1), Duration.ofHours(1));
        fleet.environment.put("FLEET_SYNC_DEADLINE", "PT3S");

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertEquals(
                "the first sync, job " + fleet.airbyte.jobs().get(0).id()
                        + ", has not finished after PT3S; the pipeline is kept",
                result(0).get("error").getAsString());
        assertTrue(result(0).has("pipeline"), result(0)::toString);
    }

    @Test
    void syncThatCannotBeWatchedFailsTheTenant() throws Exception {
        fleet.airbyte.onEvery("getJob", Fault.problem(403, "forbidden", "no"));

        assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertTrue(
                result(0).get("error").getAsString().contains("cannot be watched: getJob: 403"), result(0)::toString);
        assertTrue(result(0).has("pipeline"), result(0)::toString);
    }

    @Test
    void runningTenantShowsItsStateAndProgress() throws Exception {
        fleet.airbyte.setJobDurations(Duration.ofSeconds(1), Duration.ofSeconds(4));
        Path file = fleet.write("tenants.yaml", tenant("acme"));
        Thread submission = new Thread(() -> fleet.submit(file));
        submission.start();
        TestFleet.await(() -> fleet.airbyte.calls("getJob").size() > 1, Duration.ofSeconds(60));
        WorkflowStub workflow = temporal.client().newUntypedWorkflowStub(fleet.workflowId("acme"));

        Progress progress = workflow.query("progress", Progress.class);
        String whileSyncing = workflow.describe().getTypedSearchAttributes().get(STATE);

        assertEquals(State.SYNCING, progress.state());
        assertEquals(
                fleet.airbyte.connections().get(0).id(), progress.pipeline().connectionId());
        assertEquals("SYNCING", whileSyncing);
        submission.join();
        assertEquals("SYNCED", workflow.describe().getTypedSearchAttributes().get(STATE));
        assertEquals("acme", workflow.describe().getTypedSearchAttributes().get(TENANT));
    }

    /** Each look that finds a running sync is a retry, which Temporal does not record. */
    @Test
    void historyDoesNotGrowWithTheLengthOfASync() throws Exception {
        fleet.environment.put("FLEET_SYNC_POLL", "PT0.1S");
        fleet.airbyte.setJobDurations(Duration.ZERO, Duration.ofSeconds(4));

        assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenant("acme"))), fleet::output);

        assertTrue(fleet.airbyte.calls("getJob").size() >= 10);
        WorkflowExecutionHistory history = temporal.client().fetchHistory(fleet.workflowId("acme"));
        assertTrue(history.getEvents().size() <= 20, () -> history.getEvents().size() + " events");
    }
}
