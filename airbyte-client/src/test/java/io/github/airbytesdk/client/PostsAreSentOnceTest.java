package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.dropped;
import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp repeats a POST by itself in several cases. With any supplied client, all of them are prevented. */
class PostsAreSentOnceTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    /** Settings that the client of a user may have. */
    enum Client {
        PLAIN {
            @Override
            OkHttpClient.Builder set(OkHttpClient.Builder client) {
                return client;
            }
        },
        EAGER {
            @Override
            OkHttpClient.Builder set(OkHttpClient.Builder client) {
                return client.retryOnConnectionFailure(true)
                        .followRedirects(true)
                        .followSslRedirects(true)
                        .authenticator((route, response) -> response.request());
            }
        },
        PACKING {
            @Override
            OkHttpClient.Builder set(OkHttpClient.Builder client) {
                return client.addInterceptor(new Packing());
            }
        },
        PACKING_LATE {
            @Override
            OkHttpClient.Builder set(OkHttpClient.Builder client) {
                return client.addNetworkInterceptor(new Packing());
            }
        };

        abstract OkHttpClient.Builder set(OkHttpClient.Builder client);
    }

    static Stream<Arguments> temptations() {
        return Stream.of(Client.values())
                .flatMap(client -> Stream.of(
                        Arguments.of(client, "dropped", dropped()),
                        Arguments.of(client, "408", status(408)),
                        Arguments.of(client, "408 and when", status(408).setHeader("Retry-After", "0")),
                        Arguments.of(client, "503 at once", status(503).setHeader("Retry-After", "0")),
                        Arguments.of(client, "503 at once", status(503).setHeader("Retry-After", "00")),
                        Arguments.of(client, "421", status(421)),
                        Arguments.of(client, "401", status(401)),
                        Arguments.of(client, "301", status(301).setHeader("Location", "/elsewhere")),
                        Arguments.of(client, "302", status(302).setHeader("Location", "/elsewhere")),
                        Arguments.of(client, "303", status(303).setHeader("Location", "/elsewhere")),
                        Arguments.of(client, "307", status(307).setHeader("Location", "/elsewhere")),
                        Arguments.of(client, "308", status(308).setHeader("Location", "/elsewhere"))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("temptations")
    void createOnPooledConnectionIsReceivedOnce(Client kind, String name, MockResponse.Builder response) {
        fixture.enqueue(
                json(ScriptedServer.SOURCE), response, json(ScriptedServer.SOURCE), json(ScriptedServer.SOURCE));
        AirbyteClient client =
                fixture.builder(kind.set(fixture.http.newBuilder()).build()).build();
        Operation.GET.call(client);

        AirbyteApiException e = Operation.CREATE.fails(client);

        List<RecordedRequest> received = fixture.requests();
        assertEquals(2, received.size(), received::toString);
        assertEquals(
                List.of(0, 1),
                received.stream().map(RecordedRequest::getExchangeIndex).toList());
        assertTrue(e.mayHaveReachedServer());
    }

    /**
     * Protocol error, internal error, cancel, and HTTP/1.1 required: only REFUSED_STREAM proves that nothing was
     * processed.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 13})
    void createWhoseHttp2StreamIsResetIsReceivedOnce(int errorCode) {
        AirbyteClient client = fixture.overTls(true);
        fixture.enqueue(
                json(ScriptedServer.SOURCE),
                new MockResponse.Builder().onResponseStart(new SocketEffect.CloseStream(errorCode)),
                json(ScriptedServer.SOURCE));
        Operation.GET.call(client);

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertEquals(2, fixture.server.getRequestCount());
        assertTrue(e.mayHaveReachedServer());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void redirectIsNotFollowedButNamed(int status) {
        fixture.enqueue(
                status(status).setHeader("Location", "https://airbyte.example/api/public/v1/sources"),
                json("{\"data\":[]}"));

        AirbyteApiException e = Operation.CREATE.fails(fixture.client());

        assertEquals(1, fixture.server.getRequestCount());
        assertEquals(status, e.status());
        assertEquals(
                "createSource: " + status + " Redirection: empty response; the server redirects to "
                        + "https://airbyte.example/api/public/v1/sources, and redirects are not followed: "
                        + "set the base URL to Airbyte's own address, or, if this is a login page, "
                        + "see TROUBLESHOOTING.md#gateway",
                e.getMessage());
    }

    @Test
    void redirectWithoutTargetIsReported() {
        fixture.enqueue(status(302), json("{\"data\":[]}"));

        AirbyteApiException e = Operation.GET.fails(fixture.client());

        assertTrue(e.toString().contains("the server redirects, and redirects are not followed"), e::toString);
    }

    @Test
    void compressedRequestBodyArrivesComplete() {
        fixture.enqueue(json(ScriptedServer.SOURCE));

        Operation.CREATE.call(
                fixture.builder(Client.PACKING.set(fixture.http.newBuilder()).build())
                        .build());

        RecordedRequest request = fixture.requests().get(0);
        assertEquals("gzip", request.getHeaders().get("Content-Encoding"));
        assertTrue(request.getBodySize() > 0);
    }

    /** The interceptor that many applications have. */
    private static final class Packing implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Request request = chain.request();
            RequestBody body = request.body();
            if (body == null) {
                return chain.proceed(request);
            }
            return chain.proceed(request.newBuilder()
                    .header("Content-Encoding", "gzip")
                    .removeHeader("Content-Length")
                    .header("Transfer-Encoding", "chunked")
                    .method(request.method(), new Packed(body))
                    .build());
        }
    }

    private static final class Packed extends RequestBody {
        private final RequestBody body;

        Packed(RequestBody body) {
            this.body = body;
        }

        @Override
        public @Nullable MediaType contentType() {
            return body.contentType();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            try (BufferedSink packed = Okio.buffer(new GzipSink(sink))) {
                body.writeTo(packed);
            }
        }
    }
}
