package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Retries of a discovery: few, late, from the cache, and never after a failure of the connector itself. */
class StreamDiscoveryTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private static final String OPERATION = "getStreamProperties";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    private static final Fault PROXY_GAVE_UP =
            Fault.response(504).body("text/html", "<html><title>504 Gateway Time-out</title></html>");

    @Test
    void lostDiscoveryIsRetriedTwiceFromTheCache() {
        try (Fixture fixture = Fixture.builder()
                .client(c -> c.discoveryTimeout(Duration.ofMillis(300)))
                .start()) {
            fixture.airbyte.onNext(OPERATION, Fault.stall(Duration.ofSeconds(1)).afterActing());
            fixture.airbyte.onNext(OPERATION, PROXY_GAVE_UP);

            fixture.assertProvisioned(fixture.provisioner().provision());
            assertEquals(List.of("true", "false", "false"), ignoreCache(fixture));
            assertEquals(List.of(MINUTE, THREE_MINUTES), fixture.clock.pauses);
        }
    }

    @Test
    void discoveryLostThreeTimesIsRolledBack() {
        fixture.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        assertEquals(Step.GET_STREAM_PROPERTIES, failure.step());
        assertEquals(3, ignoreCache(fixture).size());
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void discoveryIsNotRetriedWithoutEnoughTime() {
        fixture.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
        TestClock slow = new TestClock() {
            @Override
            public long nanoTime() {
                // Each request takes thirteen minutes: a pause of one minute fits into the time, three do not.
                return super.nanoTime()
                        + Duration.ofMinutes(13).toNanos()
                                * ignoreCache(fixture).size();
            }
        };
        Fixture.failureOf(fixture.provisioner().sleeper(slow));

        assertEquals(List.of(MINUTE), slow.pauses);
    }

    @Test
    void timeoutOfAirbyteItselfIsNotRetried() {
        fixture.airbyte.onEvery(OPERATION, Fault.problem(504, "unexpected-problem", "no workload was claimed"));
        Fixture.failureOf(fixture.provisioner());

        assertEquals(1, ignoreCache(fixture).size());
    }

    @Test
    void failureOfTheConnectorReadsAsAConfigurationError() {
        fixture.airbyte.setDiscoverFailure("State code: 28P01; password authentication failed for user \"bob\"");
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        String words =
                "getStreamProperties: the source's configuration does not work, see TROUBLESHOOTING.md#source-check; its connector reports: "
                        + "State code: 28P01; password authentication failed for user \"bob\"";
        assertTrue(failure.getMessage().startsWith(words), failure::getMessage);
        assertEquals(1, ignoreCache(fixture).size());
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void interruptEndsThePauseBeforeARetry() {
        fixture.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
        TestClock interrupted = new TestClock() {
            @Override
            public void sleep(Duration pause) throws InterruptedException {
                throw new InterruptedException();
            }
        };
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner().sleeper(interrupted));

        assertTrue(Thread.interrupted(), "the flag is restored");
        assertEquals(1, ignoreCache(fixture).size());
        assertFalse(failure.rolledBack().isEmpty(), failure::getMessage);
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    private static List<String> ignoreCache(Fixture fixture) {
        return fixture.airbyte.calls(OPERATION).stream()
                .map(call -> call.target().replaceAll(".*ignoreCache=", ""))
                .toList();
    }
}
