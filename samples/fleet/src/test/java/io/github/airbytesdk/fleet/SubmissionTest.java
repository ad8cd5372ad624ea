package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a submission does on a fleet that is new, half done, done, changed or taken down. */
class SubmissionTest {
    @TempDir
    Path folder;

    private Rig rig;
    private Temporal temporal;
    private FleetWorker worker;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
        temporal = rig.connect();
        worker = FleetWorker.start(temporal.client(), rig.environment);
    }

    @AfterEach
    void close() {
        worker.close();
        temporal.close();
        rig.close();
    }

    private String tenant(String name) {
        return Rig.tenant(name, rig.airbyte.workspaceId());
    }

    private JsonObject result(int line) throws Exception {
        return JsonParser.parseString(rig.resultLines().get(line)).getAsJsonObject();
    }

    private List<Call> creates() {
        return rig.airbyte.calls().stream()
                .filter(call -> Rig.CREATES.contains(call.operation()))
                .toList();
    }

    @Test
    void rerunMakesOnlyWhatIsMissing() throws Exception {
        assertEquals(0, rig.submit(rig.write("one.yaml", tenant("acme"))), rig::output);
        rig.airbyte.clearCalls();

        assertEquals(0, rig.submit(rig.write("two.yaml", tenant("acme") + tenant("globex"))), rig::output);

        assertEquals(4, creates().size(), creates()::toString);
        assertEquals(2, rig.airbyte.connections().size());
        assertEquals(2, rig.resultLines().size());
    }

    /** Temporal forgets after a while what has ended; what exists is then found on Airbyte. */
    @Test
    void rerunOnATemporalThatHasForgottenOnlyReads() throws Exception {
        Path file = rig.write("tenants.yaml", tenant("acme") + tenant("globex"));
        assertEquals(0, rig.submit(file), rig::output);
        List<String> world = rig.world();
        rig.airbyte.clearCalls();

        rig.environment.remove("TEMPORAL_ADDRESS");
        assertEquals(0, rig.fleet("run", file.toString(), rig.results().toString()), rig::output);

        assertFalse(rig.airbyte.calls().isEmpty());
        assertEquals(List.of(), creates());
        assertEquals(world, rig.world());
    }

    @Test
    void refusedTenantFailsAtOnceAndTheOthersDoNot() throws Exception {
        String unknown = tenant("acme").replace("\"faker\"", "\"no-such-connector\"");

        assertEquals(1, rig.submit(rig.write("tenants.yaml", unknown + tenant("globex"))), rig::output);

        assertEquals(
                1,
                rig.airbyte.calls("createSource").stream()
                        .filter(call -> call.status() == 400)
                        .count());
        assertEquals(1, rig.airbyte.connections().size());
        List<JsonObject> failed = List.of(result(0), result(1)).stream()
                .filter(line -> line.get("status").getAsString().equals("failed"))
                .toList();
        assertEquals(1, failed.size());
        assertEquals("acme", failed.get(0).get("tenant").getAsString());
        assertTrue(failed.get(0).get("error").getAsString().startsWith("createSource: 400"), failed::toString);

        // Mended and run again, only that one is made.
        rig.airbyte.clearCalls();
        assertEquals(0, rig.submit(rig.write("tenants.yaml", tenant("acme") + tenant("globex"))), rig::output);
        assertEquals(4, creates().size(), creates()::toString);
    }

    @Test
    void unresolvedReferenceFailsAtOnceAndIsNamed() throws Exception {
        String tenant = tenant("acme").replace("\"count\": 1000", "\"count\": 1000, \"seed\": \"${env:NOT_SET}\"");

        assertEquals(1, rig.submit(rig.write("tenants.yaml", tenant)), rig::output);

        assertTrue(result(0).get("error").getAsString().startsWith("${env:NOT_SET}: "), result(0)::toString);
        assertEquals(List.of(), rig.airbyte.calls());
    }

    @Test
    void outageIsWaitedOut() throws Exception {
        AtomicBoolean out = new AtomicBoolean(true);
        rig.airbyte.onAny(call -> out.get() ? Fault.answer(502) : null);
        Thread mended = new Thread(() -> {
            Rig.await(() -> rig.airbyte.calls().size() > 12, Duration.ofSeconds(60));
            out.set(false);
        });
        mended.start();

        assertEquals(0, rig.submit(rig.write("tenants.yaml", tenant("acme"))), rig::output);

        mended.join();
        assertEquals(1, rig.airbyte.connections().size());
    }

    @Test
    void failedFirstSyncFailsTheTenantAndItsPipelineStands() throws Exception {
        rig.airbyte.setJobStatuses("pending", "failed");

        assertEquals(1, rig.submit(rig.write("tenants.yaml", tenant("acme"))), rig::output);

        assertEquals("failed", result(0).get("status").getAsString());
        assertTrue(result(0).get("error").getAsString().contains("ended as failed"), result(0)::toString);
        assertEquals(
                rig.airbyte.connections().get(0).id().toString(),
                result(0).get("connectionId").getAsString());
    }

    @Test
    void deprovisionedTenantIsMadeAgain() throws Exception {
        Path file = rig.write("tenants.yaml", tenant("acme") + tenant("globex"));
        assertEquals(0, rig.submit(file), rig::output);

        assertEquals(0, rig.fleet("deprovision", rig.results().toString()), rig::output);
        assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);

        assertEquals(0, rig.submit(file), rig::output);
        assertEquals(2, rig.airbyte.connections().size());
        assertEquals(0, rig.fleet("deprovision", rig.results().toString()), rig::output);
        assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
    }

    @Test
    void sharedDestinationStays() throws Exception {
        UUID shared = rig.airbyte.addDestination("warehouse", "dev-null", "{}");
        String tenants = (tenant("acme") + tenant("globex")).replace(Rig.DEV_NULL, "{\"id\": \"" + shared + "\"}");
        assertEquals(0, rig.submit(rig.write("tenants.yaml", tenants)), rig::output);
        assertEquals(1, rig.airbyte.destinations().size());
        assertEquals(2, rig.airbyte.connections().size());

        assertEquals(0, rig.fleet("deprovision", rig.results().toString()), rig::output);

        assertEquals(List.of(), rig.airbyte.sources());
        assertEquals(shared, rig.airbyte.destinations().get(0).id());
    }

    /** What is done once is not done again in another way without a word. */
    @Test
    void changedTenantIsNotTakenForDone() throws Exception {
        assertEquals(0, rig.submit(rig.write("tenants.yaml", tenant("acme"))), rig::output);

        assertEquals(
                1,
                rig.submit(rig.write("tenants.yaml", tenant("acme").replace("\"count\": 1000", "\"count\": 2000"))),
                rig::output);

        assertTrue(result(0).get("error").getAsString().contains("exists and differs in count"), result(0)::toString);
    }

    @Test
    void secondSubmissionJoinsTheFirst() throws Exception {
        rig.airbyte.setLatency(Duration.ofMillis(100));
        Path file = rig.write("tenants.yaml", tenant("acme"));
        AtomicInteger first = new AtomicInteger(-1);
        Thread other = new Thread(() -> first.set(rig.fleet(
                "submit", file.toString(), folder.resolve("other.jsonl").toString())));
        other.start();
        Rig.await(() -> !rig.airbyte.calls("listSources").isEmpty(), Duration.ofSeconds(60));

        assertEquals(0, rig.submit(file), rig::output);

        other.join();
        assertEquals(0, first.get());
        assertEquals(4, creates().size(), creates()::toString);
    }

    @Test
    void badInputBeginsNothing() throws Exception {
        Path file = rig.write("tenants.yaml", tenant("acme") + tenant("acme"));

        assertEquals(2, rig.submit(file));

        assertTrue(rig.output().contains("tenants.yaml: line 2: tenant \"acme\" is in line 1 already"), rig::output);
        assertEquals(List.of(), rig.airbyte.calls());
    }
}
