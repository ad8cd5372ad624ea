package io.github.airbytesdk.benchmark;

import static io.github.airbytesdk.benchmark.Way.GENERATED;
import static io.github.airbytesdk.benchmark.Way.GENERATED_FOUR_CALLS;
import static io.github.airbytesdk.benchmark.Way.HAND_WRITTEN;
import static io.github.airbytesdk.benchmark.Way.PROVISIONER;
import static io.github.airbytesdk.benchmark.Way.PUBLISHED_FOUR_CALLS;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures everything in one run and prints the table of README.md. The exit status is 1 if a limit is missed. */
final class Benchmarks {
    private final Table table = new Table();
    private final String url;

    private Benchmarks(String url) {
        this.url = url;
    }

    public static void main(String[] args) throws Exception {
        boolean missed;
        Process server = ChildJvm.start(List.of(), CannedServer.class);
        try {
            String url = "http://127.0.0.1:" + ChildJvm.output(server).readLine();
            Benchmarks benchmarks = new Benchmarks(url);
            if (!System.getProperty("benchmark.only", "").equals("concurrency")) {
                benchmarks.coldStart();
                benchmarks.warm();
                benchmarks.reading();
                benchmarks.threadsLeft();
                benchmarks.jars();
            }
            new Concurrency(benchmarks.table).measure(url);
            missed = benchmarks.table.anyMissed();
            System.out.println(benchmarks.table);
            System.out.printf(
                    "%n%d cores, %s %s%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.vm.name"),
                    System.getProperty("java.vm.version"));
        } finally {
            server.destroy();
        }
        System.exit(missed ? 1 : 0);
    }

    private void coldStart() throws Exception {
        progress("first provisions in new JVMs");
        Map<Way, ColdStart.Cost> costs = ColdStart.measure(url + "/0");
        ColdStart.Cost handWritten = costs.get(HAND_WRITTEN);
        ColdStart.Cost sdk = costs.get(PROVISIONER);
        String what = "first provision(), whole process: ";
        table.atMost(1.25, what + "wall", "ms", sdk.wallMillis(), handWritten.wallMillis());
        table.atMost(1.25, what + "CPU", "ms", sdk.cpuMillis(), handWritten.cpuMillis());
        table.atMost(1.2, what + "peak memory", "MiB", sdk.peakMiB(), handWritten.peakMiB());
        table.show(what + "loaded classes", "", sdk.classes(), handWritten.classes());
        ColdStart.Cost four = costs.get(GENERATED_FOUR_CALLS);
        ColdStart.Cost published = costs.get(PUBLISHED_FOUR_CALLS);
        String vs = "first four calls against com.airbyte:api 0.16.2: ";
        table.atMost(1, vs + "wall", "ms", four.wallMillis(), published.wallMillis());
        table.atMost(1, vs + "CPU", "ms", four.cpuMillis(), published.cpuMillis());
        table.atMost(1, vs + "peak memory", "MiB", four.peakMiB(), published.peakMiB());
    }

    private void warm() throws Exception {
        progress("provisions, warm");
        String[] ways = Stream.of(Way.values()).map(Enum::name).toArray(String[]::new);
        Map<String, Measured> warm;
        try (WakefulCores awake = new WakefulCores()) {
            warm = Measured.latency(ProvisionBenchmark.class, "provision", "way", url + "/0", 2, ways);
        }
        Measured handWritten = warm.get(HAND_WRITTEN.name());
        Measured sdk = warm.get(PROVISIONER.name());
        table.atMost(1, "provision(), warm: time", "ms", sdk.score(), handWritten.score());
        table.atMost(1.25, "provision(), warm: allocated", "KB", sdk.kilobytes(), handWritten.kilobytes());
        progress("provisions, warm, on cores that sleep");
        Map<String, Measured> sleepy = Measured.latency(
                ProvisionBenchmark.class, "provision", "way", url + "/0", 2, HAND_WRITTEN.name(), PROVISIONER.name());
        table.show(
                "provision(), warm, on cores that sleep between calls: time",
                "ms",
                sleepy.get(PROVISIONER.name()).score(),
                sleepy.get(HAND_WRITTEN.name()).score());
        Measured generated = warm.get(GENERATED.name());
        table.show("five generated calls, warm: time", "ms", generated.score(), handWritten.score());
        table.show("five generated calls, warm: allocated", "KB", generated.kilobytes(), handWritten.kilobytes());
        Measured four = warm.get(GENERATED_FOUR_CALLS.name());
        Measured published = warm.get(PUBLISHED_FOUR_CALLS.name());
        String vs = "four calls against com.airbyte:api 0.16.2, warm: ";
        table.atMost(1, vs + "time", "ms", four.score(), published.score());
        table.atMost(1, vs + "allocated", "KB", four.kilobytes(), published.kilobytes());
    }

    private void reading() throws Exception {
        progress("large responses");
        String[] readers = {ReadBenchmark.Reader.PLAIN_GSON.name(), ReadBenchmark.Reader.CLIENT.name()};
        Map<String, Measured> page = Measured.latency(ReadBenchmark.class, "page", "by", url + "/0", 3, readers);
        Measured sdk = page.get(ReadBenchmark.Reader.CLIENT.name());
        Measured gson = page.get(ReadBenchmark.Reader.PLAIN_GSON.name());
        String what = "100 connections × 200 streams: ";
        table.atMost(1.05, what + "time", "ms", sdk.score(), gson.score());
        table.atMost(1.05, what + "allocated", "KB", sdk.kilobytes(), gson.kilobytes());
        ReadBenchmark client = ReadBenchmark.of(ReadBenchmark.Reader.CLIENT, url + "/0");
        double whole = Allocation.bytes(20, () -> client.page(100));
        double half = Allocation.bytes(20, () -> client.page(50));
        table.atMost(1.02, "a connection's share of a page of 100, and of 50", "KB", whole / 100e3, half / 50e3);
    }

    private void threadsLeft() throws Exception {
        progress("threads");
        List<String> left = ThreadsLeft.measure(url + "/0");
        progress("left: " + left);
        table.atMost(
                ThreadsLeft.IN_FLIGHT,
                "threads after " + ThreadsLeft.CALLS + " × provisionAsync, " + ThreadsLeft.IN_FLIGHT + " in flight",
                "",
                left.size());
    }

    private void jars() throws Exception {
        table.atMost(450, "both jars together", "KB", Jars.clientKB() + Jars.provisioningKB());
        table.atMost(8, "third-party jars at runtime", "", Jars.thirdParty().size());
    }

    static void progress(String what) {
        System.err.println("measuring: " + what);
    }
}
