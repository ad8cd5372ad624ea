package io.github.airbytesdk.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs with the same class path and, if no other is given, the same Java. */
final class ChildJvm {
    private ChildJvm() {}

    static Process start(List<String> options, Class<?> main, String... args) throws IOException {
        return start(System.getProperty("java.home"), options, main, args);
    }

    /** @param java the home of the Java to use */
    static Process start(String java, List<String> options, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(java, "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Waits until the process has ended. */
    static List<String> run(List<String> options, Class<?> main, String... args)
            throws IOException, InterruptedException {
        Process process = start(options, main, args);
        List<String> lines;
        try (BufferedReader output = output(process)) {
            lines = output.lines().toList();
        }
        if (process.waitFor() != 0) {
            throw new IOException(main.getSimpleName() + " " + String.join(" ", args) + " failed");
        }
        return lines;
    }
}
