package io.github.airbytesdk.benchmark;

import java.util.Collection;
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
 * @param score milliseconds an operation, or operations a second
 * @param kilobytes allocated an operation, by all threads
 */
record Measured(double score, double kilobytes) {
    /** How many times as long as by default to measure: {@code mvn -q -Pbenchmark -Dbenchmark.effort=3}. */
    static final int EFFORT = Integer.getInteger("benchmark.effort", 1);

    /** All of it from the start: while a heap grows, the collector decides who is slow. */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g"};

    /** One thread after the other way: {@code forks} JVMs each, so that one unlucky compilation does not decide. */
    static Map<String, Measured> latency(
            Class<?> benchmark, String method, String param, String url, int forks, String... values)
            throws RunnerException {
        return run(
                new OptionsBuilder()
                        .include(benchmark.getName() + "." + method + "$")
                        .mode(Mode.AverageTime)
                        .addProfiler(GCProfiler.class)
                        .forks(forks)
                        .jvmArgsAppend(HEAP)
                        // Compiled as a whole only after some ten seconds, on two cores.
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(3))
                        .measurementIterations(3 * EFFORT)
                        .measurementTime(TimeValue.seconds(1))
                        .param(param, values)
                        .param("url", url),
                param);
    }

    /** How many pipelines a second so many threads provision with one client. */
    static Map<String, Measured> rate(String url, int threads, String... ways) throws RunnerException {
        return run(
                new OptionsBuilder()
                        .include(ProvisionBenchmark.class.getName() + ".provision$")
                        .mode(Mode.Throughput)
                        .timeUnit(java.util.concurrent.TimeUnit.SECONDS)
                        .threads(threads)
                        .forks(1)
                        .jvmArgsAppend(HEAP)
                        // The compiler has what the threads leave it of two cores.
                        .warmupIterations(1)
                        .warmupTime(TimeValue.seconds(20))
                        .measurementIterations(2 * EFFORT)
                        .measurementTime(TimeValue.seconds(1))
                        .param("way", ways)
                        .param("url", url),
                "way");
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
