package io.github.airbytesdk.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The first provision in a new JVM, by the whole process: one that starts, provisions once and ends. */
final class ColdStart {
    private static final int RUNS = 11;
    private static final long MILLIS_PER_TICK = 10;

    private ColdStart() {}

    /**
     * Medians.
     *
     * @param wallMillis from the start of the process to its end
     * @param cpuMillis of all its threads, the compiler's and the collector's included
     * @param peakMiB of resident memory
     * @param classes loaded
     */
    record Cost(double wallMillis, double cpuMillis, double peakMiB, double classes) {}

    /** The process itself. It says at its end how much memory it has had. */
    public static void main(String[] args) throws Exception {
        Way.valueOf(args[0]).at(args[1]).provision();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                System.out.println(line.replaceAll("\\D", ""));
            }
        }
    }

    /** In turns, so that a slow minute of the machine falls on all. */
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

    /** Fields 16 and 17 of the kernel's line about this process, counted after its name. */
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
