package io.github.airbytesdk.provisioning;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future whose end reaches the work. Whoever ends it before the work does, by {@code cancel}, {@code orTimeout} or
 * otherwise, has given up waiting: the thread that does the work is interrupted, and only while it does it.
 */
final class ProvisioningFuture<T> extends CompletableFuture<T> {
    private @Nullable Thread worker;
    private boolean interrupted;

    static <T> CompletableFuture<T> start(Executor executor, Supplier<T> work) {
        ProvisioningFuture<T> future = new ProvisioningFuture<>();
        CompletableFuture<T> unused = future.whenComplete((result, failure) -> future.interruptWork());
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
        T result = null;
        Throwable failure = null;
        try {
            result = work.get();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        synchronized (this) {
            worker = null;
            if (interrupted) {
                // It was meant for this work and not for what the thread does next.
                Thread.interrupted();
            }
        }
        if (failure == null) {
            complete(result);
        } else {
            completeExceptionally(failure);
        }
    }

    private synchronized void interruptWork() {
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
