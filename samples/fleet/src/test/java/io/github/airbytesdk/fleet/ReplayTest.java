package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows that run in production continue with today's code. README.md says what to do when this test fails. */
class ReplayTest {
    private static final Path RECORDED = Path.of("src/test/resources/histories");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"provisioned", "sync-failed", "refused"})
    void todaysCodeReplaysRecordedProvisionings(String history) throws Exception {
        WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/" + history + ".json", ProvisionTenantWorkflowImpl.class);
    }

    @Test
    void todaysCodeReplaysARecordedDeprovisioning() throws Exception {
        WorkflowReplayer.replayWorkflowExecutionFromResource(
                "histories/deprovisioned.json", DeprovisionTenantWorkflowImpl.class);
    }

    /** The change that this test has to find: activities in another order. */
    public static final class Reordered implements ProvisionTenantWorkflow {
        @Override
        public Result provision(Request request) {
            Sync sync = ActivityStubs.syncs(request.timing()).finishedSync(1, request.tenant());
            Pipeline pipeline = ActivityStubs.pipelines(request.timing())
                    .provision(request.tenant(), request.timing().deadline());
            return new Result(pipeline, sync);
        }

        @Override
        public Progress progress() {
            return new Progress(State.SYNCED, null);
        }
    }

    @Test
    void anotherOrderOfActivitiesIsFound() {
        Exception failure = assertThrows(
                Exception.class,
                () -> WorkflowReplayer.replayWorkflowExecutionFromResource(
                        "histories/provisioned.json", Reordered.class));

        assertTrue(failure.toString().contains("NonDeterministicException"), failure::toString);
    }

    /** Replaces the recorded histories. Only for a version of the workflows that nothing runs in production any more. */
    @Test
    @EnabledIfSystemProperty(named = "fleet.record", matches = "true")
    void recordHistories() throws Exception {
        try (TestFleet fleet = new TestFleet(folder);
                TemporalConnection temporal = fleet.connect();
                FleetWorker worker = FleetWorker.start(temporal.client(), fleet.environment)) {
            String tenant = TestFleet.tenant("acme", fleet.airbyte.workspaceId());
            fleet.airbyte.setJobDurations(Duration.ofMillis(100), Duration.ofSeconds(1));
            assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenant)), fleet::output);
            record(temporal, fleet.workflowId("acme"), "provisioned");
            assertEquals(0, fleet.deprovision(), fleet::output);
            record(temporal, fleet.workflowId("acme"), "deprovisioned");
            fleet.airbyte.setJobStatuses("pending", "failed");
            assertEquals(1, fleet.submit(fleet.write("tenants.yaml", tenant)), fleet::output);
            record(temporal, fleet.workflowId("acme"), "sync-failed");
            String refused = tenant.replace("acme", "globex").replace("\"faker\"", "\"unknown\"");
            assertEquals(1, fleet.submit(fleet.write("tenants.yaml", refused)), fleet::output);
            record(temporal, fleet.workflowId("globex"), "refused");
        }
    }

    private static void record(TemporalConnection temporal, String workflowId, String name) throws IOException {
        Files.createDirectories(RECORDED);
        // The identity names the process and the machine.
        String history = temporal.client()
                .fetchHistory(workflowId)
                .toJson(true)
                .replaceAll("\"identity\": \"[^\"]*\"", "\"identity\": \"recorded\"");
        Files.writeString(RECORDED.resolve(name + ".json"), history + "\n");
    }
}
