package io.github.airbytesdk.fleet;

import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How many provisions this worker has in flight: up to a bound, and fewer on a server that asks for less. Each 429 halves it
 * and lets nothing begin for as long as the server asks; each round that passes without one adds one again.
 *
 * <p>A worker asks Temporal for work only when it has a slot for it, so that what waits here is free for other workers.
 */
final class InFlight implements SlotSupplier<ActivitySlotInfo> {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final int bound;
    private final ScheduledExecutorService timers;
    private final Queue<CompletableFuture<SlotPermit>> waiting = new ArrayDeque<>();
    private int limit;
    private int taken;
    private int doneSinceChange;
    private long pauseEndNanos = System.nanoTime();

    InFlight(int bound, ScheduledExecutorService timers) {
        this.bound = bound;
        this.timers = timers;
        this.limit = bound;
    }

    /** How many may be in flight just now. */
    synchronized int limit() {
        return limit;
    }

    /**
     * Slows down. The requests that were under way together are answered together, and count once.
     *
     * @param retryAfter the pause that the server asks for
     */
    @SuppressWarnings("FutureReturnValueIgnored") // Handing out does not fail.
    synchronized void tooManyRequests(Duration retryAfter) {
        long now = System.nanoTime();
        if (now - pauseEndNanos >= 0) {
            limit = Math.max(1, limit / 2);
        }
        Duration pause = retryAfter.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : retryAfter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : retryAfter;
        doneSinceChange = 0;
        if (now + pause.toNanos() - pauseEndNanos > 0) {
            pauseEndNanos = now + pause.toNanos();
            timers.schedule(this::handOut, pause.toMillis() + 1, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized boolean isFree() {
        return taken < limit && System.nanoTime() - pauseEndNanos >= 0;
    }

    private synchronized void handOut() {
        while (!waiting.isEmpty() && isFree()) {
            if (waiting.remove().complete(new SlotPermit())) {
                taken++;
            }
        }
    }

    @Override
    public synchronized SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        CompletableFuture<SlotPermit> slot = new CompletableFuture<>();
        waiting.add(slot);
        handOut();
        return SlotSupplierFuture.fromCompletableFuture(slot, () -> slot.cancel(false));
    }

    @Override
    public synchronized Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
        if (!isFree()) {
            return Optional.empty();
        }
        taken++;
        return Optional.of(new SlotPermit());
    }

    @Override
    public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {}

    @Override
    public synchronized void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
        taken--;
        boolean wasUsed = context.getSlotInfo() != null;
        if (wasUsed && limit < bound && ++doneSinceChange >= limit && System.nanoTime() - pauseEndNanos >= 0) {
            limit++;
            doneSinceChange = 0;
        }
        handOut();
    }

    @Override
    public Optional<Integer> getMaximumSlots() {
        return Optional.of(bound);
    }
}
