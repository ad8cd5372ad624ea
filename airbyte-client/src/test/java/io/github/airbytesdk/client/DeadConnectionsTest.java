package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection whose peer has vanished costs one call at most. The tests wait in real time. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("slow")
class DeadConnectionsTest {
    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @BeforeEach
    void respond() {
        fixture.server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        fixture.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return json(ScriptedServer.SOURCE).build();
            }
        });
    }

    private AirbyteClient.Builder through(TcpForwarder forwarder, Protocol protocol) {
        OkHttpClient client =
                fixture.http.newBuilder().protocols(List.of(protocol)).build();
        return fixture.builder(client)
                .retries(new RetryInterceptor())
                .selfManaged("http://127.0.0.1:" + forwarder.port());
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
    void frozenConnectionCostsOneTimeout(Protocol protocol) {
        fixture.server.setProtocols(List.of(protocol));
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder, protocol)
                    .defaultTimeout(Duration.ofSeconds(2))
                    .build();
            Operation.GET.call(client);
            forwarder.freeze();

            AirbyteApiException e = Operation.GET.fails(client);
            Operation.GET.call(client);
            Operation.CREATE.call(client);

            assertTrue(e.toString().contains("no response within 2 s"), e::toString);
            assertEquals(2, forwarder.accepted());
        }
    }

    @Test
    void frozenHttp2ConnectionWithOtherCallsCostsOneTimeout() throws Exception {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder, Protocol.H2_PRIOR_KNOWLEDGE)
                    .defaultTimeout(Duration.ofSeconds(2))
                    .build();
            Operation.GET.call(client);
            forwarder.freeze();
            var discovering = Executors.newSingleThreadExecutor();
            try {
                discovering.execute(() -> Operation.DISCOVER.fails(client));
                Operation.GET.fails(client);
                long start = System.nanoTime();

                Operation.GET.call(client);

                assertTrue(millisSince(start) < 1_900, () -> millisSince(start) + " ms");
            } finally {
                discovering.shutdownNow();
                assertTrue(discovering.awaitTermination(5, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void pingEndsALongCallOnADeadHttp2Connection() {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client =
                    through(forwarder, Protocol.H2_PRIOR_KNOWLEDGE).build();
            Operation.GET.call(client);
            forwarder.freeze();
            long start = System.nanoTime();

            AirbyteApiException e = Operation.CREATE.fails(client);

            assertTrue(millisSince(start) < 30_000, () -> millisSince(start) + " ms");
            assertTrue(e.mayHaveReachedServer());
            Operation.GET.call(client);
        }
    }

    @Test
    void readOnADeadHttp2ConnectionSucceedsOnAnother() {
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client =
                    through(forwarder, Protocol.H2_PRIOR_KNOWLEDGE).build();
            Operation.GET.call(client);
            forwarder.freeze();

            Operation.GET.call(client);

            assertEquals(2, forwarder.accepted());
        }
    }

    @Test
    void createUsesNoHttp1ConnectionThatWasIdleForLong() throws Exception {
        fixture.server.setProtocols(List.of(Protocol.HTTP_1_1));
        try (TcpForwarder forwarder = new TcpForwarder(fixture.server.getPort())) {
            AirbyteClient client = through(forwarder, Protocol.HTTP_1_1).build();
            Operation.GET.call(client);
            forwarder.freeze();
            Thread.sleep(5_500);

            Operation.CREATE.call(client);

            assertEquals(2, forwarder.accepted());
        }
    }

    private static long millisSince(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    }
}
