package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's dependency blocks and its first snippet, pasted into an empty Maven project, build and run on EmbeddedAirbyte. A
 * separate Maven process builds the project; its repository has the artifacts that {@code mvn install} would put there.
 */
class NewcomerIT {
    private static final Path REPOSITORY = Path.of("target/local-repository").toAbsolutePath();

    private static final String STARTS_FASTER = "-XX:TieredStopAtLevel=1";

    /** Takes everything else from the local repository of this build, not from the network. */
    private static final String SETTINGS = """
            <settings>
              <localRepository>%s</localRepository>
              <mirrors>
                <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
              </mirrors>
            </settings>
            """;

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>newcomer</groupId>
              <artifactId>newcomer</artifactId>
              <version>1</version>
              <properties>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <maven.compiler.release>17</maven.compiler.release>
              </properties>
              <dependencies>
            %s
              </dependencies>
              <build>
                <plugins>
            %s
                </plugins>
              </build>
            </project>
            """;

    private static final String PASTED = """
            package newcomer;

            import io.github.airbytesdk.client.*;
            import io.github.airbytesdk.provisioning.*;
            import java.time.Duration;
            import java.util.*;

            public class Pasted {
                static SyncResult run(String url, String clientId, String clientSecret, UUID workspaceId) throws Exception {
            %s
                    return sync;
                }
            }
            """;

    private static final String ON_EMBEDDED_AIRBYTE = """
            package newcomer;

            import io.github.airbytesdk.embedded.EmbeddedAirbyte;

