package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.Cache;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings of an OkHttpClient that the application supplies apply. */
class SuppliedHttpClientTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private AirbyteClient withInterceptor(Interceptor interceptor) {
        return fixture.builder(
                        fixture.http.newBuilder().addInterceptor(interceptor).build())
                .build();
    }

    @Test
    void responsesNeverComeFromACache(@TempDir Path directory) throws IOException {
        try (Cache cache = new Cache(directory.toFile(), 1 << 20)) {
            fixture.enqueue(2, json(ScriptedServer.SOURCE).setHeader("Cache-Control", "max-age=600"));
            AirbyteClient client = fixture.builder(
                            fixture.http.newBuilder().cache(cache).build())
                    .build();

            Operation.GET.call(client);
            Operation.GET.call(client);

            assertEquals(2, fixture.server.getRequestCount());
            assertEquals(0, cache.requestCount(), "requests that the cache has seen");
        }
    }

    /** They have other socket options and pings. */
    @Test
    void idleConnectionsOfTheApplicationAreNotUsed() throws IOException {
        fixture.enqueue(2, json(ScriptedServer.SOURCE));
        Request request = new Request.Builder().url(fixture.url()).build();
        fixture.http.newCall(request).execute().close();
        assertEquals(1, fixture.pool.idleConnectionCount());

        Operation.GET.call(fixture.client());

        assertEquals(
                List.of(0, 1),
                fixture.requests().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .toList());
    }

    @Test
    void readsRequestAFreshResponseFromGateways() {
        fixture.enqueue(2, json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.client());
        Operation.CREATE.call(fixture.client());

        assertEquals("no-cache", fixture.requests().get(0).getHeaders().get("Cache-Control"));
    }

    @Test
    void authenticatorIsNotUsed() {
        AtomicInteger calls = new AtomicInteger();
        fixture.enqueue(2, status(401));
        OkHttpClient client = fixture.http
                .newBuilder()
                .authenticator((route, response) -> {
                    calls.incrementAndGet();
                    return response.request()
                            .newBuilder()
                            .header("Authorization", "other")
                            .build();
                })
                .build();

        Operation.GET.fails(fixture.builder(client).bearerToken("token").build());

        assertEquals(0, calls.get());
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void cookiesOfAGatewayAreKept() {
        fixture.enqueue(json(ScriptedServer.SOURCE).setHeader("Set-Cookie", "route=1"), json(ScriptedServer.SOURCE));
        OkHttpClient client = fixture.http
                .newBuilder()
                .cookieJar(new CookieJar() {
                    private volatile List<Cookie> cookies = List.of();

                    @Override
                    public void saveFromResponse(HttpUrl url, List<Cookie> received) {
                        cookies = received;
                    }

                    @Override
                    public List<Cookie> loadForRequest(HttpUrl url) {
                        return cookies;
                    }
                })
                .build();
        AirbyteClient airbyte = fixture.builder(client).build();

        Operation.GET.call(airbyte);
        Operation.CREATE.call(airbyte);

        assertEquals("route=1", fixture.requests().get(1).getHeaders().get("Cookie"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void compressedResponseRequestedByAnInterceptorIsRead(String encoding) throws IOException {
        fixture.enqueue(
                packed(ScriptedServer.SOURCE, encoding),
                packed("{\"message\":\"no\"}", encoding).code(422));
        AirbyteClient client = withInterceptor(chain -> chain.proceed(
                chain.request().newBuilder().header("Accept-Encoding", "gzip").build()));

        assertEquals(
                ScriptedServer.ID, client.sources().getSource(ScriptedServer.ID).getSourceId());
        AirbyteApiException e = Operation.CREATE.fails(client);
        assertTrue(e.toString().endsWith(": no"), e::toString);
    }

    private static MockResponse.Builder packed(String text, String encoding) throws IOException {
        Buffer packed = new Buffer();
        try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8(text);
        }
        return json("").body(packed).setHeader("Content-Encoding", encoding);
    }

    @Test
    void unknownContentEncodingIsNamed() {
        fixture.enqueue(json("").body(new Buffer().write(ByteString.decodeHex("0b028048656c6c6f03")))
                .setHeader("Content-Encoding", "br"));
        AirbyteClient client = withInterceptor(chain -> chain.proceed(
                chain.request().newBuilder().header("Accept-Encoding", "br").build()));

        AirbyteApiException e = Operation.GET.fails(client);

        assertTrue(e.toString().contains("its content encoding \"br\" is not supported"), e::toString);
    }

    @Test
    void interceptorCannotSendACreateTwice() {
        fixture.enqueue(2, status(500));
        AirbyteClient client = withInterceptor(chain -> {
            Response first = chain.proceed(chain.request());
            if (first.code() == 500) {
                first.close();
                return chain.proceed(chain.request());
            }
            return first;
        });

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertEquals(1, fixture.server.getRequestCount());
        assertTrue(e.mayHaveReachedServer());
        assertTrue(
                e.toString().contains("an interceptor of the application tried to send createSource again"),
                e::toString);
    }

    @Test
    void interceptorMaySendARefusedCreateAgain() {
        fixture.enqueue(status(403), json(ScriptedServer.SOURCE));
        AirbyteClient client = withInterceptor(chain -> {
            Response first = chain.proceed(chain.request());
            if (first.code() == 403) {
                first.close();
                return chain.proceed(chain.request());
            }
            return first;
        });

        Operation.CREATE.call(client);

        assertEquals(2, fixture.server.getRequestCount());
    }

    @Test
    void interceptorThatDoesNotProceedMayHaveSentTheRequest() {
        AirbyteClient client = withInterceptor(chain -> {
            throw new IOException("sent by other means");
        });

        assertTrue(Operation.CREATE.fails(client).mayHaveReachedServer());
    }

    @Test
    void networkInterceptorThatFailsBeforeSendingIsNotSent() {
        OkHttpClient client = fixture.http
                .newBuilder()
                .addNetworkInterceptor(chain -> {
                    throw new IOException("no");
                })
                .build();

        AirbyteApiException e = Operation.CREATE.fails(fixture.builder(client).build());

        assertFalse(e.mayHaveReachedServer(), e::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60_000})
    void anyPingIntervalDetectsDeadHttp2Connections(int millis) {
        OkHttpClient base = new OkHttpClient.Builder()
                .pingInterval(Duration.ofMillis(millis))
                .build();

        OkHttpClient derived = new HttpStack(base, true, new RetryInterceptor()).anonymous();

        assertEquals(10_000, derived.pingIntervalMillis());
    }

    @Test
    void shorterPingIntervalIsKept() {
        OkHttpClient base = new OkHttpClient.Builder()
                .pingInterval(Duration.ofSeconds(3))
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();

        OkHttpClient derived = new HttpStack(base, true, new RetryInterceptor()).anonymous();

        assertEquals(3_000, derived.pingIntervalMillis());
        assertEquals(List.of(Protocol.HTTP_1_1), derived.protocols());
    }
}
