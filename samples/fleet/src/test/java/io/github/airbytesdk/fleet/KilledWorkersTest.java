package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.embedded.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Five hundred tenants, something wrong with every twentieth call, and a worker that is killed again and again.
 *
 * <p>The same faults again: {@code -Dfleet.seed=}, as it was printed.
 */
@Tag("slow")
@Isolated("needs both cores")
class KilledWorkersTest {
    private static final int TENANTS = 500;
    private static final int WORKSPACES = 50;
    private static final int[] KILLED_AT = {100, 200, 300};
    private static final double FAULTS = 0.05;
    private static final long SEED = Long.getLong("fleet.seed", System.nanoTime());

    /** Faults that pass. A permanent refusal, such as 422, fails a tenant, which another test shows. */
    private static final List<Fault> PASSING = List.of(
            Fault.reset(),
            Fault.reset().afterActing(),
            Fault.drop(),
            Fault.drop().afterActing(),
            Fault.none().truncated(),
            Fault.stall(Duration.ofSeconds(2)),
            Fault.stall(Duration.ofSeconds(2)).afterActing(),
            Fault.response(200).body("text/html", "<html>welcome</html>"),
            Fault.response(408),
            Fault.response(408).afterActing(),
            Fault.response(429),
            Fault.response(429).header("Retry-After", "1"),
            Fault.problem(500, "unexpected-problem", "something is wrong"),
            Fault.errorId(500),
            Fault.errorId(500).afterActing(),
            Fault.response(502).body("text/html", "<html>Bad Gateway</html>"),
            Fault.response(503).header("Retry-After", "0"),
            Fault.response(504).body("text/html", "<html>Gateway Time-out</html>"),
            Fault.response(504)
                    .body("text/html", "<html>Gateway Time-out</html>")
                    .afterActing());

    @TempDir
    Path folder;

    private final AtomicInteger faults = new AtomicInteger();

    @Test
    @Timeout(300)
    void killedWorkersLeaveOneOfEachForEveryTenant() throws Exception {
        long start = System.nanoTime();
        try (TestFleet fleet = new TestFleet(folder, LocalTemporal.startWithoutStickyQueues())) {
            fleet.environment.put("FLEET_IN_FLIGHT", "32");
            fleet.environment.put("FLEET_DEADLINE", "PT8S");
            Path file = fleet.write("tenants.yaml", tenants(fleet));
            fleet.airbyte.onAny(this::fault);

            int status = provisionThroughKills(fleet, file);

            assertEquals(List.of(), fleet.failedLines());
            assertEquals(0, status, fleet::output);
            audit(fleet);
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            int calls = fleet.airbyte.calls().size();
            List<String> world = fleet.world();
            fleet.airbyte.clearFaults().clearCalls();

            assertEquals(0, fleet.submit(file), fleet::output);

            assertEquals(List.of(), fleet.airbyte.calls());
            assertEquals(world, fleet.world());
            assertEquals(TENANTS, fleet.resultLines().size());
            System.out.printf(
                    "fleet: seed %d: %d tenants, %d calls, %d faults, %d kills, in %d s%n",
                    SEED, TENANTS, calls, faults.get(), KILLED_AT.length, seconds);
        } catch (AssertionError e) {
            throw new AssertionError("with -Dfleet.seed=" + SEED + ": " + e.getMessage(), e);
        }
    }

    private static String tenants(TestFleet fleet) {
        List<UUID> workspaces = new ArrayList<>();
        for (int i = 0; i < WORKSPACES; i++) {
            workspaces.add(fleet.airbyte.addWorkspace("workspace " + i));
        }
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < TENANTS; i++) {
            yaml.append(TestFleet.tenant("tenant-" + i, workspaces.get(i % WORKSPACES)));
        }
        return yaml.toString();
    }

    private Fault fault(Call call) {
        SplittableRandom random = new SplittableRandom(SEED + call.number());
        if (random.nextDouble() >= FAULTS) {
            return null;
        }
        faults.incrementAndGet();
        return PASSING.get(random.nextInt(PASSING.size()));
    }

    private static int provisionThroughKills(TestFleet fleet, Path file) throws Exception {
        CompletableFuture<Integer> submission = CompletableFuture.supplyAsync(() -> fleet.submit(file));
        Process worker = fleet.startWorker();
        List<Process> started = new ArrayList<>(List.of(worker));
        try {
            for (int connections : KILLED_AT) {
                // Starts while the other one works, because a JVM takes seconds to start.
                Process next = fleet.startWorker();
                started.add(next);
                awaitConnections(fleet, connections);
                assertTrue(worker.isAlive(), fleet::output);
                TestFleet.kill(worker);
                worker = next;
            }
            return submission.get(200, TimeUnit.SECONDS);
        } finally {
            for (Process process : started) {
                TestFleet.kill(process);
            }
        }
    }

    private static void awaitConnections(TestFleet fleet, int number) {
        TestFleet.await(() -> fleet.airbyte.connections().size() >= number, Duration.ofSeconds(100));
    }

    private static void audit(TestFleet fleet) throws IOException {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < TENANTS; i++) {
            expected.add("tenant-" + i);
        }
        assertEquals(TENANTS, fleet.airbyte.sources().size());
        assertEquals(TENANTS, fleet.airbyte.destinations().size());
        assertEquals(expected, names(fleet.airbyte.sources()));
        assertEquals(expected, names(fleet.airbyte.destinations()));
        Set<UUID> connections =
                fleet.airbyte.connections().stream().map(Connection::id).collect(Collectors.toSet());
        assertEquals(TENANTS, connections.size());
        Set<UUID> ends = fleet.airbyte.connections().stream()
                .flatMap(connection -> List.of(connection.sourceId(), connection.destinationId()).stream())
                .collect(Collectors.toSet());
        assertEquals(2 * TENANTS, ends.size());
        assertEquals(TENANTS, fleet.airbyte.jobs().size());
        assertEquals(
                connections,
                fleet.airbyte.jobs().stream().map(Job::connectionId).collect(Collectors.toSet()));
        assertEquals(List.of(), fleet.airbyte.deletedIds());
        assertEquals(TENANTS, fleet.resultLines().size());
    }

    private static Set<String> names(List<Connector> connectors) {
        return connectors.stream().map(Connector::name).collect(Collectors.toSet());
    }
}
