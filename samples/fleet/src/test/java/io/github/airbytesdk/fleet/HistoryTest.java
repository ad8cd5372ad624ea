package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.JobFailure;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No secret is in what Temporal keeps of a workflow: canaries from the worker's environment and from a file are looked for in
 * every byte, while a server repeats all that it was sent.
 */
@Tag("slow")
class HistoryTest {
    private static final String PASSWORD = "canary-pass/word+7";
    private static final String KEY = "canary-key-8251\nsecond-line-8252";

    @TempDir
    Path folder;

    private TestFleet fleet;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        fleet = new TestFleet(folder);
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        fleet.environment.put("CANARY_PASSWORD", PASSWORD);
        file = fleet.write("tenants.yaml", """
                - name: acme
                  source:
                    type: postgres
                    configuration:
                      host: db.example
                      port: 5432
                      database: orders
                      username: airbyte
                      password: ${env:CANARY_PASSWORD}
                      jdbc_url_params: "key=${file:%s}"
                  destination: %s
                """.formatted(key, TestFleet.DEV_NULL));
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private int submit() {
        try (TemporalConnection temporal = fleet.connect();
                FleetWorker worker = FleetWorker.start(temporal.client(), fleet.environment)) {
            return fleet.submit(file);
        }
    }

    @Test
    void holdsNoSecretOfAPipeline() throws Exception {
        assertEquals(0, submit(), fleet::output);

        String stored = fleet.airbyte.sources().get(0).configuration().toString();
        assertTrue(stored.contains(PASSWORD), "the server has the secret");
        assertTrue(stored.contains("second-line-8252"), "the server has the file");
        assertNoCanary();
        assertTrue(
                history().getEvents().stream()
                        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED),
                "it is the whole history");
    }

    /** Refused permanently by a server that quotes the request. */
    @Test
    void holdsNoSecretThatARefusalQuotes() throws Exception {
        fleet.airbyte.onEvery("createSource", Fault.problem(422, "unprocessable-entity", quoted()));

        assertEquals(1, submit(), fleet::output);

        assertTrue(
                fleet.resultLines().get(0).contains("422"), fleet.resultLines().toString());
        assertNoCanary();
    }

    /** The failures of attempts that are repeated are kept as well. */
    @Test
    void holdsNoSecretThatARetriedFailureQuotes() throws Exception {
        fleet.environment.put("FLEET_FIRST_PAUSE", "PT0.1S");
        fleet.airbyte.onNext("createSource", Fault.problem(500, "unexpected-problem", quoted()));
        fleet.airbyte.onNext("createDestination", Fault.problem(500, quoted(), quoted()));
        fleet.airbyte.onNext("createConnection", Fault.problem(500, quoted(), quoted()));
        fleet.airbyte.onNext("createJob", Fault.problem(500, quoted(), quoted()));
        fleet.airbyte.onNext("getJob", Fault.problem(500, quoted(), quoted()));

        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(this::submit);
        Set<String> failures = new HashSet<>();
        try (TemporalConnection temporal = fleet.connect()) {
            while (!run.isDone()) {
                lastFailure(temporal.client()).ifPresent(failures::add);
                LockSupport.parkNanos(20_000_000);
            }
        }

        assertEquals(0, run.get(), fleet::output);
        assertTrue(failures.size() >= 4, failures::toString);
        failures.forEach(
                failure -> assertFalse(failure.contains("canary") || failure.contains("second-line"), failure));
        assertNoCanary();
    }

    @Test
    void holdsNoSecretThatAConnectorQuotes() throws Exception {
        fleet.airbyte.setDiscoverFailure("cannot open " + quoted());

        assertEquals(1, submit(), fleet::output);

        assertTrue(
                fleet.resultLines().get(0).contains("configuration does not work"),
                fleet.resultLines().toString());
        assertNoCanary();
    }

    @Test
    void holdsNoSecretThatAFailedSyncQuotes() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");
        fleet.airbyte.setJobFailures(JobFailure.configError("source", "cannot open " + quoted()));

        assertEquals(1, submit(), fleet::output);

        String result = fleet.resultLines().get(0);
        assertTrue(result.contains("ended as failed: source config_error: cannot open"), result);
        assertTrue(result.contains("***"), result);
        assertNoCanary();
    }

    /** The SDK cuts the message within the secret. */
    @Test
    void holdsNoPartOfASecretThatALongReasonQuotes() throws Exception {
        fleet.airbyte.setJobStatuses("pending", "failed");
        fleet.airbyte.setJobFailures(JobFailure.configError("source", "x".repeat(1_988) + PASSWORD));

        assertEquals(1, submit(), fleet::output);

        assertNoCanary();
    }

    @Test
    void holdsNoSecretOfADeprovisioning() throws Exception {
        assertEquals(0, submit(), fleet::output);
        fleet.airbyte.onNext("deleteSource", Fault.problem(500, quoted(), quoted()));

        try (TemporalConnection temporal = fleet.connect();
                FleetWorker worker = FleetWorker.start(temporal.client(), fleet.environment)) {
            assertEquals(0, fleet.deprovision(), fleet::output);
        }

        assertTrue(fleet.airbyte.isEmpty(), fleet.airbyte::describe);
        assertNoCanary();
    }

    private static String quoted() {
        return "jdbc:postgresql://airbyte:" + PASSWORD + "@db?" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8)
                + " key " + KEY + " or " + KEY.replace("\n", "\\n");
    }

    /** What Temporal keeps of an attempt that failed, until the next one has ended; it shows all of the failure. */
    private Optional<String> lastFailure(WorkflowClient client) {
        try {
            return client
                    .newUntypedWorkflowStub(fleet.workflowId("acme"))
                    .describe()
                    .getRawDescription()
                    .getPendingActivitiesList()
                    .stream()
                    .filter(PendingActivityInfo::hasLastFailure)
                    .map(activity -> activity.getLastFailure().toString())
                    .findFirst();
        } catch (WorkflowException notStartedYet) {
            return Optional.empty();
        }
    }

    private WorkflowExecutionHistory history() {
        try (TemporalConnection temporal = fleet.connect()) {
            return temporal.client().fetchHistory(fleet.workflowId("acme"));
        }
    }

    private void assertNoCanary() {
        List<byte[]> kept = new ArrayList<>();
        try (TemporalConnection temporal = fleet.connect()) {
            WorkflowClient client = temporal.client();
            kept.add(client.fetchHistory(fleet.workflowId("acme")).getHistory().toByteArray());
            kept.add(client.newUntypedWorkflowStub(fleet.workflowId("acme"))
                    .describe()
                    .getRawDescription()
                    .toByteArray());
        }
        String workspaceId = fleet.airbyte.workspaceId().toString();
        for (byte[] bytes : kept) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertTrue(text.contains(workspaceId), "it is this tenant's");
            for (String canary : List.of("canary-pass", "canary-key-8251", "second-line-8252", PASSWORD)) {
                assertFalse(text.contains(canary), canary);
                assertFalse(text.contains(URLEncoder.encode(canary, StandardCharsets.UTF_8)), canary);
            }
        }
        for (String payload : payloads(history().toJson(false))) {
            assertFalse(payload.contains("canary"), payload);
            assertFalse(payload.contains("second-line"), payload);
        }
        assertFalse(fleet.output().contains("canary"), "what the programs print");
        assertFalse(results().contains("canary"), "the result file");
    }

    private String results() {
        try {
            return String.join("\n", fleet.resultLines());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The texts that JSON shows in Base64. */
    private List<String> payloads(String json) {
        List<String> payloads = Pattern.compile("\"data\":\\s*\"([A-Za-z0-9+/=]+)\"")
                .matcher(json)
                .results()
                .map(match -> new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8))
                .toList();
        String workspaceId = fleet.airbyte.workspaceId().toString();
        assertTrue(payloads.stream().anyMatch(payload -> payload.contains(workspaceId)), "the input is among them");
        return payloads;
    }
}
