package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs alone, because it counts the threads of the JVM. */
@Isolated
class InterruptsTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** Runs a call on a thread of its own and interrupts it after a while. */
    private static final class Interrupted {
        private final Thread thread;
        private volatile String message = "";
        private volatile boolean mayHaveReachedServer;
        private volatile boolean flag;

        Interrupted(Operation operation, AirbyteClient client) {
            thread = new Thread(() -> {
                AirbyteApiException e = operation.fails(client);
                message = String.valueOf(e.getMessage());
                mayHaveReachedServer = e.mayHaveReachedServer();
                flag = Thread.currentThread().isInterrupted();
            });
            thread.start();
        }

        /** @return this, once the call has ended, which it does within a second */
        Interrupted now() throws InterruptedException {
            Thread.sleep(100);
            assertTrue(thread.isAlive());
            thread.interrupt();
            thread.join(1_000);
            assertFalse(thread.isAlive(), "still blocked a second after its interrupt");
            assertTrue(flag, "the thread stays interrupted");
            return this;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "DELETE", "CREATE", "DISCOVER"})
    void interruptEndsTheWaitForTheResponse(Operation operation) throws Exception {
        fixture.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        Interrupted call = new Interrupted(operation, fixture.client());
        assertTrue(fixture.server.takeRequest(5, TimeUnit.SECONDS) != null);

        call.now();

        assertTrue(call.message.endsWith(": interrupted while waiting for the response"), call.message);
        assertTrue(call.mayHaveReachedServer);
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void interruptEndsTheWaitForTheRestOfTheBody() throws Exception {
        fixture.enqueue(json(ScriptedServer.SOURCE).onResponseBody(SocketEffect.Stall.INSTANCE));
        Interrupted call = new Interrupted(Operation.CREATE, fixture.client());
        assertTrue(fixture.server.takeRequest(5, TimeUnit.SECONDS) != null);

        call.now();

        assertEquals(
                "createSource: 200 with a response that was still arriving when the thread was interrupted",
                call.message);
        assertTrue(call.mayHaveReachedServer);
    }

    @Test
    void interruptEndsAWaitForAConnection() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Interrupted call = new Interrupted(
                    Operation.CREATE,
                    fixture.builder()
                            .selfManaged("https://127.0.0.1:" + silent.getLocalPort())
                            .build());

            call.now();

            assertEquals("createSource: not sent, because the thread is interrupted", call.message);
            assertFalse(call.mayHaveReachedServer);
        }
    }

    /** The system accepts no connection while the queue of a server is full. */
    @Test
    void interruptEndsTheWaitForATcpConnection() throws Exception {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                queue.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (SocketTimeoutException queueIsFull) {
                    break;
                }
            }
            Interrupted call = new Interrupted(
                    Operation.CREATE,
                    fixture.builder()
                            .selfManaged("http://127.0.0.1:" + full.getLocalPort())
                            .build());

            call.now();

            assertEquals("createSource: not sent, because the thread is interrupted", call.message);
            assertFalse(call.mayHaveReachedServer);
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void interruptEndsAWaitForAToken() throws Exception {
        fixture.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        Interrupted call = new Interrupted(
                Operation.CREATE,
                fixture.builder().clientCredentials("id", "secret").build());
        assertTrue(fixture.server.takeRequest(5, TimeUnit.SECONDS) != null);

        call.now();

        assertTrue(call.message.startsWith("createSource: not sent"), call.message);
        assertFalse(call.mayHaveReachedServer);
    }

    @Test
    void interruptEndsARealPause() throws Exception {
        fixture.enqueue(2, status(429).setHeader("Retry-After", "20"));
        Interrupted call = new Interrupted(
                Operation.CREATE,
                fixture.builder().retries(new RetryInterceptor()).build());
        assertTrue(fixture.server.takeRequest(5, TimeUnit.SECONDS) != null);

        call.now();

        assertEquals("createSource: not sent, because the thread is interrupted", call.message);
        assertFalse(call.mayHaveReachedServer);
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void interruptedThreadSendsNothing() {
        fixture.enqueue(json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Thread.currentThread().interrupt();

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertTrue(Thread.interrupted());
        assertEquals("createSource: not sent, because the thread is interrupted", e.getMessage());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(0, fixture.server.getRequestCount());
    }

    @Test
    void callOfAnUninterruptedThreadContinues() {
        fixture.enqueue(json(ScriptedServer.SOURCE).headersDelay(500, TimeUnit.MILLISECONDS));

        Operation.GET.call(fixture.client());
    }

    @Test
    void watchEndsTheCallOnlyUntilItIsClosed() throws Exception {
        Call call = call();
        try (InterruptWatch watch = InterruptWatch.over(call)) {
            Thread.sleep(250);
        }
        Thread.currentThread().interrupt();
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(350)) {
            Thread.onSpinWait();
        }

        assertTrue(Thread.interrupted());
        assertFalse(call.isCanceled());
    }

    @Test
    void watchEndsACallThatHasBecomePointless() throws Exception {
        AtomicBoolean pointless = new AtomicBoolean();
        Call call = call();
        try (InterruptWatch watch = InterruptWatch.over(call, pointless::get)) {
            Thread.sleep(150);
            assertFalse(call.isCanceled());
            pointless.set(true);
            Thread.sleep(250);
            assertTrue(call.isCanceled());
        }
    }

    @Test
    void closedWatchIsNotKept() throws Exception {
        WeakReference<Call> closed = watchedAndClosed();

        for (int i = 0; i < 50 && closed.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertTrue(closed.get() == null, "something still holds the call");
    }

    private WeakReference<Call> watchedAndClosed() throws InterruptedException {
        Call call = call();
        try (InterruptWatch watch = InterruptWatch.over(call)) {
            Thread.sleep(120);
        }
        return new WeakReference<>(call);
    }

    private Call call() {
        return fixture.http.newCall(new Request.Builder().url(fixture.url()).build());
    }

    @Test
    void manyCallsNeedNoAdditionalThreads() {
        fixture.enqueue(20, json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        for (int i = 0; i < 20; i++) {
            Operation.GET.call(client);
        }

        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet());
        after.removeAll(before);
        after.removeIf(thread -> thread.getName().matches("MockWebServer.*|OkHttp TaskRunner|Okio Watchdog"));
        assertEquals(Set.of(), after);
    }
}
