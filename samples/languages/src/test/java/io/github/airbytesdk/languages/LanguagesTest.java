package io.github.airbytesdk.languages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import groovy.lang.GroovyClassLoader;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles each caller, provisions its pipeline, and compares what the server receives. */
@Tag("slow")
class LanguagesTest {
    private static final Path SOURCES = Path.of("src", "test");

    @TempDir
    private Path classes;

    /** A caller, in any language. */
    private interface Caller {
        PipelineProvisioner pipeline(AirbyteClient client, UUID workspace, UUID definition) throws Exception;

        Map<String, Object> refused() throws Exception;
    }

    private static Caller loaded(Class<?> type) {
        return new Caller() {
            @Override
            public PipelineProvisioner pipeline(AirbyteClient client, UUID workspace, UUID definition)
                    throws Exception {
                return (PipelineProvisioner) type.getMethod("pipeline", AirbyteClient.class, UUID.class, UUID.class)
                        .invoke(null, client, workspace, definition);
            }

            @Override
            @SuppressWarnings("unchecked")
            public Map<String, Object> refused() throws Exception {
                return (Map<String, Object>) type.getMethod("refused").invoke(null);
            }
        };
    }

    private static void assertArrives(Caller caller, String source) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.builder()
                        .selfManaged(airbyte.url())
                        .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                        .build()) {
            caller.pipeline(client, airbyte.workspaceId(), EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION)
                    .provision();

            JsonObject sent = JsonParser.parseString(
                            airbyte.calls("createSource").get(0).body())
                    .getAsJsonObject();
            assertEquals(
                    EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION.toString(),
                    sent.get("definitionId").getAsString());
            assertEquals(JsonParser.parseString(source.replace('\'', '"')), sent.get("configuration"));

            JsonObject destination = JsonParser.parseString(
                            airbyte.calls("createDestination").get(0).body())
                    .getAsJsonObject()
                    .getAsJsonObject("configuration");
            assertEquals(5432, destination.get("port").getAsInt());
            assertTrue(destination.get("password").getAsString().startsWith("secret"));

            PipelineProvisioner provisioner = new PipelineProvisioner(client);
            assertFalse(caller.refused().isEmpty());
            airbyte.clearCalls();
            for (Map.Entry<String, Object> refused : caller.refused().entrySet()) {
                String message = assertThrows(
                                IllegalArgumentException.class,
                                () -> provisioner.source("refused", Map.of("x", refused.getValue())),
                                refused.getKey())
                        .getMessage();
                assertTrue(message.startsWith("source configuration: $.x"), message);
                assertEquals(1, message.lines().count());
                assertTrue(message.contains("; "), message);
                assertFalse(message.contains("canary"), message);
            }
            assertEquals(List.of(), airbyte.calls());
        }
    }

    @Test
    void javaTypesArriveAsMeant() throws Exception {
        Caller caller = new Caller() {
            @Override
            public PipelineProvisioner pipeline(AirbyteClient client, UUID workspace, UUID definition) {
                return JavaCaller.pipeline(client, workspace, definition);
            }

            @Override
            public Map<String, Object> refused() {
                return JavaCaller.refused();
            }
        };

        assertArrives(
                caller,
                "{'shop':'corner','api_key':'key','host':'db.example.com','password':'secret','schema':'public','file':'/data','start':'2026-01-02',"
                        + "'ratio':0.25,'tunnels':[{'tunnel_host':'jump'}]}");
    }

    /** Writes the Kotlin of samples/README.md to a file of its own package. */
    private Path kotlinOfThePage() throws IOException {
        Matcher block = Pattern.compile("```kotlin\\R(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        assertTrue(block.find(), "the page has Kotlin");
        return Files.writeString(classes.resolve("Page.kt"), """
                package page

                import io.github.airbytesdk.client.AirbyteClient
                import io.github.airbytesdk.provisioning.*
                import io.github.airbytesdk.provisioning.streams.*
                import java.util.UUID

                """ + block.group(1));
    }

    private static void assertPageProvisions(Class<?> page) throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            page.getMethod("provision", AirbyteClient.class, UUID.class, String.class)
                    .invoke(null, client, airbyte.workspaceId(), "secret");

            JsonObject sent = JsonParser.parseString(
                            airbyte.calls("createSource").get(0).body())
                    .getAsJsonObject();
            assertEquals(
                    JsonParser.parseString(
                            "{'host':'db.example.com','port':5432,'database':'shop','username':'airbyte',"
                                    + "'password':'secret','schemas':['public'],'sourceType':'postgres'}"),
                    sent.get("configuration"));
            assertEquals(1, airbyte.jobs().size());
        }
    }

    @Test
    void kotlinTypesArriveAsMeant() throws Exception {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode result = compiledByKotlin(messages, SOURCES.resolve("kotlin"), kotlinOfThePage());
        assertEquals(ExitCode.OK, result, () -> messages.toString(StandardCharsets.UTF_8));

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            assertArrives(
                    loaded(loader.loadClass("io.github.airbytesdk.languages.KotlinCallerKt")),
                    "{'shop':'corner','api_key':'key','host':'db.example.com','port':3000000000,'limit':18446744073709551615,'small':200,"
                            + "'optionalPort':4000000000,'password':'secret','mode':'INCREMENTAL',"
                            + "'start':'2026-01-02','schemas':['public'],'tunnel':{'host':'jump','port':60000},"
                            + "'isActive':true,'url':'jdbc:db.example.com:3000000000'}");
            assertPageProvisions(loader.loadClass("page.PageKt"));
        }
    }

    private ExitCode compiledByKotlin(ByteArrayOutputStream messages, Path... sources) {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                classes.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "-no-stdlib",
                "-no-reflect",
                "-jvm-target",
                "17"));
        Stream.of(sources).map(Path::toString).forEach(arguments::add);
        return new K2JVMCompiler()
                .exec(new PrintStream(messages, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
    }

    /** Each statement would compile if a type were nullable that is not, or the reverse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "val name: String = client.sources().getSource(id).name",
                "val namespace: String = client.streams().getStreamProperties(id)[0].namespace",
                "val limit: Int = ListJobsQuery().limit",
                "client.sources().getSource(null)",
                "client.jobs().listJobs(null)",
                "client.sources().createSource(SourceCreateRequest().name(null))",
                "client.config().getInstanceConfiguration().version.length",
            })
    void kotlinRefusesWrongNullness(String statement) throws Exception {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Path source = Files.writeString(classes.resolve("Wrong.kt"), """
                import io.github.airbytesdk.client.AirbyteClient
                import io.github.airbytesdk.client.JobsApi.ListJobsQuery
                import io.github.airbytesdk.client.model.SourceCreateRequest

                fun wrong(client: AirbyteClient, id: java.util.UUID) {
                    %s
                }
                """.formatted(statement));

        ExitCode result = compiledByKotlin(messages, source);

        String errors = messages.toString(StandardCharsets.UTF_8);
        assertEquals(ExitCode.COMPILATION_ERROR, result, statement);
        assertEquals(1, errors.split("error: ", -1).length - 1, errors);
        assertTrue(errors.contains("?'") || errors.contains("ull"), errors);
    }

    @Test
    void groovyTypesArriveAsMeant() throws Exception {
        try (GroovyClassLoader loader = new GroovyClassLoader(getClass().getClassLoader())) {
            loader.parseClass(
                    SOURCES.resolve(Path.of("groovy", "io", "github", "airbytesdk", "languages", "GroovyCaller.groovy"))
                            .toFile());
            Class<?> caller = Arrays.stream(loader.getLoadedClasses())
                    .filter(type -> type.getSimpleName().equals("GroovyCaller"))
                    .findFirst()
                    .orElseThrow();
            assertArrives(
                    loaded(caller),
                    "{'shop':'corner','api_key':'keydb','host':'db.example.com','port':5432,'ratio':0.25,'big':18446744073709551615,'start':'2026-01-02',"
                            + "'schemas':['db_public','public'],'range':[1,2,3],"
                            + "'login':{'user':'app','password':'secret','attempts':3},'key_db':true,'lazy_db':'db'}");
        }
    }
}
