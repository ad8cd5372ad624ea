package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many threads on one client, with tokens that expire quickly and a token endpoint that sometimes fails. */
@Tag("slow")
@Isolated("needs both cores")
class TokensUnderLoadTest {
    private static final int THREADS = 64;
    private static final Duration LIFETIME = Duration.ofSeconds(2);
    private static final Duration LOAD = Duration.ofSeconds(5);

    /** A client uses a token for nine tenths of its lifetime. */
    private static final Duration USED_FOR = LIFETIME.multipliedBy(9).dividedBy(10);

    @Test
    void shortLivedTokensAreFetchedOnceAtATime() throws Exception {
        Clock anHourOff = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        AtomicInteger fetches = new AtomicInteger();
        long start = System.nanoTime();
        List<ProvisionedPipeline> pipelines;
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.builder()
                .clock(anHourOff)
                .tokenLifetime(LIFETIME)
                .keepCalls(100_000)
                .start()) {
            airbyte.onAny(call -> {
                if (!call.operation().equals("createAccessToken")) {
                    return null;
                }
                // Slow, so that all threads wait for it. Each third request fails.
                return fetches.incrementAndGet() % 3 == 0
                        ? Fault.response(503)
                        : Fault.none().delayed(Duration.ofMillis(30));
            });
            try (AirbyteClient client = Pipelines.client(airbyte)) {
                pipelines = provisionOnAllThreads(client, airbyte);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            List<Call> tokens = airbyte.calls("createAccessToken");
            long granted = tokens.stream().filter(Call::acted).count();
            long refused = airbyte.calls().stream()
                    .filter(call -> call.status() == 401)
                    .count();

            // The tokens are revoked twice, which the client learns by a 401 to the requests under way.
            long needed = took.dividedBy(USED_FOR) + 1 + 2;
            assertTrue(granted <= needed, () -> granted + " tokens in " + took + ", and not " + needed);
            assertTrue(refused <= 2 * THREADS, () -> refused + " requests were refused");
            // The first creates of dev-null, by name, are refused and followed by a look-up of its definition.
            long unknown = airbyte.calls("createDestination").stream()
                    .filter(call -> call.status() == 400)
                    .count();
            long lookups = airbyte.calls("listDestinationDefinitions").stream()
                    .filter(call -> call.status() == 200)
                    .count();
            assertTrue(unknown <= THREADS && lookups <= unknown, () -> unknown + " refused, " + lookups + " look-ups");
            assertEquals(
                    5L * pipelines.size() + refused + unknown + lookups,
                    airbyte.calls().size() - tokens.size(),
                    "each call is sent once, and once more where its token was refused");
            assertEquals(pipelines.size(), airbyte.sources().size());
            assertEquals(pipelines.size(), airbyte.destinations().size());
            assertEquals(pipelines.size(), airbyte.connections().size());
            assertEquals(pipelines.size(), airbyte.jobs().size());
            System.out.printf(
                    "tokens under load: %d threads, %d pipelines, %d requests, %d tokens in %d s%n",
                    THREADS, pipelines.size(), airbyte.calls().size(), granted, took.toSeconds());
        }
    }

    private static List<ProvisionedPipeline> provisionOnAllThreads(AirbyteClient client, EmbeddedAirbyte airbyte)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + LOAD.toNanos();
        try {
            List<Future<List<ProvisionedPipeline>>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    List<ProvisionedPipeline> created = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        created.add(Pipelines.fakerToDevNull(client, airbyte.workspaceId())
                                .provision());
                    }
                    return created;
                }));
            }
            for (int i = 0; i < 2; i++) {
                Fixture.pause(LOAD.dividedBy(3));
                airbyte.revokeTokens();
            }
            List<ProvisionedPipeline> all = new ArrayList<>();
            for (Future<List<ProvisionedPipeline>> each : running) {
                all.addAll(each.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }
}
