package io.github.airbytesdk.network;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many provisionings at a time through a gateway or proxy that ends its connections every 20 requests: each pipeline is
 * created once, and no create counts as lost.
 *
 * <p>{@code -Dnetwork.provisions=} sets their number.
 */
@Tag("slow")
class GatewaysTest {
    private static final int PROVISIONS = Integer.getInteger("network.provisions", 1_000);

    private static final int THREADS = 16;
    private static final int REQUESTS_PER_CONNECTION = 20;
    private static final int REQUESTS_PER_PROVISION = 5;

    /**
     * Fewer, because each connection needs a tunnel and a TLS handshake, but so many that some connections are ended for certain:
     * all threads together can keep open connections that have had one request less than the limit.
     */
    private static final int PROVISIONS_BY_TUNNEL = Math.max(PROVISIONS / 10, 100);

    private static final String PROXY_CREDENTIALS = Credentials.basic("proxy-user", "proxy-secret");

    @ParameterizedTest
    @EnumSource(Gateway.Protocol.class)
    void pipelinesAreCreatedOnceThroughAReverseProxy(Gateway.Protocol protocol) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                Gateway gateway = Gateway.reverseProxy(protocol, airbyte.url(), REQUESTS_PER_CONNECTION)) {
            OkHttpClient http = new OkHttpClient.Builder()
                    .sslSocketFactory(Gateway.TRUST.sslSocketFactory(), Gateway.TRUST.trustManager())
                    .protocols(
                            protocol == Gateway.Protocol.HTTP_2_CLEARTEXT
                                    ? List.of(Protocol.H2_PRIOR_KNOWLEDGE)
                                    : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
                    .build();

            assertAllProvisioned(PROVISIONS, airbyte, gateway, gateway.url(), http);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pipelinesAreCreatedOnceThroughAnHttpProxy(boolean credentials) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                Gateway proxy = Gateway.httpProxy(credentials ? PROXY_CREDENTIALS : "", REQUESTS_PER_CONNECTION)) {
            assertAllProvisioned(
                    PROVISIONS, airbyte, proxy, airbyte.url(), through(proxy).build());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Gateway.Protocol.class,
            names = {"HTTP_1_1_TLS", "HTTP_2_TLS"})
    void pipelinesAreCreatedOnceThroughATunnel(Gateway.Protocol protocol) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                Gateway gateway = Gateway.reverseProxy(protocol, airbyte.url(), REQUESTS_PER_CONNECTION);
                Gateway proxy = Gateway.httpProxy(PROXY_CREDENTIALS, REQUESTS_PER_CONNECTION)) {
            OkHttpClient http = through(proxy)
                    .sslSocketFactory(Gateway.TRUST.sslSocketFactory(), Gateway.TRUST.trustManager())
                    .build();

            assertAllProvisioned(PROVISIONS_BY_TUNNEL, airbyte, gateway, gateway.url(), http);
        }
    }

    private static OkHttpClient.Builder through(Gateway proxy) {
        return new OkHttpClient.Builder()
                .proxy(new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
                .proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Proxy-Authorization", PROXY_CREDENTIALS)
                                .build());
    }

    private static void assertAllProvisioned(
            int number, EmbeddedAirbyte airbyte, Gateway gateway, String url, OkHttpClient http) throws Exception {
        AirbyteClient client = AirbyteClient.builder()
                .selfManaged(url)
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .httpClient(http)
                .build();
        PipelineProvisioner template = new PipelineProvisioner(client).workspace(airbyte.workspaceId());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        try {
            List<Future<?>> provisions = IntStream.range(0, number)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> provision(template, i)))
                    .toList();
            assertAll(provisions.stream().map(provision -> provision::get));
        } finally {
            threads.shutdownNow();
            http.connectionPool().evictAll();
        }
        System.out.printf(
                "network: %d provisions through %s in %d ms, %d connections recycled%n",
                number, url, (System.nanoTime() - start) / 1_000_000, gateway.recycledConnections());

        assertEquals(number, airbyte.sources().size());
        assertEquals(number, airbyte.destinations().size());
        assertEquals(number, airbyte.connections().size());
        assertEquals(number, airbyte.jobs().size());
        // Connections that are still open have had fewer requests, and an HTTP/2 connection may have had one more a
        // thread.
        int minimum = (number * REQUESTS_PER_PROVISION - THREADS * REQUESTS_PER_CONNECTION)
                / (REQUESTS_PER_CONNECTION + THREADS);
        assertTrue(minimum > 0, "so few provisions recycle no connection for certain");
        assertTrue(
                gateway.recycledConnections() >= minimum,
                () -> gateway.recycledConnections() + " connections recycled, expected at least " + minimum);
        for (String list : List.of("listSources", "listDestinations", "listConnections", "listJobs")) {
            assertTrue(airbyte.calls(list).isEmpty(), () -> "a create counted as lost: " + airbyte.calls(list));
        }
    }

    private static void provision(PipelineProvisioner template, int number) {
        template.source("source " + number, Map.of("sourceType", "faker", "count", 1_000))
                .destination(
                        "destination " + number,
                        Map.of(
                                "destinationType",
                                "postgres",
                                "host",
                                "db.example.com",
                                "port",
                                5432,
                                "database",
                                "dw",
                                "schema",
                                "public",
                                "username",
                                "airbyte"))
                .provision();
    }
}
