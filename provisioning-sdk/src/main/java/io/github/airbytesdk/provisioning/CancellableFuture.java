package io.github.airbytesdk.provisioning;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that interrupts its worker when it is completed or cancelled early, by {@code cancel}, {@code orTimeout} or
 * otherwise. The worker's thread is interrupted only while it does this work.
 */
final class CancellableFuture<T> extends CompletableFuture<T> {
    private @Nullable Thread worker;
    private boolean interrupted;

    static <T> CompletableFuture<T> start(Executor executor, Supplier<T> work) {
        CancellableFuture<T> future = new CancellableFuture<>();
        CompletableFuture<T> unused = future.whenComplete((result, failure) -> future.interruptWorker());
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
                // The interrupt was meant for this work, not for the thread's next task.
                Thread.interrupted();
            }
        }
        if (failure == null) {
            complete(result);
        } else {
            completeExceptionally(failure);
        }
    }

    private synchronized void interruptWorker() {
        if (worker != null) {
            interrupted = true;
            worker.interrupt();
        }
    }
}
