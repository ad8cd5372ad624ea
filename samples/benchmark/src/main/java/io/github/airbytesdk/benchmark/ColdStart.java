package io.github.airbytesdk.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the whole process of a first provision: a JVM that starts, provisions one pipeline and ends. */
final class ColdStart {
    private static final int RUNS = 11;
    private static final long MILLIS_PER_TICK = 10;

    private ColdStart() {}

    /**
     * Medians.
     *
     * @param wallMillis from the start to the end of the process
     * @param cpuMillis of all threads, including JIT compilation and garbage collection
     * @param peakMiB of resident memory
     * @param classes number of loaded classes
     */
    record Cost(double wallMillis, double cpuMillis, double peakMiB, double classes) {}

    /** Runs in its own process, and prints the peak of its memory at the end. */
    public static void main(String[] args) throws Exception {
        Way.valueOf(args[0]).at(args[1]).provision();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println(line.replaceAll("\\D", ""));
            }
        }
    }

    /** Takes turns, so that a slow minute of the machine affects every candidate. */
    static Map<Way, Cost> measure(String url) throws IOException, InterruptedException {
        Map<Way, List<Cost>> costs = new EnumMap<>(Way.class);
        for (int run = 0; run < RUNS * Measured.EFFORT; run++) {
            for (Way way : Way.values()) {
                costs.computeIfAbsent(way, key -> new ArrayList<>()).add(once(way, url));
            }
        }
        Map<Way, Cost> medians = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            List<Cost> all = costs.get(way);
            medians.put(
                    way,
                    new Cost(
                            median(all.stream().mapToDouble(Cost::wallMillis).toArray()),
                            median(all.stream().mapToDouble(Cost::cpuMillis).toArray()),
                            median(all.stream().mapToDouble(Cost::peakMiB).toArray()),
                            loadedClasses(way, url)));
        }
        return medians;
    }

    private static Cost once(Way way, String url) throws IOException, InterruptedException {
        long cpu = cpuMillisOfEndedChildren();
        long start = System.nanoTime();
        List<String> said = ChildJvm.run(List.of(), ColdStart.class, way.name(), url);
        double wall = (System.nanoTime() - start) / 1e6;
        return new Cost(wall, cpuMillisOfEndedChildren() - cpu, Long.parseLong(said.get(0)) / 1024.0, 0);
    }

    /** Fields 16 and 17 of the process's line in /proc, counted after its name. */
    private static long cpuMillisOfEndedChildren() throws IOException {
        String line = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MILLIS_PER_TICK;
    }

    private static long loadedClasses(Way way, String url) throws IOException, InterruptedException {
        return ChildJvm.run(List.of("-Xlog:class+load"), ColdStart.class, way.name(), url).stream()
                .filter(line -> line.contains(" source: "))
                .count();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
