package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that the server cannot have processed are sent again, creates included, and never count as lost. */
@Execution(ExecutionMode.CONCURRENT)
class ProofOfNonProcessingTest {
    private static final int REFUSED_STREAM = 7;

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private static MockResponse.Builder refusedStream() {
        return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseStream(REFUSED_STREAM));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE", "CREATE_JOB", "CANCEL"})
    void refusedHttp2StreamIsSentAgain(Operation operation) {
        AirbyteClient client = fixture.overTls(true);
        fixture.enqueue(10, refusedStream());
        fixture.enqueue(json("{}"));

        operation.call(client);

        assertEquals(11, fixture.server.getRequestCount());
        assertEquals(Duration.ofMillis(1), fixture.pauses.get(0));
    }

    @Test
    @Tag("slow")
    void permanentlyRefusedStreamsMeanNotSent() {
        AirbyteClient client = fixture.overTls(true);
        fixture.enqueue(200, refusedStream());

        AirbyteApiException e = Operation.CREATE.fails(client);

        assertFalse(e.mayHaveReachedServer(), e::toString);
        assertEquals(100, fixture.server.getRequestCount());
    }

    @Test
    void shutDownHttp2ConnectionRefusesBeforeSending() {
        AirbyteClient client = fixture.overTls(true);
        // From the queue, because MockWebServer ignores the effects of another dispatcher's responses over HTTP/2.
        for (int i = 0; i < 50; i++) {
            MockResponse.Builder response = json(ScriptedServer.SOURCE);
            fixture.enqueue(i % 7 == 6 ? response.onResponseEnd(ScriptedServer.DROP) : response);
        }
        for (int i = 0; i < 50; i++) {
            Operation.CREATE.call(client);
            if (i % 7 == 6) {
                // A request that is written before the end of the connection arrives is lost, which is not the rule
                // here.
                LiveConnectionInterceptorTest.sleep(100);
            }
        }
        assertEquals(50, fixture.server.getRequestCount());
        assertEquals(
                8,
                fixture.requests().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .distinct()
                        .count());
    }

    @Test
    void connectionThatWasShutDownProvesNonProcessing() {
        assertTrue(CallContext.isProofOfNonProcessing(new ConnectionShutdownException()));
        assertFalse(CallContext.isProofOfNonProcessing(new SocketException("Connection reset")));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE", "TOKEN"})
    void missingClientCertificateIsATlsFailureAtOnce(Operation operation) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        fixture.server.useHttps(trust.sslSocketFactory());
        fixture.server.requireClientAuth();
        HandshakeCertificates withoutOwn = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        OkHttpClient client = fixture.http
                .newBuilder()
                .sslSocketFactory(withoutOwn.sslSocketFactory(), withoutOwn.trustManager())
                .build();

        AirbyteClient withoutCertificate = fixture.builder(client)
                .selfManaged(fixture.url().replace("http:", "https:"))
                .build();
        AirbyteApiException e;
        int attempts = 0;
        do {
            e = operation.fails(withoutCertificate);
            // The server may reset the connection before its alert has been read. The outcome is unknown then.
        } while (++attempts < 20 && e.mayHaveReachedServer());

        String message = e.toString();
        assertFalse(e.mayHaveReachedServer(), message);
        assertTrue(message.contains("#tls"), message);
        assertEquals(0, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @CsvSource({
        "bad_certificate, true",
        "certificate_required, true",
        "unknown_ca, true",
        "internal_error, false",
        "bad_record_mac, false",
    })
    void alertOfTheHandshakeIsAProofInAnyException(String alert, boolean proof) {
        IOException late = new SSLException("Received fatal alert: " + alert);

        assertEquals(proof, CallContext.isProofOfNonProcessing(late));
    }

    @Test
    void requestThatCouldNotBeWrittenDoesNotCountAsSent() {
        CallContext context = new CallContext("createSource", "POST", 0);
        Call call = new OkHttpClient()
                .newCall(context.attach(new okhttp3.Request.Builder().url("http://localhost/"))
                        .build());
        context.markStarted();
        assertAll(context::enter);
        context.requestHeadersStart(call);
        assertTrue(context.isSent());

        context.requestFailed(call, new InterruptedIOException("timeout"));
        assertTrue(context.isSent(), "a timeout can follow the last byte");
        context.requestFailed(call, new ClosedByInterruptException());
        assertTrue(context.isSent(), "an interrupt can follow the last byte");

        context.requestFailed(call, new SocketException("Broken pipe"));
        assertFalse(context.isSent());
    }

    private AirbyteClient.Builder throughProxy(boolean credentials) {
        OkHttpClient.Builder client = fixture.http
                .newBuilder()
                .proxy(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), fixture.server.getPort())));
        if (credentials) {
            client.proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                    ? null
                    : response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", Credentials.basic("proxy-user", "proxy-secret"))
                            .build());
        }
        return fixture.builder(client.build()).selfManaged("http://airbyte.example");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void callRefusedByAProxyIsSentAgainWithCredentials(Operation operation) {
        boolean none = operation == Operation.DELETE;
        fixture.enqueue(
                status(407).setHeader("Proxy-Authenticate", "Basic realm=\"proxy\""),
                none ? status(204) : json(operation == Operation.DISCOVER ? "[]" : "{}"));

        operation.call(throughProxy(true).build());

        List<RecordedRequest> received = fixture.requests();
        assertEquals(2, received.size());
        assertEquals(
                Credentials.basic("proxy-user", "proxy-secret"),
                received.get(1).getHeaders().get("Proxy-Authorization"));
        assertEquals(received.get(0).getBody(), received.get(1).getBody());
        assertTrue(fixture.pauses.isEmpty());
    }

    @Test
    void tokenRequestIsSentAgainWithCredentialsForTheProxy() {
        fixture.enqueue(status(407), ScriptedServer.token("token-1"), status(407), json(ScriptedServer.SOURCE));

        Operation.CREATE.call(
                throughProxy(true).clientCredentials("id", "secret-1").build());

        assertEquals(4, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE"})
    void missingProxyCredentialsAreNamed(Operation operation) {
        fixture.enqueue(3, status(407));

        AirbyteApiException e = operation.fails(throughProxy(false).build());

        assertTrue(e.toString().contains("#proxy"), e::toString);
        assertEquals(407, e.status());
        assertEquals(1, fixture.server.getRequestCount());
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE"})
    void refusalByAnUnknownProxyIsNotSent(Operation operation) {
        fixture.enqueue(3, status(407));

        AirbyteApiException e = operation.fails(fixture.client());

        assertTrue(e.toString().contains("#proxy"), e::toString);
        assertEquals(407, e.status());
        assertFalse(e.mayHaveReachedServer());
        assertEquals(1, fixture.server.getRequestCount());
    }

    @Test
    void proofIsRecognizedByTypeOrText() {
        assertTrue(CallContext.isProofOfNonProcessing(new IOException("stream was reset: REFUSED_STREAM")));
        assertFalse(CallContext.isProofOfNonProcessing(new IOException("stream was reset: CANCEL")));
        assertFalse(CallContext.isProofOfNonProcessing(new IOException("unexpected end of stream")));
    }
}
