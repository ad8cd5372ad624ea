package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault at each of the two connection checks, on real sockets. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class ConnectionCheckFaultsTest {
    /**
     * The fault, and its result. {@code done}: the check was repeated and succeeded; {@code skipped}: the listener is notified
     * and the pipeline is provisioned; {@code rolled-back}: the step that created the connector fails, and everything is rolled back.
     */
    private static final String MATRIX = """
            fault                        check
            reset                      | rolled-back
            reset, acted               | rolled-back
            dropped                    | rolled-back
            dropped, acted             | rolled-back
            stall                      | rolled-back
            stall, acted               | rolled-back
            stall, acts late           | rolled-back
            truncated                  | rolled-back
            not JSON 200               | rolled-back
            not JSON 200, acted        | rolled-back
            empty 200                  | rolled-back
            empty 200, acted           | rolled-back
            null 200                   | rolled-back
            null 200, acted            | rolled-back
            200 without id             | rolled-back
            200 without id, acted      | rolled-back
            HTML 200                   | skipped
            HTML 200, acted            | skipped
            301                        | skipped
            302                        | skipped
            400                        | rolled-back
            401, once                  | done
            401                        | skipped
            403                        | skipped
            404                        | skipped
            408                        | rolled-back
            409 try-again-later        | rolled-back
            409 state-conflict         | rolled-back
            413                        | rolled-back
            422                        | rolled-back
            429, once                  | done
            429 Retry-After, once      | done
            429                        | rolled-back
            429 Retry-After            | rolled-back
            500 problem                | rolled-back
            500 errorId                | rolled-back
            502 HTML                   | rolled-back
            502 HTML, acted            | rolled-back
            503 Retry-After 0          | rolled-back
            504 HTML                   | rolled-back
            504 HTML, acted            | rolled-back
            """;

    private static final Duration TIMEOUT = Duration.ofMillis(700);

    /** One fault at one check. */
    record Cell(NamedFault fault, String operation, Step step, String expected, boolean required) {
        @Override
        public String toString() {
            return operation + ": " + fault + (required ? ", required" : "") + " -> " + expected;
        }
    }

    static Stream<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        MatrixText.forEachRow(MATRIX, (fault, words) -> {
            String expected = words.next();
            for (boolean required : new boolean[] {false, true}) {
                String outcome = required && expected.equals("skipped") ? "rolled-back" : expected;
                cells.add(new Cell(fault, "checkConnectionToSource", Step.CREATE_SOURCE, outcome, required));
                cells.add(new Cell(fault, "checkConnectionToDestination", Step.CREATE_DESTINATION, outcome, required));
            }
        });
        return cells.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void everyFaultOfACheckIsRolledBackOrSkipped(Cell cell) {
        Fixture.Builder builder = Fixture.builder();
        if (cell.fault().isStall()) {
            builder.timeouts(TIMEOUT);
        }
        try (Fixture fixture = builder.start()) {
            if (cell.fault().toString().startsWith("4") && !cell.fault().isOnce()) {
                fixture.airbyte.onEvery(cell.operation(), cell.fault().fault());
            } else {
                fixture.airbyte.onNext(cell.operation(), cell.fault().fault());
            }
            List<Step> skipped = new ArrayList<>();
            PipelineProvisioner provisioner = checking(fixture.provisioner(), cell.required())
                    .listener(new StepListener() {
                        @Override
                        public void checkSkipped(Step step, String reason) {
                            assertTrue(reason.startsWith(cell.operation() + ": "), reason);
                            skipped.add(step);
                        }
                    });
            if (cell.expected().equals("rolled-back")) {
                assertRolledBack(fixture, Fixture.failureOf(provisioner), cell.step());
            } else {
                fixture.assertProvisioned(provisioner.provision());
            }
            assertEquals(cell.expected().equals("skipped") ? List.of(cell.step()) : List.of(), skipped);
            fixture.assertEachCreateSentOnce();
        }
    }

    private static PipelineProvisioner checking(PipelineProvisioner provisioner, boolean required) {
        return required ? provisioner.requireConnectionChecks() : provisioner.checkConnections();
    }

    private static void assertRolledBack(Fixture fixture, ProvisioningException failure, Step step) {
        assertEquals(step, failure.step(), failure::toString);
        assertTrue(failure.getMessage().startsWith(step.stepId() + ": "), failure::getMessage);
        assertEquals(2, failure.rolledBack().size(), failure::toString);
        assertEquals(List.of(), failure.leftovers(), failure::toString);
        assertEquals(List.of(), failure.possibleLeftovers(), failure::toString);
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
        assertEquals(List.of(), fixture.airbyte.calls("getStreamProperties"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/api/v1", "http://unknown.invalid/api/v1"})
    void configApiThatCannotBeReachedFailsTheFirstStep(String url) {
        try (Fixture fixture = Fixture.builder()
                        .http(http -> http.dns(ConnectionCheckFaultsTest::lookup))
                        .start();
                AirbyteClient client = fixture.client(settings -> settings.configApiUrl(url))) {
            ProvisioningException failure = Fixture.failureOf(new PipelineProvisioner(client)
                    .sleeper(fixture.clock)
                    .workspace(fixture.airbyte.workspaceId())
                    .source(Fixture.SOURCE, Fixture.SOURCE_CONFIGURATION)
                    .destination(Fixture.DESTINATION, Fixture.DESTINATION_CONFIGURATION)
                    .checkConnections());

            assertRolledBack(fixture, failure, Step.CREATE_SOURCE);
            assertTrue(failure.isRetryable(), failure::toString);
        }
    }

    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        if (host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
    }
}
