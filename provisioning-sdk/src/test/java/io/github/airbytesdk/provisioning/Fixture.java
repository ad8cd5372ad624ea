package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.RetriesWithoutPauses;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Connection;
import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Job;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server, a client whose retries do not wait, a clock, a pipeline to provision, and checks of the result. As a JUnit
 * extension it closes itself after each test; a test that needs other settings closes its own.
 */
final class Fixture implements AfterEachCallback, AutoCloseable {
    static final String SOURCE = "orders";
    static final String DESTINATION = "warehouse";
    static final String SOURCE_CONFIGURATION = """
            {"sourceType": "postgres", "host": "db.example.com", "port": 5432, "database": "shop",
             "username": "airbyte", "password": "hunter2-source"}""";
    static final String DESTINATION_CONFIGURATION = """
            {"destinationType": "postgres", "host": "dw.example.com", "port": 5432, "database": "dw",
             "schema": "public", "username": "airbyte", "password": "hunter2-destination"}""";

    /** What another client creates under the same names. */
    private static final String OTHER_SOURCE = SOURCE_CONFIGURATION.replace("shop", "archive");

    private static final String OTHER_DESTINATION = DESTINATION_CONFIGURATION.replace("public", "private");

    /** A server that responds with one of these has not processed the request. */
    private static final Set<Integer> NOT_PROCESSED = Set.of(401, 407, 429);

    private static final int OLDER = 150;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    final EmbeddedAirbyte airbyte;
    final AirbyteClient client;
    final TestClock clock = new TestClock();
    /** The pauses between retries of the client, recorded instead of slept. */
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    private final OkHttpClient http;

    /** The resources of other clients, as they were when they appeared. */
    private final Map<UUID, Object> others = new LinkedHashMap<>();

    private Fixture(Builder builder) {
        airbyte = builder.server.start();
        http = builder.http.build();
        client = client(builder.client);
    }

    /** Returns another client of the same server. */
    AirbyteClient client(UnaryOperator<AirbyteClient.Builder> settings) {
        return settings.apply(withoutPauses()).build();
    }

    private AirbyteClient.Builder withoutPauses() {
        AirbyteClient.Builder settings = AirbyteClient.builder()
                .selfManaged(airbyte.url().replace("127.0.0.1", "localhost"))
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .httpClient(http);
        return RetriesWithoutPauses.set(settings, pauses::add);
    }

    static Builder builder() {
        return new Builder();
    }

    static Fixture start() {
        return builder().start();
    }

    /** The settings of a fixture, all with defaults. */
    static final class Builder {
        EmbeddedAirbyteBuilder server = EmbeddedAirbyte.builder();
        OkHttpClient.Builder http =
                new OkHttpClient.Builder().dns(host -> List.of(InetAddress.getByAddress(host, LOOPBACK)));
        UnaryOperator<AirbyteClient.Builder> client = settings -> settings;

        Builder server(UnaryOperator<EmbeddedAirbyteBuilder> change) {
            server = change.apply(server);
            return this;
        }

        Builder http(UnaryOperator<OkHttpClient.Builder> change) {
            http = change.apply(http);
            return this;
        }

        Builder client(UnaryOperator<AirbyteClient.Builder> change) {
            UnaryOperator<AirbyteClient.Builder> before = client;
            client = settings -> change.apply(before.apply(settings));
            return this;
        }

        /** Limits the time of each call, so that a stalled one does not take longer. */
        Builder timeouts(Duration timeout) {
            return client(settings ->
                    settings.discoveryTimeout(timeout).createTimeout(timeout).defaultTimeout(timeout));
        }

        Fixture start() {
            return new Fixture(this);
        }
    }

    PipelineProvisioner provisioner() {
        return new PipelineProvisioner(client)
                .sleeper(clock)
                .workspace(airbyte.workspaceId())
                .source(SOURCE, SOURCE_CONFIGURATION)
                .destination(DESTINATION, DESTINATION_CONFIGURATION);
    }

    // Resources and calls of other clients.

    /** Fills the workspace with resources that are an hour old. Some of them are like those that a test requests. */
    Fixture crowded() {
        Instant before = Instant.now().minusSeconds(3600);
        for (int i = 0; i < OLDER; i++) {
            boolean alike = i % 50 == 0;
            UUID workspace = airbyte.workspaceId();
            UUID source = airbyte.addSource(
                    alike ? SOURCE : "source " + i, "postgres", SOURCE_CONFIGURATION, before, workspace);
            UUID destination = airbyte.addDestination(
                    alike ? DESTINATION : "destination " + i, "postgres", DESTINATION_CONFIGURATION, before, workspace);
            if (i % 3 == 0) {
                airbyte.addConnection("connection " + i, source, destination, before);
            }
        }
        return notOurs();
    }

    /** Another client now creates a source and a destination of the same names with other settings. */
    void anotherClientTakesTheNames() {
        Set<UUID> before = new HashSet<>(alive().keySet());
        airbyte.addSource(SOURCE, "postgres", OTHER_SOURCE);
        airbyte.addDestination(DESTINATION, "postgres", OTHER_DESTINATION);
        alive().forEach((id, object) -> {
            if (!before.contains(id)) {
                others.put(id, object);
            }
        });
    }

