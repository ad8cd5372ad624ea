package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Connection;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A one-shot request on a connection that the server closed while it was idle would fail like one that was lost. */
@Execution(ExecutionMode.CONCURRENT)
class LiveConnectionInterceptorTest {
    /**
     * Longer than the time after which a connection counts as idle, and long enough for the FIN of the server to
     * arrive.
     */
    static final long IDLE_MILLIS = 200;

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** Responds with a source, waits, and closes the connection. */
    static MockResponse.Builder closing(long afterMillis) {
        return json(ScriptedServer.SOURCE).socketHandler(socket -> {
            ScriptedServer.write(socket, ScriptedServer.SOURCE);
            sleep(afterMillis);
            socket.cancel();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionThatTheServerClosedUnderTlsIsNotUsed(boolean http2) {
        AirbyteClient client = fixture.overTls(http2);
        fixture.enqueue(json(ScriptedServer.SOURCE).onResponseEnd(ScriptedServer.DROP), json(ScriptedServer.SOURCE));
        Operation.GET.call(client);
        sleep(IDLE_MILLIS);

        Operation.CREATE.call(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(2, received.size());
        assertEquals(1, received.get(1).getConnectionIndex());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idleConnectionUnderTlsThatIsOpenIsUsedAgain(boolean http2) {
        AirbyteClient client = fixture.overTls(http2);
        fixture.enqueue(3, json(ScriptedServer.SOURCE));
        Operation.GET.call(client);
        sleep(IDLE_MILLIS);
        Operation.CREATE.call(client);
        sleep(IDLE_MILLIS);
        Operation.CREATE.call(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(
                List.of(0, 0, 0),
                received.stream().map(RecordedRequest::getConnectionIndex).toList());
        assertEquals(http2 ? "HTTP/2" : "HTTP/1.1", received.get(2).getVersion());
    }

    @Test
    void idleConnectionThatIsOpenIsUsedAgain() {
        AirbyteClient client = fixture.client();
        fixture.enqueue(2, json(ScriptedServer.SOURCE));
        Operation.GET.call(client);
        sleep(IDLE_MILLIS);

        Operation.CREATE.call(client);

        assertEquals(
                List.of(0, 0),
                fixture.requests().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .toList());
    }

    @Test
    void connectionWithAnUnrequested408IsNotUsed() {
        fixture.enqueue(
                json(ScriptedServer.SOURCE).socketHandler(socket -> {
                    ScriptedServer.write(socket, ScriptedServer.SOURCE);
                    sleep(50);
                    ScriptedServer.write(socket, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
                }),
                json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Operation.GET.call(client);
        sleep(IDLE_MILLIS);

        Operation.CREATE.call(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(
                List.of(0, 1),
                received.stream().map(RecordedRequest::getConnectionIndex).toList());
    }

    /** Like tinyproxy, closes the connection after each response, without announcing it to an HTTP/1.0 client. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5, 20, 90})
    void connectionOfAnHttp10ResponseIsNotUsedAgain(long pauseMillis) {
        AirbyteClient client = fixture.client();
        for (int i = 0; i < 5; i++) {
            fixture.enqueue(
                    json(ScriptedServer.SOURCE).status("HTTP/1.0 200 OK").onResponseEnd(ScriptedServer.DROP),
                    json(ScriptedServer.SOURCE).status("HTTP/1.0 200 OK").onResponseEnd(ScriptedServer.DROP));
            Operation.GET.call(client);
            sleep(pauseMillis);
            Operation.CREATE.call(client);
        }

        assertEquals(10, fixture.requests().size());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0 200 OK, , 1",
        "HTTP/1.0 200 OK, Keep-Alive, 0",
        "HTTP/1.1 200 OK, , 0",
        "HTTP/1.1 200 OK, 'Upgrade, Close', 1",
    })
    void connectionIsReusedAsTheResponseSays(String status, @Nullable String header, int secondConnection) {
        MockResponse.Builder first = json(ScriptedServer.SOURCE).status(status);
        fixture.enqueue(header == null ? first : first.setHeader("Connection", header), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();

        Operation.GET.call(client);
        Operation.CREATE.call(client);

        assertEquals(secondConnection, fixture.requests().get(1).getConnectionIndex());
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 20, 50, 90})
    void silentCloseIsNoticedBeforeACreate(long pauseMillis) {
        AirbyteClient client = fixture.client();
        for (int i = 0; i < 5; i++) {
            fixture.enqueue(
                    json(ScriptedServer.SOURCE).onResponseEnd(ScriptedServer.DROP),
                    json(ScriptedServer.SOURCE).onResponseEnd(ScriptedServer.DROP));
            Operation.GET.call(client);
            sleep(pauseMillis);
            Operation.CREATE.call(client);
            sleep(pauseMillis);
        }

        assertEquals(10, fixture.requests().size());
    }

    @Test
    void closedConnectionsAreReplacedForManyThreads() throws Exception {
        int threads = 32;
        CountDownLatch together = new CountDownLatch(threads);
        fixture.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
                if (request.getMethod().equals("POST")) {
                    return json(ScriptedServer.SOURCE).build();
                }
                together.countDown();
                together.await(10, TimeUnit.SECONDS);
                return closing(20).build();
            }
        });
        AirbyteClient client = fixture.client();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            inParallel(pool, threads, () -> Operation.GET.call(client));
            assertEquals(threads, fixture.requests().size());
            assertEquals(threads, fixture.pool.idleConnectionCount());
            sleep(IDLE_MILLIS);

            inParallel(pool, threads, () -> Operation.CREATE.call(client));

            assertEquals(threads, fixture.requests().size());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closedConnectionsAreForgotten() {
        List<WeakReference<Connection>> connections = new ArrayList<>();
        AirbyteClient client = fixture.builder(new OkHttpClient.Builder()
                        .addNetworkInterceptor(chain -> {
                            connections.add(new WeakReference<>(chain.connection()));
                            return chain.proceed(chain.request());
                        })
                        .build())
                .build();
        fixture.enqueue(5, json(ScriptedServer.SOURCE).addHeader("Connection", "close"));
        for (int i = 0; i < 5; i++) {
            Operation.GET.call(client);
        }

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (known(connections) > 1 && System.nanoTime() < deadline) {
            System.gc();
            sleep(20);
        }

        assertEquals(5, connections.size());
        assertTrue(known(connections) <= 1, () -> known(connections) + " of five closed connections are kept");
    }

    private static long known(List<WeakReference<Connection>> connections) {
        return connections.stream()
                .filter(connection -> connection.get() != null)
                .count();
    }

    private static void inParallel(ExecutorService pool, int times, Runnable action) {
        List<Future<?>> running = IntStream.range(0, times)
                .<Future<?>>mapToObj(i -> pool.submit(action))
                .toList();
        assertAll(running.stream().map(future -> future::get));
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
