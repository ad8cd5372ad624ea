package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
        UNDONE,
        /** Failed at this step; the rest is rolled back, and the exception reports that this step's resource may still appear. */
        MAY_APPEAR,
        /** The same, and the exception lists the candidates: without a time of the server none could be chosen. */
        LISTED;

        static Expected of(String word) {
            return switch (word) {
                case "done" -> COMPLETED;
                case "found" -> ADOPTED;
                case "undone" -> UNDONE;
                case "maybe" -> MAY_APPEAR;
                case "listed" -> LISTED;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    /**
     * The fault, and its result at each step. A sync never "may appear" in the end: its connection is rolled back, and no sync
     * starts without it.
     */
    private static final String MATRIX = """
            fault                        source  destination streams  connection sync
            connection refused, once   | done    done        done     done       done
            connection refused         | undone  undone      undone   undone     undone
            unknown host, once         | done    done        done     done       done
            unknown host               | undone  undone      undone   undone     undone
            no TLS                     | undone  undone      undone   undone     undone
            reset                      | maybe   maybe       done     maybe      undone
            reset, acted               | found   found       done     found      found
            dropped                    | maybe   maybe       done     maybe      undone
            dropped, acted             | found   found       done     found      found
            none, closed after 300 ms  | done    done        done     done       done
            none, closed after 1500 ms | done    done        done     done       done
            stall                      | maybe   maybe       done     maybe      undone
            stall, acted               | found   found       done     found      found
            stall, acts late           | maybe   maybe       done     maybe      undone
            truncated                  | done    done        undone   done       done
            truncated before the id    | found   found       undone   found      found
            not JSON 200               | maybe   maybe       undone   maybe      undone
            not JSON 200, acted        | found   found       undone   found      found
            empty 200                  | maybe   maybe       undone   maybe      undone
            empty 200, acted           | found   found       undone   found      found
            null 200                   | maybe   maybe       undone   maybe      undone
            null 200, acted            | found   found       undone   found      found
            200 without id             | listed  maybe       undone   maybe      undone
            200 without id, acted      | listed  found       undone   found      found
            HTML 200                   | maybe   maybe       undone   maybe      undone
            HTML 200, acted            | found   found       undone   found      found
            301                        | undone  undone      undone   undone     undone
            302                        | undone  undone      undone   undone     undone
            400                        | undone  undone      undone   undone     undone
            401, once                  | done    done        done     done       done
            401                        | undone  undone      undone   undone     undone
            403                        | undone  undone      undone   undone     undone
            404                        | undone  undone      undone   undone     undone
            408                        | maybe   maybe       undone   maybe      undone
            408, acted                 | found   found       undone   found      found
            409 try-again-later        | undone  undone      undone   undone     undone
            409 state-conflict         | undone  undone      undone   undone     undone
            409 try-again-later, acted | -       -           -        -          found
            409 state-conflict, acted  | -       -           -        -          found
            413                        | undone  undone      undone   undone     undone
            422                        | undone  undone      undone   undone     undone
            429, once                  | done    done        done     done       done
            429 Retry-After, once      | done    done        done     done       done
            429                        | undone  undone      undone   undone     undone
            429 Retry-After            | undone  undone      undone   undone     undone
            500 problem                | undone  undone      undone   undone     undone
            500 problem, acted         | found   found       undone   found      found
            500 errorId                | undone  undone      undone   undone     undone
            500 errorId, acted         | found   found       undone   found      found
            502 HTML                   | maybe   maybe       undone   maybe      undone
            502 HTML, acted            | found   found       undone   found      found
            503 Retry-After 0          | maybe   maybe       undone   maybe      undone
            503 Retry-After 0, acted  | found   found       undone   found      found
            504 HTML                   | maybe   maybe       done     maybe      undone
            504 HTML, acted            | found   found       done     found      found
            """;

    private static final Pattern CLOSED = Pattern.compile("none, closed after (\\d+) ms");
    private static final Duration BUDGET = Duration.ofMillis(500);
    private static final Map<Expected, Integer> COUNTS = new ConcurrentSkipListMap<>();

    /** One fault at one step. */
    record Cell(NamedFault fault, Step step, Expected expected, boolean crowded) {
        @Override
        public String toString() {
            return step + ": " + fault + (crowded ? ", in a crowd" : "") + " -> " + expected;
        }
    }

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        MatrixText.forEachRow(MATRIX, (fault, words) -> {
            for (Step step : Step.values()) {
                String word = words.next();
                if (!word.equals("-")) {
                    cells.add(new Cell(fault, step, Expected.of(word), false));
                    cells.add(new Cell(fault, step, Expected.of(word), true));
                }
            }
        });
        return cells.stream();
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
                        .map(crowded -> new Cell(
                                new NamedFault("none, closed after 9000 ms"), step, Expected.COMPLETED, crowded)))
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
        try (Fixture fixture = fixture(cell)) {
            if (cell.crowded()) {
                fixture.crowded();
            }
            Duration idling = sabotage(fixture, cell);
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
                case UNDONE, MAY_APPEAR, LISTED -> assertFailed(fixture, Fixture.failureOf(provisioner), cell);
            }
            fixture.assertEachCreateSentOnce();
        }
        COUNTS.merge(cell.expected(), 1, Integer::sum);
    }

    private static void assertCompleted(Fixture fixture, ProvisionedPipeline pipeline, Step step, Origin origin) {
        fixture.assertStands(pipeline);
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
        if (cell.expected() == Expected.UNDONE) {
            assertEquals(List.of(), failure.possibleLeftovers(), failure::toString);
            return;
        }
        if (cell.expected() == Expected.LISTED) {
            assertEquals(cell.fault().isActed() ? 1 : 0, fixture.ours().size());
            return;
        }
        assertEquals(1, failure.possibleLeftovers().size(), failure::toString);
        Leftover possible = failure.possibleLeftovers().get(0);
        assertEquals(kind(cell.step()), possible.kind(), failure::toString);
        assertNull(possible.id(), failure::toString);
        int appeared = cell.fault().isLate() ? 1 : 0;
        assertEquals(appeared, fixture.ours().size(), () -> fixture.ours() + "\n" + fixture);
    }

    private static ResourceKind kind(Step step) {
        return switch (step) {
            case CREATE_SOURCE -> ResourceKind.SOURCE;
            case CREATE_DESTINATION -> ResourceKind.DESTINATION;
            case CREATE_CONNECTION -> ResourceKind.CONNECTION;
            default -> ResourceKind.JOB;
        };
    }

    private static Fixture fixture(Cell cell) {
        Fixture.Builder fixture = Fixture.builder();
        if (cell.crowded()) {
            fixture.server(server -> server.arbitraryListOrder());
        }
        if (cell.fault().isStall()) {
            fixture.budget(BUDGET);
        }
        if (cell.fault().isOfTheNetwork()) {
            fixture.http(cell.fault().network(Operation.of(cell.step()))::under);
        }
        return fixture.start();
    }

    /** Makes the step go wrong, and returns how long to wait before it. */
    private static Duration sabotage(Fixture fixture, Cell cell) {
        String operation = Operation.of(cell.step());
        String name = cell.fault().toString();
        if (cell.fault().isOfTheNetwork()) {
            return Duration.ZERO;
        }
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return closedWhileIdle(fixture, Duration.ofMillis(Long.parseLong(closed.group(1))), cell.step());
        }
        if (name.equals("truncated before the id")) {
            fixture.airbyte.rewrite(operation, FaultMatrixTest::withTheIdLast);
        }
        // A refusal that the client asks again about has to be one for ever.
        if (name.startsWith("4") && !cell.fault().isOnce()) {
            fixture.airbyte.onEvery(operation, cell.fault().fault());
        } else {
            fixture.airbyte.onNext(operation, cell.fault().fault());
        }
        return Duration.ZERO;
    }

    /** The server closes the connection after the response before this step; then nothing is sent for long enough. */
    private static Duration closedWhileIdle(Fixture fixture, Duration idle, Step step) {
        Fault closing = Fault.none().closingAfter(idle);
        switch (step) {
            case CREATE_SOURCE -> {
                fixture.airbyte.onNext("getWorkspace", closing);
                fixture.client.workspaces().getWorkspace(fixture.airbyte.workspaceId());
            }
            case CREATE_DESTINATION -> fixture.airbyte.onNext("createSource", closing);
            case GET_STREAM_PROPERTIES -> fixture.airbyte.onNext("createDestination", closing);
            case CREATE_CONNECTION -> fixture.airbyte.onNext("getStreamProperties", closing);
            case TRIGGER_FIRST_SYNC -> fixture.airbyte.onNext("createConnection", closing);
        }
        return idle.plusMillis(150);
    }

    /** Puts the first member, which is the id of what was made, behind all others. */
    private static JsonElement withTheIdLast(JsonElement answer) {
        if (!(answer instanceof JsonObject object)) {
            return answer;
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
