package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.model.AccessTokenRequest;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import okio.Socket;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension with a scripted server on a real socket, clients for it, and a clock: the clients record their pauses
 * instead of waiting. After each test it asserts that no connection has leaked.
 */
final class ScriptedServer implements AfterEachCallback {
    static final UUID ID = UUID.fromString("95e66a59-8045-4307-9678-63bc3c9b8c93");
    static final String SOURCE = "{\"sourceId\":\"" + ID + "\",\"name\":\"dev-faker\"}";
    /** Shared, because reading the certificates of the host makes the first client slow. */
    private static final OkHttpClient BASE = new OkHttpClient();

    static final SocketEffect DROP = SocketEffect.ShutdownConnection.INSTANCE;

    final MockWebServer server = new MockWebServer();
    final ConnectionPool pool = new ConnectionPool(100, 5, TimeUnit.MINUTES);
    final OkHttpClient http = BASE.newBuilder().connectionPool(pool).build();
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    private final AtomicLong nanos = new AtomicLong();

    /** Calls of each kind. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Operation {
        GET(client -> client.sources().getSource(ID)),
        DELETE(client -> client.sources().deleteSource(ID)),
        CREATE(client -> client.sources().createSource(source("hunter2-hunter2"))),
        CREATE_JOB(client ->
                client.jobs().createJob(new JobCreateRequest().connectionId(ID).jobType(JobType.SYNC))),
        DISCOVER(client -> client.streams().getStreamProperties(ID, query -> query.ignoreCache(false))),
        CANCEL(client -> client.jobs().cancelJob(9L)),
        TOKEN(client -> client.applications()
                .createAccessToken(new AccessTokenRequest().clientId("id").clientSecret("secret")));

        private final Use use;

        Operation(Use use) {
            this.use = use;
        }

        void call(AirbyteClient client) {
            use.of(client);
        }

        AirbyteApiException fails(AirbyteClient client) {
            return assertThrows(AirbyteApiException.class, () -> use.of(client));
        }
    }

    private interface Use {
        void of(AirbyteClient client);
    }

    ScriptedServer() {
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SourceCreateRequest source(String password) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "postgres");
        configuration.addProperty("password", password);
        return new SourceCreateRequest().name("dev-pg").workspaceId(ID).configuration(configuration);
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Returns a port of this host that is closed. */
    static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AirbyteClient client() {
        return builder().build();
    }

    AirbyteClient.Builder builder() {
        return builder(http);
    }

    AirbyteClient.Builder builder(OkHttpClient client) {
        return AirbyteClient.builder().selfManaged(url()).httpClient(client).retries(recorded());
    }

    /** Records each pause and advances the clock by it. */
    RetryInterceptor recorded() {
        return new RetryInterceptor(
                pause -> {
                    pauses.add(pause);
                    nanos.addAndGet(pause.toNanos());
                },
                nanos::get,
                () -> 0);
    }

    /** Gives the server a certificate, and returns a client that trusts it. */
    AirbyteClient overTls(boolean http2) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setProtocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1));
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        OkHttpClient client = http.newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
        return builder(client).selfManaged(url().replace("http:", "https:")).build();
    }

    void enqueue(MockResponse.Builder... responses) {
        for (MockResponse.Builder response : responses) {
            server.enqueue(response.build());
        }
    }

    void enqueue(int times, MockResponse.Builder response) {
        for (int i = 0; i < times; i++) {
            server.enqueue(response.build());
        }
    }

    static MockResponse.Builder json(String body) {
        return json(200, body);
    }

    static MockResponse.Builder json(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).setHeader("Content-Type", "application/json");
    }

    static MockResponse.Builder status(int status) {
        return new MockResponse.Builder().code(status);
    }

    static MockResponse.Builder html(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).setHeader("Content-Type", "text/html; charset=utf-8");
    }

    /** Reads the whole request and closes the connection instead of responding. */
    static MockResponse.Builder dropped() {
        return new MockResponse.Builder().onResponseStart(DROP);
    }

    static MockResponse.Builder token(String token) {
        return json("{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":900}");
    }

    static void write(Socket socket, String text) {
        try {
            Buffer bytes = new Buffer().writeUtf8(text);
            socket.getSink().write(bytes, bytes.size());
            socket.getSink().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeAndHangUp(Socket socket, String text) {
        write(socket, text);
        socket.cancel();
    }

    /** Returns what the server has received since the last call of this method. */
    List<RecordedRequest> requests() {
        List<RecordedRequest> taken = new ArrayList<>();
        try {
            for (RecordedRequest next = server.takeRequest(0, TimeUnit.SECONDS);
                    next != null;
                    next = server.takeRequest(0, TimeUnit.SECONDS)) {
                taken.add(next);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return taken;
    }

    List<String> paths() {
        return requests().stream().map(RecordedRequest::getTarget).toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.close();
        assertEquals(pool.connectionCount(), pool.idleConnectionCount(), "connections in use");
        pool.evictAll();
    }
}
