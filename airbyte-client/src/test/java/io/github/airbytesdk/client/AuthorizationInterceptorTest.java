package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static io.github.airbytesdk.client.ScriptedServer.token;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationInterceptorTest {
    private static final String SOURCES = "/api/public/v1/sources";
    private static final String TOKEN = "/api/public/v1/applications/token";

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private AirbyteClient withCredentials() {
        return fixture.builder().clientCredentials("client-id", "client-secret").build();
    }

    @Test
    void tokenIsRequestedWithJsonAndSentWithEachCall() {
        fixture.enqueue(token("token-1"), json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));
        AirbyteClient client = withCredentials();

        Operation.GET.call(client);
        Operation.CREATE.call(client);

        List<RecordedRequest> received = fixture.requests();
        RecordedRequest fetch = received.get(0);
        assertEquals("POST " + TOKEN + " HTTP/1.1", fetch.getRequestLine());
        assertEquals("application/json", fetch.getHeaders().get("Content-Type"));
        assertEquals("application/json", fetch.getHeaders().get("Accept"));
        assertNull(fetch.getHeaders().get("Authorization"));
        assertEquals(
                "{\"client_id\":\"client-id\",\"client_secret\":\"client-secret\","
                        + "\"grant_type\":\"client_credentials\",\"grant-type\":\"client_credentials\"}",
                fetch.getBody() == null ? "" : fetch.getBody().utf8());
        assertEquals(
                List.of("Bearer token-1", "Bearer token-1"),
                received.subList(1, 3).stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
        assertEquals(3, received.size());
    }

    private static String header(RecordedRequest request) {
        return String.valueOf(request.getHeaders().get("Authorization"));
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "TOKEN", mode = EnumSource.Mode.EXCLUDE)
    void rejectedTokenIsReplacedAndTheCallReplayedOnce(Operation operation) {
        fixture.enqueue(token("token-1"), status(401), token("token-2"));
        fixture.enqueue(operation == Operation.DELETE ? status(204) : json(responseOf(operation)));

        operation.call(withCredentials());

        List<RecordedRequest> received = fixture.requests();
        assertEquals(
                List.of("Bearer token-1", "Bearer token-2"), List.of(header(received.get(1)), header(received.get(3))));
        assertEquals(received.get(1).getBody(), received.get(3).getBody());
        assertEquals(4, received.size());
        assertTrue(fixture.pauses.isEmpty());
    }

    private static String responseOf(Operation operation) {
        return operation == Operation.DISCOVER ? "[]" : operation == Operation.DELETE ? "" : "{}";
    }

    @Test
    void callThatIsAlwaysRejectedIsSentExactlyTwice() {
        fixture.enqueue(token("token-1"), status(401), token("token-2"), status(401), token("token-3"), status(401));

        AirbyteApiException e = Operation.CREATE.fails(withCredentials());

        assertEquals(List.of(TOKEN, SOURCES, TOKEN, SOURCES), fixture.paths());
        assertEquals(401, e.status());
        assertTrue(
                e.toString().contains("; check the credentials, and that they are for " + fixture.url()), e::toString);
    }

    @Test
    void callAfterOneThatWasRejectedUsesTheNewToken() {
        fixture.enqueue(
                token("token-1"),
                status(401),
                token("token-2"),
                status(401),
                status(401),
                token("token-3"),
                status(403));
        AirbyteClient client = withCredentials();
        Operation.GET.fails(client);
        fixture.requests();

        assertEquals(403, Operation.GET.fails(client).status());

        assertEquals("Bearer token-2", header(fixture.requests().get(0)));
    }

    @Test
    void replayWithoutConnectionWasNotSent() {
        fixture.enqueue(status(401));
        Queue<String> tokens = new ArrayDeque<>(List.of("token-1", "token-2"));
        AirbyteClient client = fixture.builder()
                .bearerToken(() -> {
                    if (tokens.size() == 1) {
                        fixture.server.close();
                        LockSupport.parkNanos(
                                TimeUnit.MILLISECONDS.toNanos(150)); // Then the connection counts as idle.
                    }
                    return tokens.size() == 1 ? tokens.element() : tokens.remove();
                })
                .build();

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertFalse(e.mayHaveReachedServer(), e::toString);
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "TOKEN", mode = EnumSource.Mode.EXCLUDE)
    void rejectedCallWithoutANewTokenWasNotActedOn(Operation operation) {
        fixture.enqueue(
                token("token-1"), status(401).body("Unauthorized"), json(400, "{\"message\":\"Invalid client\"}"));

        AirbyteApiException e = operation.fails(withCredentials());

        assertEquals(
                e.operation() + ": not sent: no access token from " + fixture.url() + TOKEN
                        + ": 400 Client Error: Invalid client; check the client id and the client secret; see TROUBLESHOOTING.md#credentials",
                e.getMessage());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(3, fixture.server.getRequestCount());
    }

    @Test
    void anonymousCallsNeedNoToken() {
        fixture.enqueue(new MockResponse.Builder().body("Successful operation"), token("token"));
        AirbyteClient client = withCredentials();

        client.health().getHealthCheck();
        Operation.TOKEN.call(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(
                List.of("/api/public/v1/health", TOKEN),
                received.stream().map(RecordedRequest::getTarget).toList());
        assertEquals(
                List.of("null", "null"),
                received.stream().map(AuthorizationInterceptorTest::header).toList());
    }

    /** {base} is the base URL's hint, {credentials} that of wrong credentials. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"message\":\"Bad Request\",\"_embedded\":{\"errors\":[{\"message\":\"Invalid client id or token\"}]}} "
                        + "| 400 Client Error: Invalid client id or token{credentials}",
                "401 | {\"message\":\"Unauthorized\"} | 401 Client Error: Unauthorized{credentials}",
                "401 | {\"errorId\":\"e-1\"} "
                        + "| 401 Client Error: no details; the server's log has them under errorId e-1{credentials}",
                "500 | {\"errorId\":\"e-1\"} "
                        + "| 500 Server Error: no details; the server's log has them under errorId e-1{credentials}",
                "404 | Object not found. | 404 Client Error: Object not found.; authentication may be switched off on this server, "
                        + "then build the client without credentials{base}",
                "401 | <html><title>401 Authorization Required</title></html> "
                        + "| 401 Client Error: a web page, \"401 Authorization Required\"{gateway}",
                "403 | Invalid IAP credentials: empty token | 403 Client Error: Invalid IAP credentials: empty token{gateway}",
                "503 | <html><title>503 Service Unavailable</title></html> "
                        + "| 503 Server Error: a web page, \"503 Service Unavailable\"",
                "502 | '' | 502 Server Error: empty response",
                "504 | '' | 504 Server Error: empty response",
                "429 | {\"message\":\"You are being rate limited.\"} | 429 Client Error: You are being rate limited.",
                "200 | <html><title>Sign in</title></html> | 200 with a web page instead of JSON, \"Sign in\"{base}",
                "200 | '' | 200 with a response without content",
                "200 | {} | 200 with a response that contains no token{base}",
                "200 | {\"access_token\":7.5,\"expires_in\":\"soon\"} | 200 with a response that is not the expected JSON",
                "200 | {\"access_token\":\"two lines\"} | 200 with a response that contains no token{base}",
                "302 | '' | 302 Redirection: empty response; the server redirects, and redirects are not followed: "
                        + "set the base URL to Airbyte's own address",
                "407 | '' | 407 Proxy Authentication Required; the proxy requires credentials: set proxyAuthenticator(...) on the "
                        + "OkHttpClient that is given to httpClient(...); see TROUBLESHOOTING.md#proxy",
            })
    void failingTokenRequestGetsTheHintsOfEveryCall(int status, String body, String text) {
        boolean repeated = List.of(429, 502, 503, 504).contains(status);
        fixture.enqueue(repeated ? 5 : 1, json(status, body));

        AirbyteApiException e = Operation.CREATE.fails(withCredentials());

        String base = fixture.url() + "/api/public/v1";
        String expected = text.replace(
                        "{credentials}",
                        "; check the client id and the client secret; see TROUBLESHOOTING.md#credentials")
                .replace(
                        "{gateway}",
                        "; the response is not Airbyte's: a gateway in front of " + base
                                + " requires credentials of its own, which header(name, value) adds"
                                + "; see TROUBLESHOOTING.md#gateway")
                .replace(
                        "{base}",
                        "; is the base URL right? It is " + base + ", and a self-managed Airbyte has its public API at "
                                + "<its URL>/api/public/v1; see TROUBLESHOOTING.md#wrong-base-url");
        assertEquals(
                "createSource: not sent: no access token from " + fixture.url() + TOKEN + ": " + expected,
                e.getMessage());
        assertEquals(status, e.status());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(repeated ? 5 : 1, fixture.server.getRequestCount());
    }

    @Test
    void whiteSpaceAroundSecretsIsIgnored() {
        fixture.enqueue(
                token("token-1"),
                json(ScriptedServer.SOURCE),
                json(ScriptedServer.SOURCE),
                json(ScriptedServer.SOURCE));
        fixture.enqueue(json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.builder()
                .clientCredentials(" client-id\n", "client-secret\r\n")
                .build());
        Operation.GET.call(fixture.builder().bearerToken("fixed\n").build());
        Operation.GET.call(fixture.builder().bearerToken(() -> "supplied\n").build());
        Operation.GET.call(fixture.builder().basic("user", "secret\n").build());

        List<RecordedRequest> received = fixture.requests();
        assertTrue(String.valueOf(received.get(0).getBody()).contains("\"client-secret\""), received::toString);
        assertEquals(
                List.of("Bearer token-1", "Bearer fixed", "Bearer supplied", "Basic dXNlcjpzZWNyZXQ="),
                received.subList(1, 5).stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
    }

    @Test
    void unreachableTokenEndpointIsReported() {
        AirbyteApiException e = Operation.CREATE.fails(fixture.builder()
                .selfManaged("http://127.0.0.1:" + ScriptedServer.closedPort())
                .clientCredentials("client-id", "client-secret")
                .build());

        assertTrue(
                e.toString().contains("createSource: not sent: no access token from http://127.0.0.1:"), e::toString);
        assertEquals(0, e.status());
        assertEquals(4, fixture.pauses.size());
    }

    @Test
    void tokenWithoutLifetimeIsUsed() {
        fixture.enqueue(json("{\"access_token\":\"token-1\"}"), json(ScriptedServer.SOURCE));

        Operation.GET.call(withCredentials());

        assertEquals("Bearer token-1", header(fixture.requests().get(1)));
    }

    @Test
    void tokenWithUnusualClaimsIsUsed() {
        String jwt = AccessTokenTest.jwt("{\"exp\":null,\"iat\":5}");
        fixture.enqueue(json("{\"access_token\":\"" + jwt + "\"}"), json(ScriptedServer.SOURCE));

        Operation.GET.call(withCredentials());

        assertEquals("Bearer " + jwt, header(fixture.requests().get(1)));
    }

    @Test
    void manyThreadsFetchOneTokenAndAllSucceed() {
        fixture.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return (request.getTarget().equals(TOKEN) ? token("token-1") : json(ScriptedServer.SOURCE)).build();
            }
        });
        AirbyteClient client = withCredentials();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Future<?>> calls = IntStream.range(0, 640)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> Operation.CREATE.call(client)))
                    .toList();
            assertAll(calls.stream().map(call -> call::get));
        } finally {
            threads.shutdownNow();
        }

        List<String> paths = fixture.paths();
        assertEquals(641, paths.size());
        assertEquals(1, paths.stream().filter(TOKEN::equals).count());
    }

    @Test
    void stallingTokenRequestEndsWithTheCallsTimeout() {
        fixture.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE));
        AirbyteClient client = fixture.builder()
                .clientCredentials("client-id", "client-secret")
                .defaultTimeout(Duration.ofMillis(400))
                .build();
        long start = System.nanoTime();

        AirbyteApiException e = Operation.GET.fails(client);

        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3_000, e::toString);
        assertFalse(e.mayHaveReachedServer());
    }

    @Test
    void waitForAnotherCallsTokenEndsWithTheTimeout() throws Exception {
        fixture.enqueue(
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE), token("token-1"), json("{}"));
        AirbyteClient client = fixture.builder()
                .clientCredentials("client-id", "client-secret")
                .defaultTimeout(Duration.ofMillis(400))
                .build();
        CountDownLatch ended = new CountDownLatch(1);
        Thread patient = new Thread(() -> {
            Operation.CREATE.fails(client);
            ended.countDown();
        });
        patient.start();
        assertTrue(fixture.server.takeRequest(5, TimeUnit.SECONDS) != null);
        long start = System.nanoTime();

        AirbyteApiException e = Operation.GET.fails(client);

        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3_000, e::toString);
        assertFalse(e.mayHaveReachedServer());
        patient.interrupt();
        assertTrue(ended.await(5, TimeUnit.SECONDS));
    }

    @Test
    void tokenSupplierIsCalledForEachCallAndAfterARejection() {
        Queue<String> tokens = new ArrayDeque<>(List.of("one", "two", "three"));
        fixture.enqueue(json(ScriptedServer.SOURCE), status(401), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.builder().bearerToken(tokens::remove).build();

        Operation.GET.call(client);
        Operation.CREATE.call(client);

        assertEquals(
                List.of("Bearer one", "Bearer two", "Bearer three"),
                fixture.requests().stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
    }

    @Test
    void suppliedTokenThatStaysTheSameIsNotTriedTwice() {
        fixture.enqueue(2, status(401));

        Operation.CREATE.fails(fixture.builder().bearerToken(() -> "same").build());

        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void failingTokenSupplierIsReported() {
        AirbyteApiException e = Operation.CREATE.fails(fixture.builder()
                .bearerToken(() -> {
                    throw new IllegalStateException("vault is sealed");
                })
                .build());

        assertEquals(
                "createSource: not sent: the bearer token's supplier failed: java.lang.IllegalStateException",
                e.getMessage());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(0, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "two\nlines", "umlaut-ä"})
    void invalidSuppliedTokenIsNotShown(String token) {
        AirbyteApiException e = Operation.CREATE.fails(
                fixture.builder().bearerToken(() -> token).build());

        assertEquals(
                "createSource: not sent: the bearer token's supplier returned a blank token or one that a header cannot contain",
                e.getMessage());
        assertEquals(0, fixture.server.getRequestCount());
    }

    @Test
    void fixedTokenIsSentAndNotReplayed() {
        fixture.enqueue(2, status(401));

        Operation.GET.fails(fixture.builder().bearerToken("fixed").build());

        assertEquals(
                List.of("Bearer fixed"),
                fixture.requests().stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
    }

    @Test
    void userAndPasswordAreSentAndNotReplayed() {
        fixture.enqueue(2, status(401));

        Operation.GET.fails(fixture.builder().basic("airbyte", "pässword").build());

        assertEquals(
                List.of("Basic YWlyYnl0ZTpww6Rzc3dvcmQ="),
                fixture.requests().stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
    }

    @Test
    void noAuthorizationHeaderWithoutCredentials() {
        fixture.enqueue(2, status(401));

        Operation.GET.fails(fixture.client());

        assertEquals(
                List.of("null"),
                fixture.requests().stream()
                        .map(AuthorizationInterceptorTest::header)
                        .toList());
    }
}
