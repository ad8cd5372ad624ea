package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.dropped;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryInterceptorTest {
    private static final String DATE = "Tue, 24 Nov 2026 10:00:00 GMT";
    private static final int BOUND = 5;

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** A failure of each attempt, and the operations that are repeated after it. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Failure {
        DROPPED(dropped(), EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        TOO_MANY_REQUESTS(status(429), EnumSet.allOf(Operation.class)),
        TOO_MANY_REQUESTS_AND_WHEN(status(429).setHeader("Retry-After", "1"), EnumSet.allOf(Operation.class)),
        BAD_GATEWAY(status(502), EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        UNAVAILABLE(status(503), EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        UNAVAILABLE_AT_ONCE_AGAIN(
                status(503).setHeader("Retry-After", "0"),
                EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        UNAVAILABLE_AT_ONCE_AGAIN_IN_TWO_DIGITS(
                status(503).setHeader("Retry-After", "00"),
                EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        GATEWAY_TIMEOUT(status(504), EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        REQUEST_TIMEOUT(status(408), EnumSet.of(Operation.GET, Operation.DELETE, Operation.TOKEN)),
        SERVER_ERROR(status(500), Set.of()),
        NOT_IMPLEMENTED(status(501), Set.of()),
        CONFLICT(status(409), Set.of()),
        NOT_FOUND(status(404), Set.of()),
        MISDIRECTED(status(421), Set.of()),
        TRUNCATED(json("{\"sourceId\":\"").onResponseBody(ScriptedServer.DROP), Set.of());

        private final MockResponse.Builder response;
        private final Set<Operation> repeated;

        Failure(MockResponse.Builder response, Set<Operation> repeated) {
            this.response = response;
            this.repeated = repeated;
        }
    }

    static Stream<Arguments> everyOperationWithEveryFailure() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Failure.values()).map(failure -> Arguments.of(operation, failure)));
    }

    @ParameterizedTest
    @MethodSource("everyOperationWithEveryFailure")
    void failedCallIsRepeatedOnlyIfThatIsSafe(Operation operation, Failure failure) {
        fixture.enqueue(BOUND + 3, failure.response);

        // A delete has no body that could be cut short.
        if (operation == Operation.DELETE && failure == Failure.TRUNCATED) {
            return;
        }
        AirbyteApiException e = operation.fails(fixture.client());

        int attempts = failure.repeated.contains(operation) ? BOUND : 1;
        assertEquals(attempts, fixture.server.getRequestCount());
        assertEquals(attempts - 1, fixture.pauses.size());
        assertTrue(e.mayHaveReachedServer());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void noConnectionIsRepeatedForEveryOperation(Operation operation) {
        AirbyteApiException e = operation.fails(fixture.builder()
                .selfManaged("http://127.0.0.1:" + ScriptedServer.closedPort())
                .build());

        assertEquals(BOUND - 1, fixture.pauses.size());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(0, e.status());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void connectTimeoutIsRepeatedForEveryOperation(Operation operation) {
        OkHttpClient slow =
                fixture.http.newBuilder().socketFactory(new Unreachable()).build();

        AirbyteApiException e = operation.fails(fixture.builder(slow).build());

        assertEquals(BOUND - 1, fixture.pauses.size());
        assertFalse(e.mayHaveReachedServer());
        assertTrue(e.toString().contains(": not sent: no connection to " + fixture.url() + ": "), e::toString);
    }

    /** As if the network swallowed every packet, without the wait. */
    private static final class Unreachable extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    throw new SocketTimeoutException("Connect timed out");
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void unknownHostIsRepeatedForEveryOperation(Operation operation) {
        OkHttpClient lost = fixture.http
                .newBuilder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .build();

        AirbyteApiException e = operation.fails(
                fixture.builder(lost).selfManaged("http://airbyte.invalid").build());

        assertEquals(BOUND - 1, fixture.pauses.size());
        assertFalse(e.mayHaveReachedServer());
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void untrustedCertificateIsNotRepeated(Operation operation) {
        serveTls("127.0.0.1");

        AirbyteApiException e =
                operation.fails(fixture.builder().selfManaged(httpsUrl()).build());

        assertNotRepeatedNorSent(e);
    }

    @Test
    void certificateOfAnotherHostIsNotRepeated() {
        HandshakeCertificates trusting = serveTls("elsewhere.example");
        OkHttpClient client = fixture.http
                .newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();

        AirbyteApiException e = Operation.GET.fails(
                fixture.builder(client).selfManaged(httpsUrl()).build());

        assertNotRepeatedNorSent(e);
    }

    @Test
    void plainHttpInsteadOfTlsIsNotRepeated() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread responder = new Thread(() -> respondBadRequest(proxy));
            responder.start();

            AirbyteApiException e = Operation.GET.fails(fixture.builder()
                    .selfManaged("https://127.0.0.1:" + proxy.getLocalPort())
                    .build());

            assertNotRepeatedNorSent(e);
        }
    }

    private static void respondBadRequest(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException closed) {
                // The test is over, or the client has hung up.
            }
        }
    }

    private void assertNotRepeatedNorSent(AirbyteApiException e) {
        assertTrue(fixture.pauses.isEmpty(), fixture.pauses::toString);
        assertFalse(e.mayHaveReachedServer());
        assertEquals(0, fixture.server.getRequestCount());
        assertTrue(e.toString().contains("not sent: no trusted TLS connection to https://127.0.0.1:"), e::toString);
    }

    /** @return what a client needs that trusts this server */
    private HandshakeCertificates serveTls(String host) {
        HeldCertificate certificate =
                new HeldCertificate.Builder().addSubjectAlternativeName(host).build();
        fixture.server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    private String httpsUrl() {
        return fixture.url().replace("http:", "https:");
    }

    @Test
    void temporaryOutageIsHiddenFromTheCaller() {
        fixture.enqueue(dropped(), status(503), status(429), json(ScriptedServer.SOURCE));

        assertEquals(
                ScriptedServer.ID,
                fixture.client().sources().getSource(ScriptedServer.ID).getSourceId());
    }

    @Test
    void repeatedResponsesReleaseTheirConnection() {
        fixture.enqueue(BOUND, status(503).body("down for maintenance"));

        Operation.GET.fails(fixture.client());

        assertEquals(
                List.of(0, 0, 0, 0, 0),
                fixture.requests().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"0.0, 250, 500, 1000, 2000", "0.5, 187, 375, 750, 1500", "1.0, 125, 250, 500, 1000"})
    void pausesDoubleAndJitterTakesUpToHalf(double jitter, long first, long second, long third, long fourth) {
        fixture.enqueue(BOUND, status(502));
        RetryInterceptor jittered = new RetryInterceptor(fixture.pauses::add, () -> 0, () -> jitter);

        Operation.GET.fails(fixture.builder().retries(jittered).build());

        assertEquals(
                List.of(first, second, third, fourth),
                fixture.pauses.stream().map(Duration::toMillis).toList());
    }

    @Test
    void pausesAreRealByDefault() {
        fixture.enqueue(status(502), json(ScriptedServer.SOURCE));
        long start = System.nanoTime();

        Operation.GET.call(fixture.builder().retries(new RetryInterceptor()).build());

        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertTrue(millis >= 125 && millis < 2_000, () -> millis + " ms");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7000",
        "' 7 ', 7000",
        // By the server's clock, regardless of the client's.
        "'Tue, 24 Nov 2026 10:00:12 GMT', 12000",
        // If Retry-After is shorter than the client's own pause, the pause applies.
        "0, 250",
        "-5, 250",
        "'Tue, 24 Nov 2026 09:00:00 GMT', 250",
        "soon, 250",
        "'', 250",
        "1.5, 250",
        "99999999999999999999, 250",
    })
    void retryAfterLengthensThePause(String value, long millis) {
        fixture.enqueue(
                status(429).setHeader("Retry-After", value).setHeader("Date", DATE), json(ScriptedServer.SOURCE));

        Operation.CREATE.call(fixture.client());

        assertEquals(List.of(Duration.ofMillis(millis)), fixture.pauses);
    }

    @Test
    void retryAfterDateWithoutTheServersClockIsIgnored() {
        fixture.enqueue(
                status(429).setHeader("Retry-After", "Tue, 24 Nov 2099 10:00:00 GMT"), json(ScriptedServer.SOURCE));

        Operation.CREATE.call(fixture.client());

        assertEquals(List.of(Duration.ofMillis(250)), fixture.pauses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "30", "9223372036854775807", "Tue, 24 Nov 2026 11:00:00 GMT"})
    void retryAfterBeyondTheTimeoutReturnsTheResponse(String value) {
        fixture.enqueue(
                status(429).setHeader("Retry-After", value).setHeader("Date", DATE), json(ScriptedServer.SOURCE));

        AirbyteApiException e = Operation.GET.fails(fixture.client());

        assertEquals(429, e.status());
        assertTrue(fixture.pauses.isEmpty(), fixture.pauses::toString);
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void retryAfterOf503IsHonouredForReads() {
        fixture.enqueue(status(503).setHeader("Retry-After", "4"), json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.client());

        assertEquals(List.of(Duration.ofSeconds(4)), fixture.pauses);
    }

    @Test
    void timeoutEndsRepeatsAfterResponses() {
        fixture.enqueue(BOUND, status(503));

        AirbyteApiException e = Operation.GET.fails(
                fixture.builder().defaultTimeout(Duration.ofMillis(1_750)).build());

        // 250 + 500, and the next second would end with the timeout.
        assertEquals(List.of(Duration.ofMillis(250), Duration.ofMillis(500)), fixture.pauses);
        assertEquals(503, e.status());
    }

    @Test
    void timeoutEndsRepeatsAfterLostConnections() {
        fixture.enqueue(BOUND, dropped());

        Operation.GET.fails(
                fixture.builder().defaultTimeout(Duration.ofMillis(1_750)).build());

        assertEquals(List.of(Duration.ofMillis(250), Duration.ofMillis(500)), fixture.pauses);
    }

    @Test
    void interruptInAPauseEndsTheCallAndStaysSet() {
        fixture.enqueue(2, status(429));
        RetryInterceptor interrupted = new RetryInterceptor(
                pause -> {
                    throw new InterruptedException();
                },
                System::nanoTime,
                () -> 0);

        AirbyteApiException e =
                Operation.CREATE.fails(fixture.builder().retries(interrupted).build());

        assertTrue(Thread.interrupted());
        assertEquals("createSource: not sent, because the thread is interrupted", e.getMessage());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void repeatedDeleteMayHaveReachedTheServer() {
        fixture.enqueue(dropped());
        RetryInterceptor serverGoesAway =
                new RetryInterceptor(pause -> fixture.server.close(), System::nanoTime, () -> 0);

        AirbyteApiException e =
                Operation.DELETE.fails(fixture.builder().retries(serverGoesAway).build());

        assertTrue(e.mayHaveReachedServer(), e::toString);
    }

    @Test
    void createAfter429WithoutConnectionWasNotSent() {
        fixture.enqueue(status(429));
        RetryInterceptor serverGoesAway = new RetryInterceptor(
                pause -> {
                    fixture.server.close();
                    Thread.sleep(150); // The call still holds its connection; in 100 ms it counts as idle.
                },
                System::nanoTime,
                () -> 0);

        AirbyteApiException e =
                Operation.CREATE.fails(fixture.builder().retries(serverGoesAway).build());

        assertFalse(e.mayHaveReachedServer(), e::toString);
    }

    @Test
    void callThatIsCanceledIsNotRepeated() {
        fixture.enqueue(BOUND, dropped());
        AtomicInteger attempts = new AtomicInteger();
        OkHttpClient canceling = fixture.http
                .newBuilder()
                .addNetworkInterceptor(chain -> {
                    attempts.incrementAndGet();
                    chain.call().cancel();
                    return chain.proceed(chain.request());
                })
                .build();

        Operation.GET.fails(fixture.builder(canceling).build());

        assertEquals(1, attempts.get());
    }

    @Test
    void retryableClientStaysUsableAfterFailures() {
        fixture.enqueue(BOUND, dropped());
        AirbyteClient client = fixture.client();
        Operation.GET.fails(client);
        fixture.enqueue(json(ScriptedServer.SOURCE));

        assertDoesNotThrow(() -> Operation.GET.call(client));
    }
}
