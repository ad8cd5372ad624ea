package io.github.airbytesdk.benchmark;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Provisions pipelines, one after the other on each thread; all threads share one client. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ProvisionBenchmark {
    @Param({"HAND_WRITTEN", "GENERATED", "PROVISIONER", "GENERATED_FOUR_CALLS", "PUBLISHED_FOUR_CALLS"})
    public Way way;

    /** The URL of {@link CannedServer}. */
    @Param("")
    public String url;

    private Candidate candidate;

    @Setup
    public void connect() throws Exception {
        candidate = way.at(url);
    }

    @Benchmark
    public long provision() throws Exception {
        return candidate.provision();
    }
}
