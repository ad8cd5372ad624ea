package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How gentle a worker is. */
class InFlightTest {
    @TempDir
    Path folder;

    @Test
    void eachBurstOfTooManyRequestsHalvesTheLimitOnce() throws Exception {
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
        try {
            InFlight inFlight = new InFlight(8, timers);
            Thread.sleep(1);
            inFlight.tooManyRequests(Duration.ofSeconds(1));
            inFlight.tooManyRequests(Duration.ofSeconds(1));
            assertEquals(4, inFlight.limit());

            // Nothing begins in the pause, and then as many as the limit.
            Future<?>[] slots = new Future<?>[5];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = inFlight.reserveSlot(null);
                assertFalse(slots[i].isDone());
            }
            Rig.await(slots[3]::isDone, Duration.ofSeconds(10));
            assertFalse(slots[4].isDone());
            assertTrue(inFlight.tryReserveSlot(null).isEmpty());
        } finally {
            timers.shutdownNow();
        }
    }

    /** Slow answers are no reason to ask for more at the same time. */
    @Test
    void neverMoreThanTheBoundIsInFlightAndTooManyRequestsLowerIt() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger(3);
        try (Rig rig = new Rig(folder)) {
            rig.environment.put("FLEET_IN_FLIGHT", "4");
            StringBuilder tenants = new StringBuilder();
            for (int i = 0; i < 24; i++) {
                tenants.append(Rig.tenant("tenant-" + i, rig.airbyte.workspaceId()));
            }
            // Each provision discovers once, so what is discovered at a time is in flight.
            rig.airbyte.onAny(call -> {
                if (!call.operation().equals("getStreamProperties")) {
                    return null;
                }
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                now.decrementAndGet();
                return refusals.getAndDecrement() > 0 ? Fault.answer(429) : null;
            });
            try (Temporal temporal = rig.connect();
                    FleetWorker worker = FleetWorker.start(temporal.client(), rig.environment)) {
                AtomicInteger lowest = new AtomicInteger(4);
                Thread observer = new Thread(() -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        lowest.accumulateAndGet(worker.inFlight().limit(), Math::min);
                        LockSupport.parkNanos(1_000_000);
                    }
                });
                observer.setDaemon(true);
                observer.start();

                assertEquals(0, rig.submit(rig.write("tenants.yaml", tenants.toString())), rig::output);

                observer.interrupt();
                observer.join();
                assertTrue(lowest.get() < 4, "429 lowered the limit");
                assertEquals(4, worker.inFlight().limit(), "and it has recovered");
            }
            assertEquals(24, rig.airbyte.connections().size());
            assertTrue(most.get() <= 4 && most.get() >= 2, () -> most + " at a time");
        }
    }
}
