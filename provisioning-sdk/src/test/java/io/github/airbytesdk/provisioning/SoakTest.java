package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Many concurrent provisionings, with a fault at every twentieth call. Afterwards exactly those resources exist that
 * were completed or reported.
 *
 * <p>A longer run: {@code -Dsoak.provisions=100000}; the same faults again: {@code -Dsoak.seed=}, as it was printed.
 */
@Tag("slow")
@Isolated("needs both cores")
class SoakTest {
    private static final int PROVISIONS = Integer.getInteger("soak.provisions", 2_000);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final double FAULTS = 0.05;
    private static final int THREADS = 8;
    private static final int WORKSPACES = 40;

    /** Long enough for a response, and shorter than a stall. */
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    private static final List<String> NAMES = List.of(
            "reset",
            "reset, acted",
            "dropped",
            "dropped, acted",
            "stall",
            "stall, acted",
            "stall, acts late",
            "truncated",
            "not JSON 200",
            "not JSON 200, acted",
            "empty 200",
            "empty 200, acted",
            "null 200",
            "null 200, acted",
            "200 without id",
            "200 without id, acted",
            "HTML 200",
            "HTML 200, acted",
            "301",
            "302",
            "400",
            "401",
            "403",
            "404",
            "408",
            "408, acted",
            "409 try-again-later",
            "409 state-conflict",
            "413",
            "422",
            "429",
            "429 Retry-After",
            "500 problem",
            "500 problem, acted",
            "500 errorId",
            "500 errorId, acted",
            "502 HTML",
            "502 HTML, acted",
            "503 Retry-After 0",
            "503 Retry-After 0, acted",
            "504 HTML",
            "504 HTML, acted");

    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final List<UUID> workspaces = new ArrayList<>();
    private final Set<UUID> others = new HashSet<>();
    private final Queue<ProvisionedPipeline> completed = new ConcurrentLinkedQueue<>();
    private final Queue<ProvisioningException> failed = new ConcurrentLinkedQueue<>();

