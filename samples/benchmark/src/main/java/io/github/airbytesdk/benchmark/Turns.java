package io.github.airbytesdk.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Two JVMs, one for each candidate, which take turns, so that a slow minute of the machine affects both. */
final class Turns implements AutoCloseable {
    private static final double SECONDS = 1.5;
    private static final double COMPILING_SECONDS = 3;
    private static final double WARM_UP_SECONDS = 3;

    private final Worker sdk;
    private final Worker handWritten;

    /**
     * Starts the JVMs.
     *
     * @param java the home of their Java
     * @param idleConnections to keep in each connection pool; 0 for each candidate's default HTTP client
     * @param waves whether the threads of a turn wait for each other after each provision, as those of a batch do
     */
    Turns(String java, List<String> options, RateWorker.Threads threads, int idleConnections, boolean waves)
            throws IOException {
        this.sdk = new Worker(java, options, Way.PROVISIONER, threads, idleConnections, waves);
        this.handWritten = new Worker(java, options, Way.HAND_WRITTEN, threads, idleConnections, waves);
    }

    /** What one candidate did in one turn. */
    record Turn(double provisionsPerSecond, double heapBytes, int pinned) {}

    /** The turns of both candidates, in pairs. */
    record Comparison(List<Turn> sdk, List<Turn> handWritten) {
        static Comparison of(List<Comparison> parts) {
            return new Comparison(
                    parts.stream().flatMap(part -> part.sdk().stream()).toList(),
                    parts.stream().flatMap(part -> part.handWritten().stream()).toList());
        }

        double sdkRate() {
            return median(sdk.stream().mapToDouble(Turn::provisionsPerSecond).toArray());
        }

        double handWrittenRate() {
            return median(
                    handWritten.stream().mapToDouble(Turn::provisionsPerSecond).toArray());
        }

        double sdkHeap() {
            return median(sdk.stream().mapToDouble(Turn::heapBytes).toArray());
        }

        double handWrittenHeap() {
            return median(handWritten.stream().mapToDouble(Turn::heapBytes).toArray());
        }

        /** Returns how often a virtual thread of the SDK blocked its carrier. */
        int sdkPinned() {
            return sdk.stream().mapToInt(Turn::pinned).sum();
        }

        /** Returns the median of the ratios of the pairs. */
        double rateRatio() {
            double[] ratios = new double[sdk.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] =
                        sdk.get(i).provisionsPerSecond() / handWritten.get(i).provisionsPerSecond();
            }
            return median(ratios);
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    /** Lets the JIT compiler compile most of the code. With more threads than cores it would hardly get to run. */
    void compile(String url) throws IOException {
        for (int turn = 0; turn < 4; turn++) {
            turnOfEach(1, COMPILING_SECONDS, url);
        }
    }

    /** Opens the connections and compiles the rest, and measures nothing. */
    void warmUp(int threads, String url) throws IOException {
        for (int turn = 0; turn < 2; turn++) {
            turnOfEach(threads, WARM_UP_SECONDS, url);
        }
    }

    private void turnOfEach(int threads, double seconds, String url) throws IOException {
        sdk.turn(threads, seconds, url);
        handWritten.turn(threads, seconds, url);
    }

    /** Returns a turn without provisions, for the live heap. */
    Comparison idle(String url) throws IOException {
        return new Comparison(List.of(sdk.turn(0, 0, url)), List.of(handWritten.turn(0, 0, url)));
    }

    Comparison measure(int turns, int threads, String url) throws IOException {
        List<Turn> ours = new ArrayList<>();
        List<Turn> theirs = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            if (turn % 2 == 0) {
                ours.add(sdk.turn(threads, SECONDS, url));
                theirs.add(handWritten.turn(threads, SECONDS, url));
            } else {
                theirs.add(handWritten.turn(threads, SECONDS, url));
                ours.add(sdk.turn(threads, SECONDS, url));
            }
        }
        return new Comparison(ours, theirs);
    }

    @Override
    public void close() {
        sdk.process.destroy();
        handWritten.process.destroy();
    }

    /** A running {@link RateWorker}. */
    private static final class Worker {
        private final Process process;
        private final PrintWriter turns;
        private final BufferedReader results;

        Worker(
                String java,
                List<String> options,
                Way way,
                RateWorker.Threads threads,
                int idleConnections,
                boolean waves)
                throws IOException {
            List<String> all = new ArrayList<>(Measured.HEAP);
            all.addAll(options);
            process = ChildJvm.start(
                    java,
                    all,
                    RateWorker.class,
                    way.name(),
                    threads.name(),
                    String.valueOf(idleConnections),
                    String.valueOf(waves));
            turns = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            results = ChildJvm.output(process);
        }

        Turn turn(int threads, double seconds, String url) throws IOException {
            turns.println(threads + " " + seconds + " " + url);
            String line = results.readLine();
            if (line == null) {
                throw new IOException("a JVM that measures has ended early");
            }
            String[] result = line.split(" ", -1);
            return new Turn(Double.parseDouble(result[0]), Double.parseDouble(result[1]), Integer.parseInt(result[2]));
        }
    }
}
