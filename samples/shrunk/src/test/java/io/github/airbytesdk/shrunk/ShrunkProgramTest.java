package io.github.airbytesdk.shrunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteExtension;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/** ProGuard shrinks and obfuscates the program with the rules that the jars contain, and the result provisions a pipeline. */
@Tag("slow")
@ExtendWith(EmbeddedAirbyteExtension.class)
class ShrunkProgramTest {
    private static final Path RULES = Path.of("src/main/proguard/program.pro");

    /** The jars of the program; the rest of the class path belongs to the test. In Maven's test phase some are folders. */
    private static final Pattern JAR =
            Pattern.compile("(airbyte-client|provisioning-sdk|shrunk|okhttp-jvm|okio-jvm|kotlin-stdlib"
                    + "|annotations|gson|jspecify|jakarta\\.annotation-api|error_prone_annotations)"
                    + "(-\\d[^/]*(?<!-tests)\\.jar|/target/classes)$");

    @TempDir
    private Path folder;

    private static List<Path> jars() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(path -> JAR.matcher(path.replace('\\', '/')).find())
                .map(Path::of)
                .toList();
    }

    /** Copies the rules of a jar or folder to a file each. */
    private List<Path> rules(Path jar) throws IOException {
        if (Files.isDirectory(jar)) {
            return rulesIn(jar, jar);
        }
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            return rulesIn(zip.getPath("/"), jar);
        }
    }

    private List<Path> rulesIn(Path root, Path jar) throws IOException {
        Path rules = root.resolve("META-INF/proguard");
        if (!Files.isDirectory(rules)) {
            return List.of();
        }
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Files.list(rules)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(jar.getFileName() + "-" + file.getFileName());
                copies.add(Files.copy(file, copy));
            }
        }
        return copies;
    }

    /** Writes the platform's classes to a jar, because a JDK need not contain jmod files. */
    private Path platform() throws IOException {
        Path jar = folder.resolve("platform.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (String module : List.of("java.base", "java.logging", "java.sql", "jdk.unsupported")) {
                Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", module);
                try (Stream<Path> files = Files.walk(root)) {
                    for (Path file : files.filter(file -> file.toString().endsWith(".class")
                                    && !file.toString().endsWith("module-info.class"))
                            .toList()) {
                        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
                        Files.copy(file, zip);
                    }
                }
            }
        }
        return jar;
    }

    private Path shrunk() throws Exception {
        Path result = folder.resolve("shrunk.jar");
        List<String> arguments = new ArrayList<>();
        List<Path> jars = jars();
        for (Path jar : jars) {
            arguments.addAll(
                    List.of("-injars", "'" + jar + "'(!META-INF/MANIFEST.MF,!META-INF/versions/**,!**.kotlin_module)"));
        }
        arguments.addAll(List.of("-outjars", "'" + result + "'", "-libraryjars", "'" + platform() + "'"));
        int withRules = 0;
        for (Path jar : jars) {
            List<Path> rules = rules(jar);
            withRules += Math.min(1, rules.size());
            rules.forEach(file -> arguments.addAll(List.of("-include", "'" + file + "'")));
        }
        assertEquals(2, withRules, "airbyte-client and Gson have rules");
        arguments.addAll(List.of("-include", "'" + RULES.toAbsolutePath() + "'"));
        Configuration configuration = new Configuration();
        try (ConfigurationParser parser = new ConfigurationParser(arguments.toArray(String[]::new), new Properties())) {
            parser.parse(configuration);
        }
        new ProGuard(configuration).execute();
        return result;
    }

    private static long bytes(List<Path> jars) throws IOException {
        long sum = 0;
        for (Path jar : jars) {
            sum += Files.isDirectory(jar) ? 0 : Files.size(jar);
        }
        return sum;
    }

    @Test
    void shrunkProgramProvisionsAndDeletes(EmbeddedAirbyte airbyte) throws Exception {
        Path jar = shrunk();
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            assertFalse(
                    Files.exists(zip.getPath("io/github/airbytesdk/provisioning/PipelineProvisioner.class")),
                    "classes have other names");
        }
        assertTrue(Files.size(jar) < bytes(jars()) / 2, () -> jar + " is small");

        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1", // starts faster
                        "-cp",
                        jar.toString(),
                        ShrunkProgram.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(airbyte.environment());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program has ended");
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            assertEquals(
                    List.of(
                            "failed at createConnection, rolled back 2",
                            "possible: true",
                            "3 streams, active",
                            "sync succeeded",
                            "deleted 3"),
                    printed.lines().toList());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(1, airbyte.calls("createJob").size());
        assertTrue(airbyte.isEmpty(), airbyte::describe);
    }
}