    @Test
    void everythingOnTheServerIsAccountedFor() throws Exception {
        long start = System.nanoTime();
        try (Fixture fixture = Fixture.builder()
                .server(server -> server.arbitraryListOrder())
                .http(http -> http.socketFactory(unreliableSockets()))
                .timeouts(TIMEOUT)
                .start()) {
            EmbeddedAirbyte airbyte = fixture.airbyte;
            fillTheWorkspaces(airbyte);
            airbyte.onAny(this::fault);
            provisionAll(fixture.client);
            airbyte.clearFaults();
            // Every late action has happened by now.
            Fixture.pause(NamedFault.LATE);

            audit(airbyte);
        } catch (AssertionError e) {
            throw new AssertionError("with -Dsoak.seed=" + SEED + ": " + e.getMessage(), e);
        }
        System.out.printf(
                "soak: seed %d: %d provisionings, %d faults, %d completed (%d with an adopted resource), "
                        + "%d failed (%d rolled back completely), in %d s%n",
                SEED,
                PROVISIONS,
                faults.get(),
                completed.size(),
                completed.stream()
                        .filter(pipeline -> pipeline.origins().containsValue(Origin.ADOPTED))
                        .count(),
                failed.size(),
                failed.stream()
                        .filter(e ->
                                e.leftovers().isEmpty() && e.possibleLeftovers().isEmpty())
                        .count(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    /** Each workspace has a pipeline of another client, with names that a provisioning also requests. */
    private void fillTheWorkspaces(EmbeddedAirbyte airbyte) {
        for (int i = 0; i < WORKSPACES; i++) {
            UUID workspace = airbyte.addWorkspace("workspace " + i);
            workspaces.add(workspace);
            Instant before = Instant.now().minusSeconds(600);
            UUID source = airbyte.addSource("source " + i, "postgres", Fixture.SOURCE_CONFIGURATION, before, workspace);
            UUID destination = airbyte.addDestination(
                    "destination " + i, "postgres", Fixture.DESTINATION_CONFIGURATION, before, workspace);
            others.addAll(List.of(source, destination, airbyte.addConnection("connection " + i, source, destination)));
        }
    }

    /** The same call, by its number, gets the same fault for the same seed. */
    private @Nullable Fault fault(Call call) {
        SplittableRandom random = new SplittableRandom(SEED + call.number());
        if (random.nextDouble() >= FAULTS) {
            return null;
        }
        faults.incrementAndGet();
        return new NamedFault(NAMES.get(random.nextInt(NAMES.size()))).fault();
    }

    /** Each twentieth connection is refused. */
    private SocketFactory unreliableSockets() {
        return new Sockets() {
            @Override
            public Socket createSocket() {
                return new Socket() {
                    @Override
                    public void connect(SocketAddress endpoint, int timeout) throws IOException {
                        if (connects.incrementAndGet() % 20 == 0) {
                            faults.incrementAndGet();
                            throw new ConnectException("Connection refused");
                        }
                        super.connect(endpoint, timeout);
                    }
                };
            }
        };
    }

    private void provisionAll(AirbyteClient client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < PROVISIONS; i++) {
                int number = i;
                running.add(threads.submit(() -> provision(client, number)));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void provision(AirbyteClient client, int number) {
        PipelineProvisioner provisioner = new PipelineProvisioner(client)
                .sleeper(new TestClock())
                .workspace(workspaces.get(number % WORKSPACES))
                .source("source " + number, Fixture.SOURCE_CONFIGURATION)
                .destination("destination " + number, Fixture.DESTINATION_CONFIGURATION)
                .connectionName("connection " + number);
        try {
            completed.add(provisioner.provision());
        } catch (ProvisioningException e) {
            failed.add(e);
        }
    }

    private void audit(EmbeddedAirbyte airbyte) {
        assertEquals(PROVISIONS, completed.size() + failed.size());
        Set<UUID> standing = new HashSet<>();
        completed.forEach(pipeline ->
                standing.addAll(List.of(pipeline.sourceId(), pipeline.destinationId(), pipeline.connectionId())));
        Set<String> reported = new HashSet<>();
        Set<String> certain = new HashSet<>();
        for (ProvisioningException failure : failed) {
            failure.leftovers().forEach(leftover -> certain.add(leftover.kind() + " " + leftover.id()));
            failure.possibleLeftovers()
                    .forEach(leftover -> reported.add(
                            leftover.id() == null
                                    ? leftover.kind() + " \"" + leftover.name() + "\""
                                    : leftover.kind() + " " + leftover.id()));
        }
        reported.addAll(certain);

        Map<UUID, String> alive = alive(airbyte);
        Set<String> aliveResources = new HashSet<>();
        Map<String, Integer> byName = new HashMap<>();
        alive.forEach((id, kindAndName) -> {
            String kind = kindAndName.substring(0, kindAndName.indexOf(' '));
            aliveResources.add(kind + " " + id);
            if (!others.contains(id)) {
                byName.merge(kindAndName, 1, Integer::sum);
                assertTrue(
                        standing.contains(id) || reported.contains(kind + " " + id) || reported.contains(kindAndName),
                        () -> "not reported: " + kindAndName + " " + id);
            }
        });
        standing.forEach(id -> assertTrue(alive.containsKey(id), () -> "completed, but missing: " + id));
        others.forEach(id -> assertTrue(alive.containsKey(id), () -> "of another client, but missing: " + id));
        certain.forEach(resource -> assertTrue(
                aliveResources.contains(resource), () -> "reported as left behind, but missing: " + resource));
        byName.forEach((resource, count) -> assertEquals(1, count, () -> "created twice: " + resource));
    }

    /** Returns all resources of the server, each as its kind and its name in quotes. */
    private static Map<UUID, String> alive(EmbeddedAirbyte airbyte) {
        Map<UUID, String> alive = new HashMap<>();
        for (Connector source : airbyte.sources()) {
            alive.put(source.id(), "source \"" + source.name() + "\"");
        }
        for (Connector destination : airbyte.destinations()) {
            alive.put(destination.id(), "destination \"" + destination.name() + "\"");
        }
        for (Connection connection : airbyte.connections()) {
            alive.put(connection.id(), "connection \"" + connection.name() + "\"");
        }
        return alive;
    }
}
