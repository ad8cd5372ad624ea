package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Kills a process while it provisions, and provisions again: with {@link IfExists#REUSE} the second run continues where the
 * first one stopped, and nothing is created twice.
 */
public final class RerunAfterKill {
    private static final String VICTIM = "victim";

    private RerunAfterKill() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
    public static void main(String[] args) throws IOException {
        if (args.length == 1 && args[0].equals(VICTIM)) {
            beTheVictim(System.getenv(), System.out, System.err);
        } else {
            run(System.getenv(), System.out);
        }
    }

    static void run(Map<String, String> environment, PrintStream out) throws IOException {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            Process victim = startVictim(airbyte.environment());
            try (BufferedReader lines = victim.inputReader()) {
                lines.lines().limit(2).forEach(step -> out.println("first run    " + step));
            }
            victim.destroyForcibly();
            out.println("first run    killed");

            ProvisionedPipeline pipeline = provisioner(airbyte).provision();

            Stream.of(Step.values())
                    .filter(pipeline.origins()::containsKey)
                    .forEach(step -> out.println(
                            "second run   " + step + ": " + pipeline.origins().get(step)));
        }
    }

    private static PipelineProvisioner provisioner(SampleAirbyte airbyte) {
        return airbyte.fakerToDevNull("rerun-after-kill").ifExists(IfExists.REUSE);
    }

    /** Creates the source and the destination, then waits to be killed. */
    private static void beTheVictim(Map<String, String> environment, PrintStream out, PrintStream err) {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, err)) {
            provisioner(airbyte)
                    .listener(new StepListener() {
                        @Override
                        public void finished(Step step, String result, Duration took) {
                            out.println(step + ": done");
                            while (step == Step.CREATE_DESTINATION) {
                                LockSupport.park();
                            }
                        }
                    })
                    .provision();
        }
    }

    private static Process startVictim(Map<String, String> environment) throws IOException {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                RerunAfterKill.class.getName(),
                VICTIM);
        java.environment().putAll(environment);
        return java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Returns the class path, which under {@code mvn exec:java} is that of a class loader and not of the JVM. */
    private static String classPath() {
        return RerunAfterKill.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(RerunAfterKill::file).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }
}