    /** Declares everything that exists now to belong to other clients. */
    Fixture notOurs() {
        others.putAll(alive());
        return this;
    }

    // The audit.

    /** All sources, destinations and connections that are there, by id. */
    private Map<UUID, Object> alive() {
        Map<UUID, Object> alive = new LinkedHashMap<>();
        airbyte.sources().forEach(source -> alive.put(source.id(), source));
        airbyte.destinations().forEach(destination -> alive.put(destination.id(), destination));
        airbyte.connections().forEach(connection -> alive.put(connection.id(), connection));
        return alive;
    }

    /** Returns the resources that do not belong to other clients, each as its kind, id and name. */
    List<Leftover> ownResources() {
        List<Leftover> own = new ArrayList<>();
        alive().forEach((id, object) -> {
            if (others.containsKey(id)) {
                return;
            }
            if (object instanceof Connection connection) {
                own.add(new Leftover(ResourceKind.CONNECTION, id.toString(), connection.name(), ""));
            } else if (object instanceof Connector connector) {
                boolean source = airbyte.source(id) != null;
                own.add(new Leftover(
                        source ? ResourceKind.SOURCE : ResourceKind.DESTINATION, id.toString(), connector.name(), ""));
            }
        });
        return own;
    }

    /** Checks that a pipeline exists once, and that nothing else was created. */
    void assertProvisioned(ProvisionedPipeline pipeline) {
        Set<String> expected = Set.of(
                pipeline.sourceId().toString(),
                pipeline.destinationId().toString(),
                pipeline.connectionId().toString());
        List<Leftover> own = ownResources();
        assertEquals(expected, Set.copyOf(own.stream().map(Leftover::id).toList()), airbyte::describe);
        assertEquals(3, own.size(), airbyte::describe);
        List<Job> jobs = airbyte.jobs().stream()
                .filter(job -> job.connectionId().equals(pipeline.connectionId()))
                .toList();
        assertEquals(List.of(pipeline.jobId()), jobs.stream().map(Job::id).toList());
        assertOthersUntouched();
    }

    /** Checks that the exception reports everything that exists, and that everything it calls certain exists. */
    void assertHonest(ProvisioningException failure) {
        List<Leftover> own = ownResources();
        for (Leftover alive : own) {
            boolean reported = Stream.concat(failure.leftovers().stream(), failure.possibleLeftovers().stream())
                    .anyMatch(leftover -> covers(leftover, alive));
            assertTrue(reported, () -> "not reported: " + alive + "\n" + failure + "\n" + airbyte.calls());
        }
        for (Leftover certain : failure.leftovers()) {
            assertTrue(
                    own.stream().anyMatch(alive -> alive.id().equals(certain.id())),
                    () -> "not there: " + certain + "\n" + failure);
        }
        for (ResourceId deleted : failure.rolledBack()) {
            assertTrue(
                    own.stream().noneMatch(alive -> deleted.id().equals(alive.id())), () -> "still there: " + deleted);
        }
        assertOthersUntouched();
    }

    private static boolean covers(Leftover reported, Leftover alive) {
        boolean sameName = reported.name() == null || reported.name().equals(alive.name());
        return reported.kind() == alive.kind()
                && (reported.id() == null ? sameName : reported.id().equals(alive.id()));
    }

    void assertOthersUntouched() {
        Map<UUID, Object> alive = alive();
        others.forEach(
                (id, object) -> assertEquals(object, alive.get(id), () -> "of another client, and changed: " + object));
    }

    /** Checks that the server acted at most once on each create, and was sent none again unless it had refused it. */
    void assertEachCreateSentOnce() {
        assertEachCreateSentOnce(call -> false);
    }

    /** @param isRefused whether a call is known not to have been processed */
    void assertEachCreateSentOnce(Predicate<Call> isRefused) {
        for (Step step : Step.values()) {
            String operation = Operation.of(step);
            if (step == Step.GET_STREAM_PROPERTIES) {
                continue;
            }
            long sent = airbyte.calls(operation).stream()
                    .filter(call -> !NOT_PROCESSED.contains(call.status()) && !isRefused.test(call))
                    .count();
            assertTrue(sent <= 1, () -> operation + " was sent again: " + airbyte.calls(operation));
        }
    }

    /** Waits in real time for something that the server does by itself. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("it did not come about within 10 s");
            }
            pause(Duration.ofMillis(5));
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        client.close();
        http.connectionPool().evictAll();
        airbyte.close();
    }

    @Override
    public String toString() {
        return airbyte + "\n" + airbyte.calls();
    }

    /** The failure of a provisioning that has to fail. */
    static ProvisioningException failureOf(PipelineProvisioner provisioner) {
        try {
            return fail("should have failed, but created " + provisioner.provision());
        } catch (ProvisioningException failure) {
            return failure;
        }
    }
}
