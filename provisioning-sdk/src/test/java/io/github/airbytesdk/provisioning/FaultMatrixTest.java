package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every step, on real sockets, in an empty workspace and in one that other clients use. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
    /** The result of a fault. */
    enum Expected {
        /** The pipeline exists; each resource was created once, and the response to its create contained its id. */
        COMPLETED,
        /** The pipeline exists; this step's resource was adopted after its response was lost. */
        ADOPTED,
        /** Failed at this step; nothing remains. */
        ROLLED_BACK,
        /** Failed at this step; the rest is rolled back, and the exception reports that this step's resource may still appear. */
        MAY_APPEAR,
        /** The same, but the exception lists the candidates: none can be adopted without the time of the server. */
        LISTED;

        static Expected of(String word) {
            return switch (word) {
                case "done" -> COMPLETED;
                case "found" -> ADOPTED;
                case "rolled-back" -> ROLLED_BACK;
                case "maybe" -> MAY_APPEAR;
                case "listed" -> LISTED;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    /**
     * The fault, and its result at each step. A sync never "may appear": its connection is rolled back, and no sync
     * starts without it.
     *
     * <p>All run over HTTP/1.1, and those that are not just a response over HTTP/2, too, with the same result.
     */
    private static final String MATRIX = """
            fault                        source       destination  streams      connection   sync
            connection refused, once   | done         done         done         done         done
            connection refused         | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            unknown host, once         | done         done         done         done         done
            unknown host               | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            no TLS                     | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            reset                      | maybe        maybe        done         maybe        rolled-back
            reset, acted               | found        found        done         found        found
            dropped                    | maybe        maybe        done         maybe        rolled-back
            dropped, acted             | found        found        done         found        found
            none, closed after 300 ms  | done         done         done         done         done
            none, closed after 1500 ms | done         done         done         done         done
            REFUSED_STREAM, once       | done         done         done         done         done
            REFUSED_STREAM             | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            GOAWAY, once               | done         done         done         done         done
            GOAWAY                     | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            HTTP/1.1, closed at once   | done         done         done         done         done
            HTTP/1.0, closed at once   | done         done         done         done         done
            stall                      | maybe        maybe        done         maybe        rolled-back
            stall, acted               | found        found        done         found        found
            stall, acts late           | maybe        maybe        done         maybe        rolled-back
            truncated                  | done         done         rolled-back  done         done
            truncated before the id    | found        found        rolled-back  found        found
            not JSON 200               | maybe        maybe        rolled-back  maybe        rolled-back
            not JSON 200, acted        | found        found        rolled-back  found        found
            empty 200                  | maybe        maybe        rolled-back  maybe        rolled-back
            empty 200, acted           | found        found        rolled-back  found        found
            null 200                   | maybe        maybe        rolled-back  maybe        rolled-back
            null 200, acted            | found        found        rolled-back  found        found
            200 without id             | listed       maybe        rolled-back  maybe        rolled-back
            200 without id, acted      | listed       found        rolled-back  found        found
            HTML 200                   | maybe        maybe        rolled-back  maybe        rolled-back
            HTML 200, acted            | found        found        rolled-back  found        found
            301                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            302                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            400                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            401, once                  | done         done         done         done         done
            401                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            403                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            404                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            407, once                  | done         done         done         done         done
            407                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            408                        | maybe        maybe        rolled-back  maybe        rolled-back
            408, acted                 | found        found        rolled-back  found        found
            409 try-again-later        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            409 state-conflict         | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            409 try-again-later, acted | -            -            -            -            found
            409 state-conflict, acted  | -            -            -            -            found
            413                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            422                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            429, once                  | done         done         done         done         done
            429 Retry-After, once      | done         done         done         done         done
            429                        | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            429 Retry-After            | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            500 problem                | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            500 problem, acted         | found        found        rolled-back  found        found
            500 errorId                | rolled-back  rolled-back  rolled-back  rolled-back  rolled-back
            500 errorId, acted         | found        found        rolled-back  found        found
            502 HTML                   | maybe        maybe        rolled-back  maybe        rolled-back
            502 HTML, acted            | found        found        rolled-back  found        found
            503 Retry-After 0          | maybe        maybe        rolled-back  maybe        rolled-back
            503 Retry-After 0, acted   | found        found        rolled-back  found        found
            504 HTML                   | maybe        maybe        done         maybe        rolled-back
            504 HTML, acted            | found        found        done         found        found
            """;

    private static final Pattern CLOSED = Pattern.compile("none, closed after (\\d+) ms");
    private static final String CLOSED_AT_ONCE_1_0 = "HTTP/1.0, closed at once";
    private static final String CLOSED_AT_ONCE_1_1 = "HTTP/1.1, closed at once";
    private static final NamedFault CLOSED_LATE = new NamedFault("none, closed after 9000 ms");
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    /** For the end of the connection to arrive; shorter than any time after which the client would probe the connection. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(20);

    private static final Duration TIME_TO_CLOSE = Duration.ofMillis(150);
    private static final Logger OKHTTP = Logger.getLogger(OkHttpClient.class.getName());
    private static final Map<Expected, Integer> COUNTS = new ConcurrentSkipListMap<>();

    /** One fault at one step. */
    record Cell(NamedFault fault, Step step, Expected expected, boolean crowded, Protocol protocol) {
        @Override
        public String toString() {
            return protocol + ", " + step + ": " + fault + (crowded ? ", in a crowd" : "") + " -> " + expected;
        }
    }

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        MatrixText.forEachRow(MATRIX, (fault, words) -> {
            for (Step step : Step.values()) {
                String word = words.next();
                if (!word.equals("-")) {
                    for (Protocol protocol : protocols(fault)) {
                        cells.add(new Cell(fault, step, Expected.of(word), false, protocol));
                        cells.add(new Cell(fault, step, Expected.of(word), true, protocol));
                    }
                }
            }
        });
        return cells.stream();
    }

    private static List<Protocol> protocols(NamedFault fault) {
        if (fault.isOfHttp2()) {
            return List.of(Protocol.H2_PRIOR_KNOWLEDGE);
        }
        return fault.dependsOnTheProtocol()
                ? List.of(Protocol.HTTP_1_1, Protocol.H2_PRIOR_KNOWLEDGE)
                : List.of(Protocol.HTTP_1_1);
    }

    /** It logs each connection that ends while an HTTP/2 stream is open. */
    @BeforeAll
    static void silenceOkHttp() {
        OKHTTP.setLevel(Level.WARNING);
    }

    @AfterAll
    static void restoreOkHttp() {
        OKHTTP.setLevel(null);
    }

    @AfterAll
    static void printTheCounts() {
        System.out.println("fault matrix: "
                + COUNTS.values().stream().mapToInt(Integer::intValue).sum() + " cells: " + COUNTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void everyFaultLeavesNothingUnreported(Cell cell) {
        run(cell);
    }

    /** These tests wait in real time, so they run together. */
    @Test
    void connectionClosedWhileIdleIsReplaced() {
        List<Cell> cells = Stream.of(Step.values())
                .flatMap(step -> Stream.of(false, true)
                        .flatMap(crowded -> protocols(CLOSED_LATE).stream()
                                .map(protocol -> new Cell(CLOSED_LATE, step, Expected.COMPLETED, crowded, protocol))))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(cells.size());
        try {
            CompletableFuture.allOf(cells.stream()
                            .map(cell -> CompletableFuture.runAsync(() -> run(cell), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void run(Cell cell) {
        BrokenNetwork network = cell.fault().isOfTheNetwork() ? cell.fault().network(Operation.of(cell.step())) : null;
        try (Fixture fixture = fixture(cell, network)) {
            if (cell.crowded()) {
                fixture.crowded();
            }
            Set<Long> faultyCalls = ConcurrentHashMap.newKeySet();
            Duration idling = network == null ? sabotage(fixture, cell, faultyCalls) : Duration.ZERO;
            StepListener listener = new StepListener() {
                @Override
                public void started(Step step) {
                    if (step == cell.step()) {
                        if (cell.crowded()) {
                            fixture.anotherClientTakesTheNames();
                        }
                        Fixture.pause(idling);
                    }
                }
            };
            PipelineProvisioner provisioner = fixture.provisioner().listener(listener);
            switch (cell.expected()) {
                case COMPLETED -> assertCompleted(fixture, provisioner.provision(), cell.step(), Origin.CREATED);
                case ADOPTED -> assertCompleted(fixture, provisioner.provision(), cell.step(), Origin.ADOPTED);
                case ROLLED_BACK, MAY_APPEAR, LISTED -> assertFailed(fixture, Fixture.failureOf(provisioner), cell);
            }
            fixture.assertEachCreateSentOnce(call -> cell.fault().isOfHttp2() && faultyCalls.contains(call.number()));
            assertTrue(
                    network == null ? !faultyCalls.isEmpty() : network.hasFailed(),
                    () -> "the fault did not happen: " + fixture);
        }
        COUNTS.merge(cell.expected(), 1, Integer::sum);
    }

    private static void assertCompleted(Fixture fixture, ProvisionedPipeline pipeline, Step step, Origin origin) {
        fixture.assertProvisioned(pipeline);
        pipeline.origins()
                .forEach((part, how) -> assertEquals(part == step ? origin : Origin.CREATED, how, part::toString));
    }

    private static void assertFailed(Fixture fixture, ProvisioningException failure, Cell cell) {
        assertEquals(cell.step(), failure.step(), failure::toString);
        assertTrue(failure.getMessage().startsWith(cell.step().stepId()), failure::getMessage);
        assertEquals(0, failure.getSuppressed().length, failure::toString);
        assertEquals(List.of(), failure.leftovers(), failure::toString);
        if (cell.fault().isLate()) {
            Fixture.pause(NamedFault.LATE);
        }
        fixture.assertHonest(failure);
        if (cell.expected() == Expected.ROLLED_BACK) {
            assertEquals(List.of(), failure.possibleLeftovers(), failure::toString);
            return;
        }
        if (cell.expected() == Expected.LISTED) {
            assertEquals(cell.fault().isActed() ? 1 : 0, fixture.ownResources().size());
            return;
        }
        assertEquals(1, failure.possibleLeftovers().size(), failure::toString);
        Leftover possible = failure.possibleLeftovers().get(0);
        assertEquals(kind(cell.step()), possible.kind(), failure::toString);
        assertNull(possible.id(), failure::toString);
        int appeared = cell.fault().isLate() ? 1 : 0;
        assertEquals(appeared, fixture.ownResources().size(), () -> fixture.ownResources() + "\n" + fixture);
    }

    private static ResourceKind kind(Step step) {
        return switch (step) {
            case CREATE_SOURCE -> ResourceKind.SOURCE;
            case CREATE_DESTINATION -> ResourceKind.DESTINATION;
            case CREATE_CONNECTION -> ResourceKind.CONNECTION;
            default -> ResourceKind.JOB;
        };
    }

    private static Fixture fixture(Cell cell, @Nullable BrokenNetwork network) {
        Fixture.Builder fixture = Fixture.builder();
        if (cell.crowded()) {
            fixture.server(server -> server.arbitraryListOrder());
        }
        if (cell.fault().isStall()) {
            fixture.timeouts(TIMEOUT);
        }
        if (cell.protocol() == Protocol.H2_PRIOR_KNOWLEDGE) {
            fixture.server(EmbeddedAirbyteBuilder::http2).http(http -> http.protocols(List.of(cell.protocol())));
        }
        if (cell.fault().isOfAProxy()) {
            fixture.http(FaultMatrixTest::throughTheServer);
        }
        if (network != null) {
            fixture.http(network::under);
        }
        return fixture.start();
    }

    /** Uses the server as a proxy, which requires credentials for the calls that it refuses. */
    private static OkHttpClient.Builder throughTheServer(OkHttpClient.Builder http) {
        return http.proxySelector(new ProxySelector() {
                    @Override
                    public List<Proxy> select(URI server) {
                        return List.of(new Proxy(
                                Proxy.Type.HTTP,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort())));
                    }

                    @Override
                    public void connectFailed(URI server, SocketAddress address, IOException e) {}
                })
                .proxyAuthenticator((route, response) -> response.request().header("Proxy-Authorization") != null
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Proxy-Authorization", Credentials.basic("user", "password"))
                                .build());
    }

    /**
     * Makes the step fail, and returns how long to wait before it.
     *
     * @param faultyCalls receives the numbers of the calls to which the fault was applied
     */
    private static Duration sabotage(Fixture fixture, Cell cell, Set<Long> faultyCalls) {
        String operation = Operation.of(cell.step());
        String name = cell.fault().toString();
        if (name.equals(CLOSED_AT_ONCE_1_0)) {
            Fault fault = Fault.none().overHttp10().closingAfter(Duration.ZERO);
            applyToTheCallBefore(fixture, cell.step(), fault, faultyCalls);
            return Duration.ZERO; // the version of HTTP implies that the connection ends
        }
        if (name.equals(CLOSED_AT_ONCE_1_1)) {
            applyToTheCallBefore(fixture, cell.step(), Fault.none().closingAfter(Duration.ZERO), faultyCalls);
            return SHORT_PAUSE;
        }
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            Duration idle = Duration.ofMillis(Long.parseLong(closed.group(1)));
            applyToTheCallBefore(fixture, cell.step(), Fault.none().closingAfter(idle), faultyCalls);
            return idle.plus(TIME_TO_CLOSE);
        }
        if (name.equals("truncated before the id")) {
            fixture.airbyte.rewrite(operation, FaultMatrixTest::withTheIdLast);
        }
        apply(fixture, operation, cell.fault().fault(), cell.fault().isPermanent(), faultyCalls);
        return Duration.ZERO;
    }

    private static void apply(
            Fixture fixture, String operation, Fault fault, boolean permanent, Set<Long> faultyCalls) {
        fixture.airbyte.onAny(call -> {
            if (!call.operation().equals(operation) || (!permanent && !faultyCalls.isEmpty())) {
                return null;
            }
            faultyCalls.add(call.number());
            return fault;
        });
    }

    private static void applyToTheCallBefore(Fixture fixture, Step step, Fault fault, Set<Long> faultyCalls) {
        String operation = switch (step) {
            case CREATE_SOURCE -> "getWorkspace";
            case CREATE_DESTINATION -> "createSource";
            case GET_STREAM_PROPERTIES -> "createDestination";
            case CREATE_CONNECTION -> "getStreamProperties";
            case TRIGGER_FIRST_SYNC -> "createConnection";
        };
        apply(fixture, operation, fault, false, faultyCalls);
        if (step == Step.CREATE_SOURCE) {
            fixture.client.workspaces().getWorkspace(fixture.airbyte.workspaceId());
        }
    }

    /** Moves the first member, the id of the created resource, behind all others. */
    private static JsonElement withTheIdLast(JsonElement response) {
        if (!(response instanceof JsonObject object)) {
            return response;
        }
        JsonObject reordered = new JsonObject();
        String id = object.keySet().iterator().next();
        object.entrySet().stream()
                .filter(member -> !member.getKey().equals(id))
                .forEach(member -> reordered.add(member.getKey(), member.getValue()));
        reordered.add(id, object.get(id));
        return reordered;
    }
}
