package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking for streams again: late, seldom, from the cache, and never for the connector's own failures. */
class StreamDiscoveryTest {
    private static final String OPERATION = "getStreamProperties";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    private static final Fault PROXY_GAVE_UP =
            Fault.response(504).body("text/html", "<html><title>504 Gateway Time-out</title></html>");

    @Test
    void lostDiscoverIsAskedForTwiceMoreFromTheCache() {
        try (Rig rig = Rig.builder()
                .client(c -> c.discoveryTimeout(Duration.ofMillis(300)))
                .start()) {
            rig.airbyte.onNext(OPERATION, Fault.stall(Duration.ofSeconds(1)).afterActing());
            rig.airbyte.onNext(OPERATION, PROXY_GAVE_UP);

            rig.assertStands(rig.provisioner().provision());
            assertEquals(List.of("true", "false", "false"), ignoreCache(rig));
            assertEquals(List.of(MINUTE, THREE_MINUTES), rig.time.pauses);
        }
    }

    @Test
    void discoverThatIsLostThreeTimesIsUndone() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            assertEquals(Step.GET_STREAM_PROPERTIES, failure.step());
            assertEquals(3, ignoreCache(rig).size());
            assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
        }
    }

    @Test
    void discoverIsNotAskedForAgainWhenTheStepsBudgetWouldNotLast() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
            FakeTime slow = new FakeTime() {
                @Override
                public long nanoTime() {
                    // Each ask takes thirteen minutes: a minute's pause still fits in, three do not.
                    return super.nanoTime()
                            + Duration.ofMinutes(13).toNanos()
                                    * ignoreCache(rig).size();
                }
            };
            Rig.failureOf(rig.provisioner().sleeper(slow));

            assertEquals(List.of(MINUTE), slow.pauses);
        }
    }

    @Test
    void airbytesOwnTimeoutIsNotAskedForAgain() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onEvery(OPERATION, Fault.problem(504, "unexpected-problem", "no workload was claimed"));
            Rig.failureOf(rig.provisioner());

            assertEquals(1, ignoreCache(rig).size());
        }
    }

    @Test
    void connectorsFailureIsNotRetriedAndReadsAsAConfigurationError() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.setDiscoverFailure("State code: 28P01; password authentication failed for user \"bob\"");
            ProvisioningException failure = Rig.failureOf(rig.provisioner());

            String words =
                    "getStreamProperties: the source's configuration does not work, see TROUBLESHOOTING.md#source-check; its connector reports: "
                            + "State code: 28P01; password authentication failed for user \"bob\"";
            assertTrue(failure.getMessage().startsWith(words), failure::getMessage);
            assertEquals(1, ignoreCache(rig).size());
            assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
        }
    }

    @Test
    void interruptEndsThePauseBeforeAskingAgain() {
        try (Rig rig = Rig.start()) {
            rig.airbyte.onEvery(OPERATION, PROXY_GAVE_UP);
            FakeTime interrupted = new FakeTime() {
                @Override
                public void sleep(Duration pause) throws InterruptedException {
                    throw new InterruptedException();
                }
            };
            ProvisioningException failure = Rig.failureOf(rig.provisioner().sleeper(interrupted));

            assertTrue(Thread.interrupted(), "the flag is restored");
            assertEquals(1, ignoreCache(rig).size());
            assertFalse(failure.rolledBack().isEmpty(), failure::getMessage);
            assertTrue(rig.airbyte.isEmpty(), rig.airbyte::describe);
        }
    }

    private static List<String> ignoreCache(Rig rig) {
        return rig.airbyte.calls(OPERATION).stream()
                .map(call -> call.target().replaceAll(".*ignoreCache=", ""))
                .toList();
    }
}
