package io.github.airbytesdk.benchmark;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** A JVM with one candidate, which provisions pipelines on many threads whenever {@link Turns} tells it to. */
final class RateWorker {
    private final Way way;
    private final int idleConnections;
    private final boolean waves;
    private final Map<String, Candidate> candidates = new HashMap<>();

    private RateWorker(Way way, int idleConnections, boolean waves) {
        this.way = way;
        this.idleConnections = idleConnections;
        this.waves = waves;
    }

    /** What runs the provisions. */
    enum Threads {
        PLATFORM,
        VIRTUAL;

        /** By reflection, because this is compiled for a Java without virtual threads. */
        private ExecutorService executor() throws ReflectiveOperationException {
            return this == PLATFORM
                    ? Executors.newCachedThreadPool()
                    : (ExecutorService) Executors.class
                            .getMethod("newVirtualThreadPerTaskExecutor")
                            .invoke(null);
        }
    }

    /**
     * Reads a turn from each line of standard input: the number of threads, the seconds, and the URL. Prints the pipelines per
     * second, the live bytes of the heap in the middle of the turn, and how often a virtual thread blocked its carrier.
     *
     * @param args the {@link Way}, the kind of {@link Threads}, the idle connections to keep, or 0 for the candidate's default HTTP
     *     client, and whether the threads provision in waves, so that each waits until all have finished
     */
    public static void main(String[] args) throws Exception {
        RateWorker worker =
                new RateWorker(Way.valueOf(args[0]), Integer.parseInt(args[2]), Boolean.parseBoolean(args[3]));
        Threads threads = Threads.valueOf(args[1]);
        ExecutorService executor = threads.executor();
        try (BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = turns.readLine(); line != null; line = turns.readLine()) {
                String[] turn = line.split(" ", -1);
                double seconds = Double.parseDouble(turn[1]);
                try (Recording pinned = new Recording()) {
                    if (threads == Threads.VIRTUAL) {
                        pinned.enable("jdk.VirtualThreadPinned").withoutThreshold();
                        pinned.start();
                    }
                    System.out.print(worker.turn(executor, Integer.parseInt(turn[0]), seconds, turn[2]));
                    System.out.println(" " + (threads == Threads.VIRTUAL ? countEvents(pinned) : 0));
                }
            }
        }
        System.exit(0);
    }

    private String turn(ExecutorService executor, int threads, double seconds, String url) throws Exception {
        if (!candidates.containsKey(url)) {
            candidates.put(url, way.at(url, idleConnections));
        }
        Candidate candidate = candidates.get(url);
        long start = System.nanoTime();
        long nanos = (long) (seconds * 1e9);
        AtomicBoolean over = new AtomicBoolean();
        CyclicBarrier wave = waves ? new CyclicBarrier(threads, () -> over.set(isOver(start + nanos))) : null;
        List<Future<Long>> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            loops.add(executor.submit(() ->
                    wave == null ? provisionUntil(start + nanos, candidate) : provisionInWaves(wave, over, candidate)));
        }
        TimeUnit.NANOSECONDS.sleep(nanos / 2);
        long heap = liveHeap();
        long provisions = 0;
        for (Future<Long> loop : loops) {
            provisions += loop.get();
        }
        return provisions * 1e9 / (System.nanoTime() - start) + " " + heap;
    }

    /** Returns what a full garbage collection left, without what the threads have allocated since. */
    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    private static boolean isOver(long end) {
        return System.nanoTime() >= end;
    }

    private static long provisionUntil(long end, Candidate candidate) throws Exception {
        long count = 0;
        for (; !isOver(end); count++) {
            candidate.provision();
        }
        return count;
    }

    private static long provisionInWaves(CyclicBarrier wave, AtomicBoolean over, Candidate candidate) throws Exception {
        long count = 0;
        for (wave.await(); !over.get(); wave.await()) {
            try {
                candidate.provision();
            } catch (Exception e) {
                wave.reset(); // Ends the others, which would wait for this thread.
                throw e;
            }
            count++;
        }
        return count;
    }

    private static int countEvents(Recording recording) throws Exception {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            events.forEach(System.err::println);
            return events.size();
        } finally {
            Files.delete(file);
        }
    }
}
