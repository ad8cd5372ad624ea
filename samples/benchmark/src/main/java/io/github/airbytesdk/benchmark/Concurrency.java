package io.github.airbytesdk.benchmark;

import static io.github.airbytesdk.benchmark.RateWorker.Threads.PLATFORM;
import static io.github.airbytesdk.benchmark.RateWorker.Threads.VIRTUAL;

import io.github.airbytesdk.benchmark.Turns.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Many pipelines at once with one client: pipelines per second, and memory. */
final class Concurrency {
    private static final int VIRTUAL_THREADS = 5000;

    /** JVMs of each candidate, because JIT compilation differs between JVMs. */
    private static final int PAIRS = 5;

    private static final int TURNS_PER_PAIR = 3 * Measured.EFFORT;
    private static final int WAVE_TURNS = 15 * Measured.EFFORT;
    private static final int VIRTUAL_TURNS = 7 * Measured.EFFORT;

    /** The first Java in which {@code synchronized} does not pin a virtual thread. */
    private static final int FIRST_JAVA_WITHOUT_PINNING = 24;

    private final Table table;

    Concurrency(Table table) {
        this.table = table;
    }

    /** @param url a {@link CannedServer} without TLS */
    void measure(String url) throws IOException, InterruptedException {
        overHttp(url);
        try (TestCertificate certificate = new TestCertificate()) {
            overTls(certificate, CannedServer.class, "over TLS, default HTTP clients", 1.2);
            overTls(certificate, Http2Server.class, "over HTTP/2, default HTTP clients", 1);
        }
        Optional<String> java = javaForVirtualThreads();
        if (java.isPresent()) {
            onVirtualThreads(java.get(), url);
        } else {
            table.missing(VIRTUAL_THREADS + " virtual threads: needs -Dbenchmark.jdk=<home of a JDK 25>");
        }
    }

    private void overHttp(String url) throws IOException {
        List<Comparison> few = new ArrayList<>();
        List<Comparison> many = new ArrayList<>();
        List<Comparison> slow = new ArrayList<>();
        for (int pair = 1; pair <= PAIRS; pair++) {
            Benchmarks.progress("threads that share a client, " + pair + " of " + PAIRS);
            try (Turns turns =
                    new Turns(System.getProperty("java.home"), List.of(), PLATFORM, Way.IDLE_CONNECTIONS, false)) {
                turns.compile(url + "/0");
                turns.warmUp(8, url + "/0");
                few.add(turns.measure(TURNS_PER_PAIR, 8, url + "/0"));
                turns.warmUp(64, url + "/0");
                many.add(turns.measure(TURNS_PER_PAIR, 64, url + "/0"));
                turns.warmUp(128, url + "/20");
                slow.add(turns.measure(TURNS_PER_PAIR, 128, url + "/20"));
            }
        }
        rate(0.95, "8 threads", Comparison.of(few));
        rate(0.95, "64 threads", Comparison.of(many));
        rate(0.98, "128 threads, latency 20 ms", Comparison.of(slow));
    }

    private void overTls(TestCertificate certificate, Class<?> server, String what, double bar) throws IOException {
        Process process = ChildJvm.start(List.of(), server, certificate.file());
        try (Turns turns = new Turns(System.getProperty("java.home"), certificate.trusted(), PLATFORM, 0, true)) {
            Benchmarks.progress(what);
            String url = "https://127.0.0.1:" + ChildJvm.output(process).readLine();
            turns.compile(url + "/0");
            turns.warmUp(32, url + "/20");
            rate(bar, "waves of 32 pipelines, latency 20 ms, " + what, turns.measure(WAVE_TURNS, 32, url + "/20"));
        } finally {
            process.destroy();
        }
    }

    private void onVirtualThreads(String java, String url) throws IOException {
        try (Turns turns = new Turns(java, List.of(), VIRTUAL, VIRTUAL_THREADS, false)) {
            Benchmarks.progress(VIRTUAL_THREADS + " virtual threads");
            String slow = url + "/200";
            Comparison idle = turns.idle(slow);
            turns.compile(url + "/0");
            turns.warmUp(VIRTUAL_THREADS, slow);
            Comparison measured = turns.measure(VIRTUAL_TURNS, VIRTUAL_THREADS, slow);
            String what = VIRTUAL_THREADS + " virtual threads, latency 200 ms";
            table.show(what, "/s", measured.sdkRate(), measured.handWrittenRate());
            table.atMost(
                    1.2,
                    what + ": heap per provision",
                    "KB",
                    (measured.sdkHeap() - idle.sdkHeap()) / VIRTUAL_THREADS / 1000,
                    (measured.handWrittenHeap() - idle.handWrittenHeap()) / VIRTUAL_THREADS / 1000);
            table.atMost(0, what + ": pinned carriers", "", measured.sdkPinned());
        }
    }

    private void rate(double bar, String what, Comparison measured) {
        table.atLeast(bar, what, "/s", measured.sdkRate(), measured.handWrittenRate(), measured.rateRatio());
    }

    /** Returns the home of a Java whose virtual threads are not pinned by {@code synchronized}. */
    private static Optional<String> javaForVirtualThreads() {
        return Stream.of(
                        System.getProperty("benchmark.jdk", ""),
                        System.getProperty("java.home"),
                        Optional.ofNullable(System.getenv("JAVA_HOME")).orElse(""))
                .filter(home -> !home.isEmpty() && feature(home) >= FIRST_JAVA_WITHOUT_PINNING)
                .findFirst();
    }

    /** Reads a line such as {@code JAVA_VERSION="25.0.1"} of the file {@code release}; returns 0 if there is none. */
    private static int feature(String home) {
        try (Stream<String> lines = Files.lines(Path.of(home, "release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noRelease) {
            return 0;
        }
    }
}
