package io.github.airbytesdk.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Derives the client's HTTP clients from the application's. Settings that would change what a response means, or whether a
 * request is sent once, are replaced; {@link AirbyteClient.Builder#httpClient} lists them.
 */
final class HttpStack {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A dead HTTP/2 connection fails after one to two intervals. */
    private static final Duration PING_INTERVAL = Duration.ofSeconds(10);

    /** OkHttp's default of 5 would close most connections of many threads after each call. */
    private static final int MAX_IDLE_CONNECTIONS = 128;

    private final OkHttpClient plain;
    private final boolean hasForeignInterceptors;

    /** @param https whether any of the URLs is https */
    HttpStack(OkHttpClient base, boolean https, RetryInterceptor retries) {
        this.hasForeignInterceptors = !base.interceptors().isEmpty();
        boolean shared = https || base.protocols().contains(Protocol.H2_PRIOR_KNOWLEDGE);
        this.plain = base.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                // The timeout of the whole call is the only other limit, because a discovery may be silent for minutes.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .pingInterval(pingInterval(base))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .cache(null)
                .authenticator(Authenticator.NONE)
                .socketFactory(TransportSocketFactory.of(base.socketFactory(), shared))
                .dns(new OwnDns(base.dns()))
                .hostnameVerifier(new OwnHostnameVerifier(base.hostnameVerifier()))
                .addInterceptor(retries)
                .addNetworkInterceptor(new LiveConnectionInterceptor())
                .build();
    }

    /** Returns the HTTP client to derive from if the application supplies none. */
    static OkHttpClient ownClient() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
                .build();
    }

    private static Duration pingInterval(OkHttpClient base) {
        Duration requested = Duration.ofMillis(base.pingIntervalMillis());
        return requested.isZero() || requested.compareTo(PING_INTERVAL) > 0 ? PING_INTERVAL : requested;
    }

    /** Returns a client that adds no credentials, for fetching them. */
    OkHttpClient anonymous() {
        return sendingOnce(plain.newBuilder());
    }

    OkHttpClient authorizedBy(Authorization authorization) {
        return sendingOnce(plain.newBuilder().addInterceptor(new AuthorizationInterceptor(authorization)));
    }

    /** Each interceptor costs time in each call, so two of them are added only if the application's settings need them. */
    private OkHttpClient sendingOnce(OkHttpClient.Builder http) {
        if (plain.proxyAuthenticator() != Authenticator.NONE) {
            http.addInterceptor(new ProxyAuthorizationInterceptor());
        }
        http.addInterceptor(new AttemptLogInterceptor());
        if (hasForeignInterceptors) {
            http.addInterceptor(new OneShotBodyInterceptor());
        }
        return http.build();
    }

    /**
     * The application's name service. OkHttp shares connections between clients that have an equal one, so this keeps
     * connections apart that the application's own client has opened without this client's socket options and pings.
     */
    private record OwnDns(Dns delegate) implements Dns {
        @Override
        public List<InetAddress> lookup(String hostname) throws UnknownHostException {
            return delegate.lookup(hostname);
        }
    }

    /**
     * The application's host name verifier. Being another one than OkHttp's default, it keeps OkHttp from using a connection of
     * another host whose certificate covers this one: servers refuse such requests with 421, and OkHttp would not repeat a
     * create.
     */
    private record OwnHostnameVerifier(HostnameVerifier delegate) implements HostnameVerifier {
        @Override
        public boolean verify(String hostname, SSLSession session) {
            return delegate.verify(hostname, session);
        }
    }
}
