package io.github.airbytesdk.provisioning;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A future whose cancellation reaches the work: it interrupts the thread that does it, and only while it does it. */
final class ProvisioningFuture<T> extends CompletableFuture<T> {
    private @Nullable Thread worker;

    static <T> CompletableFuture<T> start(Executor executor, Supplier<T> work) {
        ProvisioningFuture<T> future = new ProvisioningFuture<>();
        executor.execute(() -> future.run(work));
        return future;
    }

    private void run(Supplier<T> work) {
        synchronized (this) {
            if (isDone()) {
                return;
            }
            worker = Thread.currentThread();
        }
        try {
            complete(work.get());
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        } finally {
            synchronized (this) {
                worker = null;
                if (isCancelled()) {
                    // The interrupt was meant for this work and not for what the thread does next.
                    Thread.interrupted();
                }
            }
        }
    }

    /** @param mayInterruptIfRunning without effect: a provisioning that nobody waits for is always ended and undone */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        synchronized (this) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled && worker != null) {
                worker.interrupt();
            }
            return cancelled;
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
