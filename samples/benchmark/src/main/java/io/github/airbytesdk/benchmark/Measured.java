package io.github.airbytesdk.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One result of JMH.
 *
 * @param score milliseconds per operation
 * @param kilobytes allocated per operation by all threads
 */
record Measured(double score, double kilobytes) {
    /** A factor for the measuring time: {@code mvn -q -Pbenchmark -Dbenchmark.effort=3}. */
    static final int EFFORT = Integer.getInteger("benchmark.effort", 1);

    /** A heap of fixed size: while a heap grows, garbage collection dominates the result. */
    static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    /** Measures each candidate on one thread in {@code forks} JVMs, because JIT compilation differs between JVMs. */
    static Map<String, Measured> latency(
            Class<?> benchmark, String method, String param, String url, int forks, String... values)
            throws RunnerException {
        return run(
                new OptionsBuilder()
                        .include(benchmark.getName() + "." + method + "$")
                        .mode(Mode.AverageTime)
                        .addProfiler(GCProfiler.class)
                        .forks(forks)
                        .jvmArgsAppend(HEAP.toArray(String[]::new))
                        // On two cores, everything is compiled after about ten seconds.
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(3))
                        .measurementIterations(3 * EFFORT)
                        .measurementTime(TimeValue.seconds(1))
                        .param(param, values)
                        .param("url", url),
                param);
    }

    private static Map<String, Measured> run(ChainedOptionsBuilder options, String param) throws RunnerException {
        Collection<RunResult> results = new Runner(options.verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Map<String, Measured> measured = new TreeMap<>();
        for (RunResult result : results) {
            Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
            measured.put(
                    result.getParams().getParam(param),
                    new Measured(result.getPrimaryResult().getScore(), bytes == null ? 0 : bytes.getScore() / 1000));
        }
        return measured;
    }
}
