package io.github.airbytesdk.benchmark;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars that the SDK adds to a class path. */
final class Jars {
    /** Jars that only the comparison and the tests use. */
    private static final List<String> TOOLS = List.of(
            "/io/github/airbytesdk/",
            "/org/openjdk/jmh/",
            "/net/sf/jopt-simple/",
            "/org/apache/",
            "/commons-",
            "/com/airbyte/",
            "/com/fasterxml/",
            "/mockwebserver3/",
            "/org/junit/",
            "/org/opentest4j/",
            "/org/apiguardian/");

    private Jars() {}

    static double clientKB() throws IOException {
        return kilobytes(AirbyteClient.class);
    }

    static double provisioningKB() throws IOException {
        return kilobytes(PipelineProvisioner.class);
    }

    private static double kilobytes(Class<?> type) throws IOException {
        return Files.size(Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString())))
                / 1000.0;
    }

    /** Returns the third-party jars that are not a tool of the benchmark. */
    static List<String> thirdParty() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("/target/"))
                .filter(path -> TOOLS.stream().noneMatch(path::contains))
                .map(path -> Path.of(path).getFileName().toString())
                .toList();
    }
}
