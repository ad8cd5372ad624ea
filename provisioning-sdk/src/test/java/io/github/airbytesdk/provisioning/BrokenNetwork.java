package io.github.airbytesdk.provisioning;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockWebServer;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A network on which the connections of one operation fail before anything is sent: the port is closed, the name is unknown,
 * or TLS cannot be agreed on. For a client that one thread uses.
 */
final class BrokenNetwork extends Sockets implements Interceptor {
    enum Fault {
        REFUSED,
        UNKNOWN_HOST,
        NO_TLS
    }

    /** No process listens on it. */
    private static final int CLOSED_PORT = 1;

    /** A server without a certificate, so that every TLS handshake fails. Runs until the process ends. */
    private static final MockWebServer WITHOUT_CERTIFICATE = serverWithoutCertificate();

    private final Fault fault;
    private final String operation;
    private volatile int failuresLeft;
    private volatile boolean failed;
    private volatile String current = "";

    BrokenNetwork(Fault fault, String operation, int failures) {
        this.fault = fault;
        this.operation = operation;
        this.failuresLeft = failures;
    }

    /** Breaks the network of a client, which then opens a new connection for each call. */
    OkHttpClient.Builder under(OkHttpClient.Builder client) {
        return client.connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .addInterceptor(this)
                .dns(this::lookup)
                .socketFactory(this);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        String outer = current;
        current = Operation.of(request.method(), request.url().encodedPath());
        try {
            if (fault == Fault.NO_TLS && fails()) {
                HttpUrl https = request.url()
                        .newBuilder()
                        .scheme("https")
                        .port(WITHOUT_CERTIFICATE.getPort())
                        .build();
                return chain.proceed(request.newBuilder().url(https).build());
            }
            return chain.proceed(request);
        } finally {
            current = outer;
        }
    }

    private List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (fault == Fault.UNKNOWN_HOST && fails()) {
            throw new UnknownHostException(hostname);
        }
        return List.of(InetAddress.getByAddress(hostname, new byte[] {127, 0, 0, 1}));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                boolean refused = fault == Fault.REFUSED && fails();
                super.connect(
                        refused ? new InetSocketAddress(InetAddress.getLoopbackAddress(), CLOSED_PORT) : endpoint,
                        timeout);
            }
        };
    }

    private static MockWebServer serverWithoutCertificate() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            MockWebServer server = new MockWebServer();
            server.useHttps(context.getSocketFactory());
            server.start();
            return server;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a connection has failed. */
    boolean hasFailed() {
        return failed;
    }

    private synchronized boolean fails() {
        boolean fails = current.equals(operation) && failuresLeft-- > 0;
        failed |= fails;
        return fails;
    }
}
