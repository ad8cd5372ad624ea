package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls whose connection is alive but silent. The limit is two seconds here, and 30 seconds by default. The tests wait in real time. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class SilentConnectionsTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int THREADS = 2;

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** How long the response of a read or a discovery takes. */
    private volatile Duration delay = Duration.ZERO;

    /** How many further reads of a job have no response in time. */
    private final AtomicInteger queued = new AtomicInteger();

    private final CountDownLatch discovering = new CountDownLatch(1);

    @BeforeEach
    void respond() {
        fixture.server.setProtocols(List.of(Protocol.HTTP_1_1));
        fixture.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getUrl().encodedPath();
                if (path.endsWith("/health")) {
                    return ScriptedServer.status(503).build();
                }
                if (request.getMethod().equals("DELETE")) {
                    return ScriptedServer.status(204).build();
                }
                MockResponse.Builder response = json(path.endsWith("/streams") ? "[]" : "{}");
                if (path.endsWith("/streams")) {
                    discovering.countDown();
                }
                Duration late = path.contains("/jobs/") && queued.getAndDecrement() > 0 ? LIMIT.plus(LIMIT) : delay;
                return response.headersDelay(late.toMillis(), TimeUnit.MILLISECONDS)
                        .build();
            }
        });
    }

    private AirbyteClient.Builder through(TcpForwarder forwarder) {
        return through(forwarder, Protocol.HTTP_1_1);
    }

    private AirbyteClient.Builder through(TcpForwarder forwarder, Protocol protocol) {
        fixture.server.setProtocols(List.of(protocol));
        OkHttpClient client =
                fixture.http.newBuilder().protocols(List.of(protocol)).build();
        return fixture.builder(client)
                .retries(new RetryInterceptor())
                .silence(LIMIT)
                .bearerToken("secret-token")
                .selfManaged("http://127.0.0.1:" + forwarder.port());
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void readOfAJobIsRepeatedOnAnotherConnection(Protocol protocol) {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder, protocol).build();
            client.jobs().getJob(9L);
            forwarder.freeze();
            long start = System.nanoTime();

            client.jobs().getJob(9L);

            assertTrue(millisSince(start) < 3 * LIMIT.toMillis(), () -> millisSince(start) + " ms");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "DELETE"})
    void otherRepeatableCallsWithALongTimeoutAreRepeated(Operation operation) {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client =
                    through(forwarder).defaultTimeout(Duration.ofMinutes(1)).build();
            Operation.GET.call(client);
            forwarder.freeze();
            long start = System.nanoTime();

            operation.call(client);

            assertTrue(millisSince(start) < 3 * LIMIT.toMillis(), () -> millisSince(start) + " ms");
        }
    }

    @Test
    void otherPooledConnectionsAreNotUsedAfterASilentOne() throws Exception {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder).build();
            delay = Duration.ofMillis(300);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> calls = List.of(
                        threads.submit(() -> Operation.GET.call(client)),
                        threads.submit(() -> Operation.GET.call(client)));
                for (Future<?> call : calls) {
                    call.get();
                }
            } finally {
                threads.shutdownNow();
            }
            delay = Duration.ZERO;
            assertEquals(THREADS, fixture.pool.idleConnectionCount());
            forwarder.freeze();
            long start = System.nanoTime();

            client.jobs().getJob(9L);

            assertTrue(millisSince(start) < 2 * LIMIT.toMillis(), () -> millisSince(start) + " ms");
        }
    }

    @Test
    void readOfAJobMayQueueForManyLimits() { // more than the five attempts after other failures
        queued.set(5);
        AirbyteClient client =
                fixture.builder().retries(new RetryInterceptor()).silence(LIMIT).build();

        client.jobs().getJob(9L);

        assertEquals(-1, queued.get());
    }

    @Test
    void readOfAJobStillHasATimeout() {
        delay = Duration.ofSeconds(20);
        long start = System.nanoTime();
        AirbyteClient client = fixture.builder()
                .retries(new RetryInterceptor())
                .silence(LIMIT)
                .createTimeout(Duration.ofSeconds(5))
                .build();

        AirbyteApiException e =
                assertThrows(AirbyteApiException.class, () -> client.jobs().getJob(9L));

        assertTrue(e.toString().contains("no response within 5 s"), e::toString);
        assertTrue(millisSince(start) < 8_000, () -> millisSince(start) + " ms");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"CREATE", "CREATE_JOB", "CANCEL", "DISCOVER"})
    void callToASilentHostEndsWithinTheLimit(Operation operation) {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder).build();
            Operation.GET.call(client);
            forwarder.freezeAll();
            long start = System.nanoTime();

            AirbyteApiException e = operation.fails(client);

            assertTrue(millisSince(start) < 2 * LIMIT.toMillis(), () -> millisSince(start) + " ms");
            assertTrue(e.mayHaveReachedServer());
            assertEquals(
                    e.operation()
                            + ": no response, and the server does not respond on a new connection either; see"
                            + " TROUBLESHOOTING.md#no-response",
                    e.getMessage());
            assertEquals(0, fixture.pool.connectionCount());
            assertProbesEnd(forwarder);
        }
    }

    @Test
    void readOfAJobOnASilentHostEndsNearTheLimit() {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder).build();
            client.jobs().getJob(9L);
            forwarder.freezeAll();
            long start = System.nanoTime();

            assertThrows(AirbyteApiException.class, () -> client.jobs().getJob(9L));

            assertTrue(millisSince(start) < 2 * LIMIT.toMillis(), () -> millisSince(start) + " ms");
        }
    }

    @Test
    void slowDiscoveryContinuesWhileTheServerResponds() {
        delay = LIMIT.multipliedBy(4);
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            Operation.DISCOVER.call(through(forwarder).build());

            List<RecordedRequest> probes = fixture.requests().stream()
                    .filter(request -> request.getUrl().encodedPath().endsWith("/health"))
                    .toList();
            assertTrue(probes.size() >= 3, () -> probes.size() + " requests of the health");
            assertNull(probes.get(0).getHeaders().get("Authorization"));
            assertEquals("GET", probes.get(0).getMethod());
            assertProbesEnd(forwarder);
        }
    }

    @Test
    void slowDiscoveryContinuesWhileNewConnectionsAreRefused() throws Exception {
        delay = LIMIT.multipliedBy(3);
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder).build();
            ExecutorService threads = Executors.newSingleThreadExecutor();
            try {
                Future<?> discovery = threads.submit(() -> Operation.DISCOVER.call(client));
                assertTrue(discovering.await(5, TimeUnit.SECONDS));
                forwarder.refuse();

                discovery.get(10, TimeUnit.SECONDS);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void quickCallsCauseNoFurtherRequest() {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder).build();

            for (Operation operation : List.of(Operation.CREATE, Operation.CREATE_JOB, Operation.DISCOVER)) {
                operation.call(client);
            }

            assertEquals(3, fixture.requests().size());
            assertEquals(1, forwarder.accepted());
        }
    }

    /** A cancelled thread needs a moment to end. */
    private static void assertProbesEnd(TcpForwarder forwarder) {
        long start = System.nanoTime();
        while (isProbing(forwarder) && millisSince(start) < 2_000) {
            LiveConnectionInterceptorTest.sleep(10);
        }
        assertFalse(isProbing(forwarder), "a probe outlives its call");
    }

    private static boolean isProbing(TcpForwarder forwarder) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("airbyte-client-probe 127.0.0.1:" + forwarder.port()));
    }

    private static long millisSince(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }
}
