package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault at every call of the rollback: the last step is refused, and then the deletions fail. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class RollbackFaultsTest {
    /** The result for a resource whose deletion failed. */
    enum Expected {
        /** It is deleted, and reported as rolled back. */
        ROLLED_BACK,
        /** It exists, and is reported as left behind. */
        LEFT,
        /** It is reported as possible, because a lost deletion may take effect at any time. */
        MAYBE_LEFT;

        static Expected of(String word) {
            return switch (word) {
                case "rolled-back" -> ROLLED_BACK;
                case "left" -> LEFT;
                case "maybe" -> MAYBE_LEFT;
                default -> throw new IllegalArgumentException(word);
            };
        }
    }

    /**
     * The fault at each deletion, or at the list of connections that precedes two of them. A connection that cannot be
     * deleted is deleted with the destination.
     */
    private static final String MATRIX = """
            fault                        connection   destination  source       list
            connection refused         | rolled-back  left         left         left
            unknown host               | rolled-back  left         left         left
            no TLS                     | rolled-back  left         left         left
            reset, once                | rolled-back  rolled-back  rolled-back  rolled-back
            reset                      | rolled-back  maybe        maybe        left
            reset, acted               | rolled-back  rolled-back  rolled-back  left
            dropped                    | rolled-back  maybe        maybe        left
            dropped, acted             | rolled-back  rolled-back  rolled-back  left
            stall                      | rolled-back  maybe        maybe        left
            stall, acted               | rolled-back  rolled-back  rolled-back  left
            stall, acts late           | rolled-back  maybe        maybe        left
            not JSON 200               | rolled-back  maybe        maybe        left
            not JSON 200, acted        | rolled-back  rolled-back  rolled-back  left
            empty 200                  | rolled-back  maybe        maybe        left
            empty 200, acted           | rolled-back  rolled-back  rolled-back  left
            null 200                   | rolled-back  maybe        maybe        left
            200 without id             | rolled-back  maybe        maybe        left
            HTML 200                   | rolled-back  maybe        maybe        left
            301                        | rolled-back  left         left         left
            302                        | rolled-back  left         left         left
            400                        | rolled-back  left         left         left
            401, once                  | rolled-back  rolled-back  rolled-back  rolled-back
            401                        | rolled-back  left         left         left
            403                        | rolled-back  left         left         left
            403, acted                 | rolled-back  rolled-back  rolled-back  left
            404                        | rolled-back  left         left         left
            404, acted                 | rolled-back  rolled-back  rolled-back  left
            408                        | rolled-back  maybe        maybe        left
            408, acted                 | rolled-back  rolled-back  rolled-back  left
            409 state-conflict         | rolled-back  left         left         left
            413                        | rolled-back  left         left         left
            422                        | rolled-back  left         left         left
            429, once                  | rolled-back  rolled-back  rolled-back  rolled-back
            429                        | rolled-back  left         left         left
            429 Retry-After            | rolled-back  left         left         left
            500 problem                | rolled-back  left         left         left
            500 problem, acted         | rolled-back  rolled-back  rolled-back  left
            500 errorId                | rolled-back  left         left         left
            502 HTML, once             | rolled-back  rolled-back  rolled-back  rolled-back
            502 HTML                   | rolled-back  maybe        maybe        left
            502 HTML, acted            | rolled-back  rolled-back  rolled-back  left
            503 Retry-After 0          | rolled-back  maybe        maybe        left
            504 HTML                   | rolled-back  maybe        maybe        left
            504 HTML, acted            | rolled-back  rolled-back  rolled-back  left
            """;

    private static final Duration TIMEOUT = Duration.ofMillis(800);
    private static final Fault NO_SYNC = Fault.problem(422, "unprocessable-entity", "no syncs today");
    private static final Map<Expected, Integer> COUNTS = new ConcurrentSkipListMap<>();

    /** One fault at one call of the rollback: at a deletion, or at the list of connections. */
    record Cell(NamedFault fault, @Nullable ResourceKind kind, Expected expected) {
        String operation() {
            return kind == null ? "listConnections" : Operation.ofDelete(kind.toString());
        }

        @Override
        public String toString() {
            return operation() + ": " + fault + " -> " + expected;
        }
    }

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        MatrixText.forEachRow(MATRIX, (fault, words) -> {
            for (ResourceKind kind : List.of(ResourceKind.CONNECTION, ResourceKind.DESTINATION, ResourceKind.SOURCE)) {
                cells.add(new Cell(fault, kind, Expected.of(words.next())));
            }
            cells.add(new Cell(fault, null, Expected.of(words.next())));
        });
        return cells.stream();
    }

    @AfterAll
    static void printTheCounts() {
        System.out.println("rollback faults: "
                + COUNTS.values().stream().mapToInt(Integer::intValue).sum() + " cells: " + COUNTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void everyFaultOfTheRollbackIsReported(Cell cell) {
        try (Fixture fixture = fixture(cell)) {
            fixture.crowded();
            sabotage(fixture, cell);
            Map<Step, String> created = new EnumMap<>(Step.class);
            StepListener listener = new StepListener() {
                @Override
                public void finished(Step step, String result, Duration took) {
                    created.put(step, result);
                }
            };
            ProvisioningException failure =
                    Fixture.failureOf(fixture.provisioner().listener(listener));

            check(fixture, failure, cell, created);
            fixture.assertHonest(failure);
        }
        COUNTS.merge(cell.expected(), 1, Integer::sum);
    }

    private static Fixture fixture(Cell cell) {
        Fixture.Builder fixture = Fixture.builder();
        if (cell.fault().isStall()) {
            fixture.client(client -> client.defaultTimeout(TIMEOUT));
        }
        if (cell.fault().isOfTheNetwork()) {
            fixture.http(cell.fault().network(cell.operation())::under);
        }
        return fixture.start();
    }

    private static void sabotage(Fixture fixture, Cell cell) {
        fixture.airbyte.onEvery("createJob", NO_SYNC);
        if (cell.fault().isOfTheNetwork()) {
            return;
        }
        if (cell.fault().isOnce()) {
            fixture.airbyte.onNext(cell.operation(), cell.fault().fault());
        } else {
            fixture.airbyte.onEvery(cell.operation(), cell.fault().fault());
        }
    }

    private static void check(Fixture fixture, ProvisioningException failure, Cell cell, Map<Step, String> created) {
        assertEquals(Step.TRIGGER_FIRST_SYNC, failure.step());
        assertEquals(422, ((AirbyteApiException) failure.getCause()).status(), "the first cause stays the cause");
        if (cell.expected() != Expected.ROLLED_BACK) {
            assertTrue(failure.getSuppressed().length > 0, "the failures of the rollback are attached");
        }
        for (ResourceKind kind : List.of(ResourceKind.CONNECTION, ResourceKind.DESTINATION, ResourceKind.SOURCE)) {
            boolean concerned = kind == cell.kind() || (cell.kind() == null && kind != ResourceKind.CONNECTION);
            Expected expected = concerned ? cell.expected() : Expected.ROLLED_BACK;
            assertEquals(
                    expected,
                    reported(failure, kind, created.get(kind.step())),
                    () -> kind + " in " + failure + "\n" + fixture);
        }
    }

    private static Expected reported(ProvisioningException failure, ResourceKind kind, String id) {
        boolean rolledBack = failure.rolledBack().contains(new ResourceId(kind, id));
        boolean left = failure.leftovers().stream().anyMatch(leftover -> id.equals(leftover.id()));
        boolean maybe = failure.possibleLeftovers().stream().anyMatch(leftover -> id.equals(leftover.id()));
        assertEquals(1, (rolledBack ? 1 : 0) + (left ? 1 : 0) + (maybe ? 1 : 0), () -> "reported once: " + kind);
        return rolledBack ? Expected.ROLLED_BACK : left ? Expected.LEFT : Expected.MAYBE_LEFT;
    }

    @Test
    void sourceUsedByAnotherClientIsKept() {
        try (Fixture fixture = Fixture.start()) {
            fixture.airbyte.onEvery("createJob", NO_SYNC);
            UUID theirs = fixture.airbyte.addDestination("theirs", "postgres", Fixture.DESTINATION_CONFIGURATION);
            fixture.notOurs();
            StepListener listener = new StepListener() {
                @Override
                public void started(Step step) {
                    if (step == Step.TRIGGER_FIRST_SYNC) {
                        UUID own = fixture.airbyte.sources().get(0).id();
                        fixture.airbyte.addConnection("theirs", own, theirs);
                    }
                }
            };
            ProvisioningException failure =
                    Fixture.failureOf(fixture.provisioner().listener(listener));

            assertEquals(
                    List.of(ResourceKind.SOURCE),
                    failure.leftovers().stream().map(Leftover::kind).toList());
            assertTrue(
                    failure.leftovers().get(0).reason().contains("which this call did not create"),
                    failure::getMessage);
            assertEquals(2, failure.rolledBack().size(), failure::getMessage);
            assertEquals(1, fixture.airbyte.connections().size(), "theirs is still there");
        }
    }

    @Test
    void lostDeletionMayHaveTakenEffect() {
        try (Fixture fixture = Fixture.start()) {
            fixture.airbyte.onEvery("createDestination", Fault.problem(422, "unprocessable-entity", "no"));
            // The first attempt deletes it. The lists that could show that fail too, but only afterwards.
            fixture.airbyte.onNext("deleteSource", Fault.drop().afterActing());
            fixture.airbyte.onEvery("deleteSource", Fault.response(429));
            fixture.airbyte.onEvery("listSources", Fault.response(400));
            ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

            assertEquals(List.of(), failure.leftovers(), failure::getMessage);
            assertEquals(1, failure.possibleLeftovers().size(), failure::getMessage);
            assertEquals(2, failure.getSuppressed().length, "the deletion and the list");
            fixture.assertHonest(failure);
        }
    }
}
