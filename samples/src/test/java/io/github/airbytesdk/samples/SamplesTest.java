package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs each short sample without settings, and on a server whose state the test inspects. */
@Execution(ExecutionMode.CONCURRENT)
class SamplesTest {
    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @AfterEach
    void close() {
        airbyte.close();
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private interface Sample {
        void run(Map<String, String> environment, PrintStream out) throws Exception;
    }

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD) // one buffer for all
    List<DynamicTest> withoutSettingsRunsOnEmbeddedAirbyte() {
        return List.of(
                onEmbeddedAirbyte("ChooseStreams", ChooseStreams::run),
                onEmbeddedAirbyte("RerunAfterKill", RerunAfterKill::run),
                onEmbeddedAirbyte("WatchWithDeadline", WatchWithDeadline::run),
                onEmbeddedAirbyte("TakeDown", TakeDown::run),
                onEmbeddedAirbyte("HandleFailure", HandleFailure::run),
                onEmbeddedAirbyte("ManyTenants", ManyTenants::run));
    }

    private DynamicTest onEmbeddedAirbyte(String name, Sample sample) {
        return DynamicTest.dynamicTest(name, () -> {
            bytes.reset();
            sample.run(Map.of(), out);

            assertTrue(lines().get(0).startsWith("EmbeddedAirbyte at http://127.0.0.1:"), lines().toString());
            assertTrue(lines().size() > 2, lines().toString());
        });
    }

    @Test
    void chooseStreamsRefusesTyposAndSyncsTheSelection() {
        ChooseStreams.run(airbyte.environment(), out);

        String refusal = lines().get(0);
        assertTrue(refusal.contains("no stream user: did you mean users?"), refusal);
        assertTrue(refusal.contains("selected field [colour] is not a field of the stream"), refusal);
        assertEquals(
                List.of("syncs users by incremental_append", "syncs products by incremental_deduped_history"),
                lines().subList(1, lines().size()));
        assertEquals(1, airbyte.connections().size());
        assertEquals(1, airbyte.sources().size());
    }

    @Test
    void rerunAfterKillCreatesNothingTwice() throws Exception {
        RerunAfterKill.run(airbyte.environment(), out);

        assertEquals(
                List.of(
                        "first run    createSource: done",
                        "first run    createDestination: done",
                        "first run    killed",
                        "second run   createSource: REUSED",
                        "second run   createDestination: REUSED",
                        "second run   createConnection: CREATED",
                        "second run   triggerFirstSync: CREATED"),
                lines());
        assertEquals(1, airbyte.sources().size());
        assertEquals(1, airbyte.destinations().size());
        assertEquals(1, airbyte.connections().size());
        assertEquals(1, airbyte.jobs().size());
    }

    @Test
    void watchContinuesAfterTheFirstDeadline() {
        airbyte.setJobDurations(Duration.ofMillis(200), Duration.ofMillis(400));

        WatchWithDeadline.run(airbyte.environment(), out);

        assertTrue(lines().contains("still running at the deadline; watching it longer"), lines().toString());
        assertTrue(lines().get(lines().size() - 1).startsWith("succeeded: "), lines().toString());
        assertEquals(List.of(), airbyte.calls("cancelJob"));
    }

    @Test
    void takeDownDeletesTheIdsInItsArguments() {
        UUID source = airbyte.addSource("orders", "faker", "{}");
        UUID destination = airbyte.addDestination("warehouse", "dev-null", "{}");
        UUID connection = airbyte.addConnection("orders to warehouse", source, destination);
        airbyte.addJob(connection, "running");

        TakeDown.run(airbyte.environment(), out, connection.toString(), destination.toString(), source.toString());

        assertEquals(
                List.of(
                        "deleted      connection " + connection,
                        "deleted      destination " + destination,
                        "deleted      source " + source,
                        "already gone connection " + connection,
                        "already gone destination " + destination,
                        "already gone source " + source),
                lines());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
        assertEquals("cancelled", airbyte.jobs().get(0).status());
    }

    @Test
    void manyTenantsShareOneDestination() {
        ManyTenants.run(airbyte.environment(), out);

        assertEquals(1, airbyte.destinations().size());
        assertEquals(6, airbyte.connections().size());
        UUID warehouse = airbyte.destinations().get(0).id();
        assertTrue(airbyte.connections().stream().map(Connection::destinationId).allMatch(warehouse::equals));
        List<String> results = lines().stream()
                .filter(line -> line.contains(" connection "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
        assertEquals(List.of("acme", "globex", "initech", "umbrella", "hooli", "vandelay"), results);
        assertTrue(
                lines().stream().anyMatch(line -> line.startsWith("acme       createSource took ")),
                lines().toString());
    }

    @Test
    void failureOfOneTenantDoesNotStopTheOthers() {
        airbyte.onNext("createConnection", Fault.problem(403, "forbidden", "no"));

        ManyTenants.run(airbyte.environment(), out);

        assertEquals(5, airbyte.connections().size());
        assertEquals(5, airbyte.sources().size());
        assertEquals(
                1,
                lines().stream()
                        .filter(line -> line.contains("failed: createConnection: 403"))
                        .count());
    }

    @Test
    void missingWorkspaceVariableIsNamed() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> TakeDown.run(Map.of("AIRBYTE_URL", airbyte.url()), out));

        assertTrue(e.getMessage().startsWith("AIRBYTE_WORKSPACE_ID is not set"), e.getMessage());
    }
}
