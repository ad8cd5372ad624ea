package io.github.airbytesdk.network;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A Jetty server in front of Airbyte: a reverse proxy for each protocol, or an HTTP proxy. */
final class Gateway implements AutoCloseable {
    private static final HeldCertificate CERTIFICATE =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    /** Trusts each gateway's certificate. */
    static final HandshakeCertificates TRUST = new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();

    private final Server server = new Server();
    private final ServerConnector connector;
    private final boolean tls;
    private final Recycling recycling;

    /** How clients reach the gateway. */
    enum Protocol {
        HTTP_1_1,
        HTTP_1_1_TLS,
        HTTP_2_TLS,
        HTTP_2_CLEARTEXT;

        boolean isTls() {
            return this == HTTP_1_1_TLS || this == HTTP_2_TLS;
        }
    }

    private Gateway(Protocol protocol, Recycling handler) {
        this.recycling = handler;
        this.tls = protocol.isTls();
        HttpConfiguration configuration = new HttpConfiguration();
        if (tls) {
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        this.connector = new ServerConnector(server, factories(protocol, configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConnectionFactory[] factories(Protocol protocol, HttpConfiguration configuration) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setSslContext(new HandshakeCertificates.Builder()
                .heldCertificate(CERTIFICATE)
                .build()
                .sslContext());
        return switch (protocol) {
            case HTTP_1_1 -> new ConnectionFactory[] {http1};
            case HTTP_1_1_TLS -> new ConnectionFactory[] {new SslConnectionFactory(ssl, http1.getProtocol()), http1};
            case HTTP_2_CLEARTEXT -> new ConnectionFactory[] {http1, new HTTP2CServerConnectionFactory(configuration)};
            case HTTP_2_TLS -> {
                ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
                alpn.setDefaultProtocol(http1.getProtocol());
                yield new ConnectionFactory[] {
                    new SslConnectionFactory(ssl, alpn.getProtocol()),
                    alpn,
                    new HTTP2ServerConnectionFactory(configuration),
                    http1
                };
            }
        };
    }

    /** Forwards everything to a server, and ends each connection after a number of requests, as nginx does. */
    static Gateway reverseProxy(Protocol protocol, String target, int requestsPerConnection) {
        HttpURI server = HttpURI.from(target);
        Handler proxy = new ProxyHandler.Reverse(request ->
                HttpURI.build(request.getHttpURI()).scheme("http").authority(server.getHost(), server.getPort()));
        return new Gateway(protocol, new Recycling(proxy, requestsPerConnection));
    }

    /**
     * Forwards everything to any server, and ends each connection after a number of requests other than CONNECT.
     *
     * @param credentials the value of {@code Proxy-Authorization} to require, or an empty text
     */
    static Gateway httpProxy(String credentials, int requestsPerConnection) {
        Handler proxy = new Connecting(new ProxyHandler.Forward(), credentials);
        return new Gateway(Protocol.HTTP_1_1, new Recycling(proxy, requestsPerConnection));
    }

    /** Returns how many connections it has ended because of their number of requests. */
    int recycledConnections() {
        return recycling.recycled.get();
    }

    int port() {
        return connector.getLocalPort();
    }

    String url() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Ends a connection after a number of requests, HTTP/2 by a GOAWAY that names the highest stream among them. Higher streams
     * are refused without being forwarded.
     */
    private static final class Recycling extends Handler.Wrapper {
        private final int requestsPerConnection;
        private final AtomicInteger recycled = new AtomicInteger();
        private final Map<Connection, Requests> connections = new ConcurrentHashMap<>();

        /** The requests of one connection, guarded by itself. */
        private static final class Requests {
            private int count;
            private int highestStream;
        }

        Recycling(Handler handler, int requestsPerConnection) {
            super(handler);
            this.requestsPerConnection = requestsPerConnection;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Connection connection = request.getConnectionMetaData().getConnection();
            Requests requests = connections.computeIfAbsent(connection, any -> new Requests());
            if (connection instanceof HTTP2Connection http2) {
                int stream = Integer.parseInt(request.getId());
                if (!accept(requests, http2.getSession(), stream)) {
                    callback.failed(new IOException("refused"));
                    return true;
                }
            } else if (++requests.count == requestsPerConnection) {
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
                recycled.incrementAndGet();
            }
            return super.handle(request, response, callback);
        }

        private boolean accept(Requests requests, HTTP2Session session, int stream) {
            synchronized (requests) {
                if (requests.count >= requestsPerConnection && stream > requests.highestStream) {
                    session.getStream(stream)
                            .reset(new ResetFrame(stream, ErrorCode.REFUSED_STREAM_ERROR.code), Callback.NOOP);
                    return false;
                }
                requests.highestStream = Math.max(requests.highestStream, stream);
                if (++requests.count == requestsPerConnection) {
                    session.goAway(
                            new GoAwayFrame(requests.highestStream, ErrorCode.NO_ERROR.code, new byte[0]),
                            Callback.NOOP);
                    recycled.incrementAndGet();
                }
                return true;
            }
        }
    }

    /** An HTTP proxy that requires credentials, for plain requests and for tunnels. */
    private static final class Connecting extends ConnectHandler {
        private final String credentials;

        Connecting(Handler handler, String credentials) {
            super(handler);
            this.credentials = credentials;
        }

        private boolean isAllowed(Request request) {
            return credentials.isEmpty()
                    || credentials.equals(request.getHeaders().get(HttpHeader.PROXY_AUTHORIZATION));
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (isAllowed(request)) {
                return super.handle(request, response, callback);
            }
            response.getHeaders().put(HttpHeader.PROXY_AUTHENTICATE, "Basic realm=\"proxy\"");
            Response.writeError(request, response, callback, HttpStatus.PROXY_AUTHENTICATION_REQUIRED_407);
            return true;
        }
    }
}
