package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FleetWorkerTest {
    @TempDir
    Path folder;

    /** Each provision discovers once, so as many provisions are in flight as there are discoveries at a time. */
    @Test
    void limitsWhatIsInFlightAlsoUnderTooManyRequests() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger(3);
        try (TestFleet fleet = new TestFleet(folder)) {
            fleet.environment.put("FLEET_IN_FLIGHT", "4");
            StringBuilder tenants = new StringBuilder();
            for (int i = 0; i < 24; i++) {
                tenants.append(TestFleet.tenant("tenant-" + i, fleet.airbyte.workspaceId()));
            }
            fleet.airbyte.onAny(call -> {
                if (!call.operation().equals("getStreamProperties")) {
                    return null;
                }
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                sleep(200);
                now.decrementAndGet();
                return refusals.getAndDecrement() > 0 ? Fault.response(429) : null;
            });
            try (TemporalConnection temporal = fleet.connect();
                    FleetWorker worker = FleetWorker.start(temporal.client(), fleet.environment)) {
                assertEquals(0, fleet.submit(fleet.write("tenants.yaml", tenants.toString())), fleet::output);
            }
            assertEquals(24, fleet.airbyte.connections().size());
            assertTrue(most.get() <= 4 && most.get() >= 2, () -> most + " at a time");
        }
    }

    @Test
    void closingLetsWhatIsInFlightFinish() throws Exception {
        try (TestFleet fleet = new TestFleet(folder, LocalTemporal.startWithoutStickyQueues())) {
            Path file = fleet.write("tenants.yaml", TestFleet.tenant("acme", fleet.airbyte.workspaceId()));
            fleet.airbyte.setDiscoverDelay(Duration.ofSeconds(2));
            Thread submission = new Thread(() -> fleet.submit(file));
            submission.start();
            TemporalConnection first = fleet.connect();
            FleetWorker closed = FleetWorker.start(first.client(), fleet.environment);
            TestFleet.await(() -> !fleet.airbyte.calls("createDestination").isEmpty(), Duration.ofSeconds(60));

            closed.close();
            first.close();

            assertEquals(1, fleet.airbyte.connections().size());
            assertEquals(1, fleet.airbyte.calls("getStreamProperties").size());
            try (TemporalConnection temporal = fleet.connect();
                    FleetWorker worker = FleetWorker.start(temporal.client(), fleet.environment)) {
                submission.join();
            }
            assertTrue(fleet.resultLines().get(0).contains("\"done\""), fleet::output);
        }
    }

    @Test
    void invalidNumberInFlightIsNamed() throws Exception {
        try (TestFleet fleet = new TestFleet(folder);
                TemporalConnection temporal = fleet.connect()) {
            fleet.environment.put("FLEET_IN_FLIGHT", "0");

            assertEquals(
                    "FLEET_IN_FLIGHT is \"0\"; set it to a number from 1 to 9999",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> FleetWorker.start(temporal.client(), fleet.environment))
                            .getMessage());
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
