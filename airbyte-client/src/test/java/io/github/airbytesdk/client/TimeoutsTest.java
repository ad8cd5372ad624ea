package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** Timeouts of the last request, in milliseconds: call, connect, read, write. */
    private final List<Long> seen = new ArrayList<>();

    private OkHttpClient watched(OkHttpClient.Builder client) {
        return client.addNetworkInterceptor(chain -> {
                    seen.addAll(List.of(
                            TimeUnit.NANOSECONDS.toMillis(chain.call().timeout().timeoutNanos()),
                            (long) chain.connectTimeoutMillis(),
                            (long) chain.readTimeoutMillis(),
                            (long) chain.writeTimeoutMillis()));
                    return chain.proceed(chain.request());
                })
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "getStreamProperties, GET, PT15M",
        "createConnection, POST, PT15M",
        "checkConnectionToSource, POST, PT15M",
        "checkConnectionToDestination, POST, PT15M",
        "getJobInfoWithoutLogs, POST, PT30S",
        "getInstanceConfiguration, GET, PT30S",
        "createSource, POST, PT5M",
        "createDestination, POST, PT5M",
        "createJob, POST, PT5M",
        "createTag, POST, PT5M",
        "cancelJob, DELETE, PT5M",
        "getJob, GET, PT5M",
        "listJobs, GET, PT5M",
        "createAccessToken, POST, PT30S",
        "getSource, GET, PT30S",
        "listSources, GET, PT30S",
        "deleteConnection, DELETE, PT30S",
        "patchConnection, PATCH, PT30S",
        "putSource, PUT, PT30S",
        "getHealthCheck, GET, PT30S",
    })
    void everyOperationHasItsTimeout(String operation, String method, Duration timeout) {
        assertEquals(timeout, Timeouts.DEFAULT.of(operation, method));
    }

    @ParameterizedTest
    @CsvSource({
        "DISCOVER, PT1M, PT0S",
        "CREATE, PT2M, PT0S",
        "CREATE_JOB, PT2M, PT0S",
        "CANCEL, PT2M, PT0S",
        "GET, PT3M, PT30S",
        "DELETE, PT3M, PT30S"
    })
    void timeoutsOverrideThoseOfASuppliedClient(Operation operation, Duration timeout, Duration silence) {
        fixture.enqueue(
                operation == Operation.DELETE
                        ? ScriptedServer.status(204)
                        : json(operation == Operation.DISCOVER ? "[]" : "{}"));
        OkHttpClient hasty = watched(fixture.http
                .newBuilder()
                .callTimeout(Duration.ofMillis(1))
                .connectTimeout(Duration.ofSeconds(77))
                .readTimeout(Duration.ofMillis(1))
                .writeTimeout(Duration.ofMillis(1)));

        operation.call(fixture.builder(hasty)
                .discoveryTimeout(Duration.ofMinutes(1))
                .createTimeout(Duration.ofMinutes(2))
                .defaultTimeout(Duration.ofMinutes(3))
                .build());

        assertEquals(List.of(timeout.toMillis(), 10_000L, silence.toMillis(), 0L), seen);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE", "DISCOVER"})
    void stalledCallEndsWithItsTimeout(Operation operation) {
        fixture.enqueue(stalling());

        AirbyteApiException e = operation.fails(hurried());

        assertEquals(e.operation() + ": no response within 300 ms; see TROUBLESHOOTING.md#no-response", e.getMessage());
        assertEquals(0, e.status());
        assertTrue(e.mayHaveReachedServer());
        assertTrue(fixture.pauses.isEmpty());
    }

    @Test
    void stalledBodyEndsTheCallWithItsTimeout() {
        fixture.enqueue(json(ScriptedServer.SOURCE).onResponseBody(SocketEffect.Stall.INSTANCE));

        AirbyteApiException e = Operation.CREATE.fails(hurried());

        assertEquals("createSource: 200 with a response that was still arriving after 300 ms", e.getMessage());
        assertEquals(200, e.status());
        assertTrue(String.valueOf(e.rawBody()).startsWith("{\"sourceId\":\"95e66a59"), e::toString);
    }

    @Test
    void errorWithAStalledBodyKeepsItsStatus() {
        fixture.enqueue(json(422, "{\"title\":\"unprocessable-entity\"}").onResponseBody(SocketEffect.Stall.INSTANCE));

        AirbyteApiException e = Operation.CREATE.fails(hurried());

        assertEquals(422, e.status());
    }

    @Test
    void timeoutWhileConnectingMeansNotSent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AirbyteApiException e = Operation.CREATE.fails(hurried("https://127.0.0.1:" + silent.getLocalPort()));

            assertEquals("createSource: not sent within 300 ms", e.getMessage());
            assertFalse(e.mayHaveReachedServer());
        }
    }

    @Test
    void timeoutSpansAllAttempts() {
        fixture.enqueue(3, json(503, "").headersDelay(120, TimeUnit.MILLISECONDS));
        long start = System.nanoTime();
        RetryInterceptor impatient = new RetryInterceptor(pause -> {}, () -> 0, () -> 1);

        AirbyteApiException e = Operation.GET.fails(
                fixture.builder().defaultTimeout(SHORT).retries(impatient).build());

        assertEquals("getSource: no response within 300 ms; see TROUBLESHOOTING.md#no-response", e.getMessage());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void timeoutOfWholeSecondsIsShownInSeconds() {
        fixture.enqueue(stalling());

        AirbyteApiException e = Operation.GET.fails(
                fixture.builder().defaultTimeout(Duration.ofSeconds(1)).build());

        assertEquals("getSource: no response within 1 s; see TROUBLESHOOTING.md#no-response", e.getMessage());
    }

    private static MockResponse.Builder stalling() {
        return new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE);
    }

    private AirbyteClient hurried() {
        return hurried(fixture.url());
    }

    private AirbyteClient hurried(String url) {
        return fixture.builder()
                .selfManaged(url)
                .discoveryTimeout(SHORT)
                .createTimeout(SHORT)
                .defaultTimeout(SHORT)
                .build();
    }

    @ParameterizedTest
    @MethodSource("endless")
    void timeoutBeyondAnyLimitMeansNone(Duration endless) {
        fixture.enqueue(
                json(ScriptedServer.SOURCE), status(503), json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.builder()
                .defaultTimeout(endless)
                .createTimeout(endless)
                .discoveryTimeout(endless)
                .build();

        Operation.GET.call(client);
        Operation.GET.call(client);
        Operation.CREATE.call(client);

        assertEquals(4, fixture.server.getRequestCount());
    }

    static List<Duration> endless() {
        return List.of(
                ChronoUnit.FOREVER.getDuration(),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofDays(40_000));
    }
}