            public class OnEmbeddedAirbyte {
                public static void main(String[] args) throws Exception {
                    try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
                        var sync = Pasted.run(
                                airbyte.url(), airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId());
                        System.out.println("module " + OnEmbeddedAirbyte.class.getModule().getName()
                                + ", succeeded " + sync.isSucceeded() + ", connections " + airbyte.connections().size());
                    }
                }
            }
            """;

    private static final String WITH_RECORD = """
            package newcomer;

            import io.github.airbytesdk.client.AirbyteClient;
            import io.github.airbytesdk.embedded.EmbeddedAirbyte;
            import io.github.airbytesdk.provisioning.PipelineProvisioner;
            import newcomer.config.Faker;

            public class WithRecord {
                public static void main(String[] args) {
                    try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                            AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
                        new PipelineProvisioner(client).workspace(airbyte.workspaceId())
                                .source("users", Faker.of(7))
                                .destination("pg", "{\\"destinationType\\": \\"postgres\\", \\"host\\": \\"db\\", \\"port\\": 1, "
                                        + "\\"database\\": \\"d\\", \\"username\\": \\"u\\", \\"schema\\": \\"s\\"}")
                                .provision();
                        System.out.println(airbyte.calls("createSource").get(0).body().contains("\\"count\\":7"));
                    }
                }
            }
            """;

    /** Not public, so that it is read only because its package is open. */
    private static final String RECORD = """
            package newcomer.config;

            record Users(String sourceType, int count) {}
            """;

    private static final String FAKER = """
            package newcomer.config;

            public class Faker {
                public static Object of(int count) {
                    return new Users("faker", count);
                }
            }
            """;

    @TempDir
    Path project;

    @BeforeEach
    void ignoreMavenSettingsOfParents() throws IOException {
        // Otherwise Maven would take the .mvn folder of a project above.
        Files.createDirectory(project.resolve(".mvn"));
        write(".mvn/jvm.config", STARTS_FASTER);
    }

    @Test
    void runsOnTheClassPathAndInAnImageOfJlink() throws Exception {
        write("pom.xml", POM.formatted(sdk() + testJar(), plugins()));
        write("src/main/java/newcomer/Pasted.java", pasted());
        write("src/test/java/newcomer/OnEmbeddedAirbyte.java", ON_EMBEDDED_AIRBYTE);

        String jars = build("test-compile");
        String[] program = {"-cp", classes("test-classes") + classes("classes") + jars, "newcomer.OnEmbeddedAirbyte"};
        String printed = java(program);
        String inImage = java(image(), program);

        assertEquals("module null, succeeded true, connections 1", printed);
        assertEquals(printed, inImage);
    }

    /** Links the modules that TROUBLESHOOTING names and returns the image. */
    private Path image() throws IOException {
        Matcher modules = Pattern.compile("jlink --add-modules (\\S+)").matcher(new Page("TROUBLESHOOTING.md").text());
        assertTrue(modules.find(), "TROUBLESHOOTING names the modules");
        Path image = project.resolve("image");
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, "--add-modules", modules.group(1), "--output", image.toString());
        assertEquals(0, status);
        return image;
    }

    @Test
    void runsOnTheModulePath() throws Exception {
        String testJar = testJar().replace("<scope>test</scope>", "");
        write("pom.xml", POM.formatted(sdk() + testJar, plugins()));
        write("src/main/java/module-info.java", module());
        write("src/main/java/newcomer/Pasted.java", pasted());
        write("src/main/java/newcomer/OnEmbeddedAirbyte.java", ON_EMBEDDED_AIRBYTE);
        write("src/main/java/newcomer/WithRecord.java", WITH_RECORD);
        write("src/main/java/newcomer/config/Users.java", RECORD);
        write("src/main/java/newcomer/config/Faker.java", FAKER);

        String jars = build("compile");
        String printed = java("-p", classes("classes") + jars, "-m", "newcomer/newcomer.OnEmbeddedAirbyte");
        String withRecord = java("-p", classes("classes") + jars, "-m", "newcomer/newcomer.WithRecord");

        assertEquals("module newcomer, succeeded true, connections 1", printed);
        assertEquals("true", withRecord, "the configuration is a record in an open package");
    }

    @Test
    void dependsOnTheEightJarsThatReadmeCounts() throws Exception {
        write("pom.xml", POM.formatted(sdk(), plugins()));

        List<String> jars = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(build("validate"))
                .map(jar -> Path.of(jar).getFileName().toString().replaceFirst("-\\d.*", ""))
                .sorted()
                .toList();

        assertEquals(
                List.of(
                        "airbyte-client",
                        "annotations",
                        "error_prone_annotations",
                        "gson",
                        "jakarta.annotation-api",
                        "jspecify",
                        "kotlin-stdlib",
                        "okhttp-jvm",
                        "okio-jvm",
                        "provisioning-sdk"),
                jars);
    }

    private static String sdk() throws IOException {
        return Page.README.xml().get(0);
    }

    private static String testJar() throws IOException {
        return Page.README.xml().stream()
                .filter(block -> block.contains("<type>test-jar</type>"))
                .findFirst()
                .orElseThrow();
    }

    private static String pasted() throws IOException {
        String snippet = Page.README.java().get(0);
        assertTrue(snippet.contains("\"http://localhost:8000\""), snippet);
        return PASTED.formatted(snippet.replace("\"http://localhost:8000\"", "url"));
    }

    /** The requires directives that README lists for a named module. */
    private static String module() throws IOException {
        return Pattern.compile("requires [\\w.]+;")
                .matcher(Page.README.text())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining(
                        "\n", "module newcomer {\nopens newcomer.config to io.github.airbytesdk.client;\n", "\n}\n"));
    }

    /** The plugins in the versions of this build, which are in its local repository. */
    private static String plugins() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        StringBuilder plugins = new StringBuilder();
        for (String name : List.of("maven-resources-plugin", "maven-compiler-plugin", "maven-dependency-plugin")) {
            Matcher version = Pattern.compile("<artifactId>" + name + "</artifactId>\\s*(<version>.*?</version>)")
                    .matcher(pom);
            assertTrue(version.find(), name);
            plugins.append("<plugin><artifactId>")
                    .append(name)
                    .append("</artifactId>")
                    .append(version.group(1))
                    .append("</plugin>\n");
        }
        return plugins.toString();
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private String classes(String folder) {
        return project.resolve("target").resolve(folder) + File.pathSeparator;
    }

    /** Runs Maven up to a phase and returns the paths of the project's jars. */
    private String build(String phase) throws Exception {
        String here = Path.of(System.getProperty("build.repository")).toUri().toString();
        write("settings.xml", SETTINGS.formatted(REPOSITORY, here));
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        Path maven = Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn");
        run(
                maven.toString(),
                "-B",
                "-ntp",
                "-s",
                project.resolve("settings.xml").toString(),
                phase,
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + project.resolve("jars"));
        return Files.readString(project.resolve("jars"));
    }

    /** Runs a program and returns its last line. */
    private String java(String... arguments) throws Exception {
        return java(Path.of(System.getProperty("java.home")), arguments);
    }

    private String java(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home.resolve(Path.of("bin", "java")).toString());
        command.add(STARTS_FASTER);
        command.addAll(List.of(arguments));
        List<String> lines = run(command.toArray(String[]::new)).lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private String run(String... command) throws Exception {
        Path output = project.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // A local repository that is set there would take precedence over the new project's.
        builder.environment().keySet().removeAll(Set.of("MAVEN_OPTS", "MAVEN_ARGS"));
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(100, TimeUnit.SECONDS), () -> "still running: " + String.join(" ", command));
            assertEquals(0, process.exitValue(), () -> String.join(" ", command) + "\n" + read(output));
            return read(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
