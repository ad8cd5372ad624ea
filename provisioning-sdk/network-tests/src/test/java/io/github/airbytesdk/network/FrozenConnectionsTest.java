package io.github.airbytesdk.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection that stays open and is silent costs at most one call of 30 seconds, with the default timeouts. All tests and
 * their calls run at the same time, each call with a client and connections of its own.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class FrozenConnectionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** For the next call on another connection, on a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final UUID unknown = UUID.randomUUID();

    /** How long a call took, and its exception or null. */
    private record Outcome(String call, Duration duration, AirbyteApiException exception) {}

    @ParameterizedTest
    @EnumSource(
            value = Gateway.Protocol.class,
            names = {"HTTP_1_1", "HTTP_2_CLEARTEXT"})
    void frozenConnectionCostsOneCallOfThirtySeconds(Gateway.Protocol protocol) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            long job = startedJob(airbyte);
            UUID source = airbyte.addSource("source to delete", "faker", "{\"count\": 1}");
            Map<String, Consumer<AirbyteClient>> calls = new LinkedHashMap<>();
            calls.put("getSource", client -> client.sources().getSource(source));
            calls.put("deleteSource", client -> client.sources().deleteSource(unknown));
            calls.put("getJob", client -> client.jobs().getJob(job));
            calls.put("watch", client -> new SyncWatch(client).await(job, Duration.ofMinutes(2)));

            List<Outcome> outcomes = outcomes(airbyte, protocol, calls, FreezingForwarder::freezeConnections);

            for (Outcome outcome : outcomes) {
                assertTrue(outcome.duration().compareTo(LIMIT.plus(MARGIN)) < 0, outcome::toString);
                if (List.of("getJob", "watch").contains(outcome.call())) {
                    assertNull(outcome.exception(), outcome::toString);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Gateway.Protocol.class,
            names = {"HTTP_1_1", "HTTP_2_CLEARTEXT"})
    void frozenHostCostsOneCallOfThirtySeconds(Gateway.Protocol protocol) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            Map<String, Consumer<AirbyteClient>> calls = new LinkedHashMap<>();
            calls.put(
                    "createSource",
                    client -> client.sources()
                            .createSource(new SourceCreateRequest()
                                    .name("never created")
                                    .workspaceId(airbyte.workspaceId())
                                    .configuration(JsonParser.parseString("{\"sourceType\": \"faker\"}"))));
            calls.put(
                    "createJob",
                    client -> client.jobs()
                            .createJob(
                                    new JobCreateRequest().connectionId(unknown).jobType(JobType.SYNC)));
            calls.put("cancelJob", client -> client.jobs().cancelJob(7L));
            calls.put("getStreamProperties", client -> client.streams().getStreamProperties(unknown));
            calls.put("getJob", client -> client.jobs().getJob(7L));
            calls.put("deleteSource", client -> client.sources().deleteSource(unknown));

            List<Outcome> outcomes = outcomes(airbyte, protocol, calls, FreezingForwarder::freezeHost);

            for (Outcome outcome : outcomes) {
                assertNotNull(outcome.exception(), outcome::toString);
                assertTrue(outcome.exception().mayHaveReachedServer(), outcome::toString);
                assertTrue(outcome.duration().compareTo(LIMIT.plus(MARGIN)) < 0, outcome::toString);
            }
            assertEquals(List.of(), airbyte.sources());
        }
    }

    private static long startedJob(EmbeddedAirbyte airbyte) {
        try (AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            UUID source = airbyte.addSource("source", "faker", "{\"count\": 1}");
            UUID destination = airbyte.addDestination("destination", "dev-null", "{}");
            UUID connection = airbyte.addConnection("connection", source, destination);
            return client.jobs()
                    .createJob(new JobCreateRequest().connectionId(connection).jobType(JobType.SYNC))
                    .getJobId();
        }
    }

    private static List<Outcome> outcomes(
            EmbeddedAirbyte airbyte,
            Gateway.Protocol protocol,
            Map<String, Consumer<AirbyteClient>> calls,
            Consumer<FreezingForwarder> freeze)
            throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Gateway gateway = Gateway.reverseProxy(protocol, airbyte.url(), Integer.MAX_VALUE)) {
            List<Future<Outcome>> running = calls.entrySet().stream()
                    .map(call -> threads.submit(() -> {
                        try (FreezingForwarder forwarder = new FreezingForwarder(gateway.port())) {
                            AirbyteClient client = client(airbyte, forwarder, protocol);
                            client.workspaces().getWorkspace(airbyte.workspaceId());
                            freeze.accept(forwarder);
                            Outcome outcome =
                                    outcome(call.getKey(), () -> call.getValue().accept(client));
                            System.out.println("network: " + protocol + " " + outcome);
                            return outcome;
                        }
                    }))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> outcome : running) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static AirbyteClient client(
            EmbeddedAirbyte airbyte, FreezingForwarder forwarder, Gateway.Protocol protocol) {
        return AirbyteClient.builder()
                .selfManaged(forwarder.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .httpClient(new OkHttpClient.Builder()
                        .protocols(List.of(
                                protocol == Gateway.Protocol.HTTP_1_1
                                        ? Protocol.HTTP_1_1
                                        : Protocol.H2_PRIOR_KNOWLEDGE))
                        .build())
                .build();
    }

    private static Outcome outcome(String name, Runnable call) {
        long start = System.nanoTime();
        AirbyteApiException exception = null;
        try {
            call.run();
        } catch (AirbyteApiException e) {
            exception = e;
        }
        return new Outcome(name, Duration.ofNanos(System.nanoTime() - start), exception);
    }
}
