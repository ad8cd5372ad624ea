package io.github.airbytesdk.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Counts the threads that remain after 1,000 calls of {@code provisionAsync}, without those of the caller's executor. */
final class ThreadsLeft {
    static final int CALLS = 1000;
    static final int IN_FLIGHT = 32;

    private ThreadsLeft() {}

    /** Runs in its own process and prints the names of the threads. */
    public static void main(String[] args) throws InterruptedException {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        ExecutorService executor = Executors.newFixedThreadPool(IN_FLIGHT);
        OneProvision provision = new OneProvision(Way.client(args[0], Way.IDLE_CONNECTIONS));
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(provision.provisionAsync(executor));
        }
        calls.forEach(CompletableFuture::join);
        executor.shutdown();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the executor has not finished");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread)) {
                System.out.println(thread.getName());
            }
        }
    }

    static List<String> measure(String url) throws IOException, InterruptedException {
        return ChildJvm.run(List.of(), ThreadsLeft.class, url);
    }
}
