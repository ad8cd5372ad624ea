package io.github.airbytesdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Connector;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on EmbeddedAirbyte. They mostly wait, so all of them run at the same time. */
@Tag("slow")
class ContractRunsTest {
    private static final String OLD = "contract-20200229T235959Z-0a1b-";
    private static final String CANARY = "canary-6c1f2a";

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();
    private static final Map<String, Future<ContractFixture>> BROKEN = new LinkedHashMap<>();
    private static Future<ContractFixture> clean;
    private static Future<ContractFixture> empty;
    private static Future<ContractFixture> validating;
    private static Future<ContractFixture> ordinaryUser;
    private static Future<ContractFixture> otherInputs;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startAll() throws Exception {
        clean = start(EmbeddedAirbyte.start(), ContractRunsTest::addOthers);
        empty = start(EmbeddedAirbyte.start(), airbyte -> {});
        validating = start(EmbeddedAirbyte.builder().beanValidation().start(), airbyte -> {});
        ordinaryUser = start(EmbeddedAirbyte.builder().ordinaryUser().start(), airbyte -> {});
        Path inputs = Files.writeString(folder.resolve("inputs.json"), """
                {
                  "workspaceId": null,
                  "sourceName": "ignored",
                  "sourceConfiguration": {"sourceType": "faker", "count": 5},
                  "destinationName": "ignored",
                  "destinationConfiguration": {
                    "destinationType": "postgres", "host": "h", "port": 5432, "database": "d", "schema": "public",
                    "username": "u", "password": "%s"
                  }
                }
                """.formatted(CANARY));
        otherInputs = start(EmbeddedAirbyte.start(), airbyte -> {}, inputs.toString());
        Breaks.all().forEach((rule, change) -> BROKEN.put(rule, start(EmbeddedAirbyte.start(), change)));
    }

    private static Future<ContractFixture> start(
            EmbeddedAirbyte airbyte, Consumer<EmbeddedAirbyte> change, String... args) {
        return EXECUTOR.submit(() -> {
            ContractFixture fixture = new ContractFixture(airbyte);
            change.accept(airbyte);
            return fixture.run(false, args);
        });
    }

    /** Adds what an earlier run left, and what has another owner. */
    private static void addOthers(EmbeddedAirbyte airbyte) {
        UUID source = airbyte.addSource(OLD + "pipeline", "faker", "{}");
        UUID destination = airbyte.addDestination(OLD + "pipeline", "dev-null", "{}");
        airbyte.addJob(airbyte.addConnection(OLD + "pipeline", source, destination), "running");
        UUID shared = airbyte.addDestination(OLD + "in-use", "dev-null", "{}");
        airbyte.addConnection("orders", airbyte.addSource("orders", "faker", "{}"), shared);
        airbyte.addSource("contract-2020", "faker", "{}");
        airbyte.addSource("contract-99990101T000000Z-0a1b-later", "faker", "{}");
    }

    @AfterAll
    static void closeAll() throws Exception {
        List<Future<ContractFixture>> all = new ArrayList<>(BROKEN.values());
        all.addAll(List.of(clean, empty, validating, ordinaryUser, otherInputs));
        for (Future<ContractFixture> run : all) {
            run.get().close();
        }
        EXECUTOR.shutdown();
    }

    private static void assertHeld(ContractFixture run) throws Exception {
        assertEquals(List.of(), run.broken(), run.output());
        assertEquals(0, run.status(), run.output());
        assertEquals(25, run.report().getAsJsonArray("rules").size());
        assertFalse(run.output().contains(run.airbyte().clientSecret()), run.output());
    }

    @Test
    void everyRuleHoldsAndNothingIsLeft() throws Exception {
        ContractFixture run = empty.get();

        assertHeld(run);
        assertTrue(run.airbyte().isEmpty(), run.airbyte().describe());
        assertTrue(run.output().contains("does not know the name dev-null"), run.output());
        assertEquals(
                "{\"version\":\"1.8.0\",\"edition\":\"community\"}",
                run.report().get("server").toString());
    }

    @Test
    void everyRuleHoldsWithValidationOfParameters() throws Exception {
        assertHeld(validating.get());
    }

    @Test
    void everyRuleHoldsForAnOrdinaryUser() throws Exception {
        assertHeld(ordinaryUser.get());
    }

    @Test
    void otherConnectorsComeFromTheInputsAndStaySecret() throws Exception {
        ContractFixture run = otherInputs.get();

        assertHeld(run);
        assertTrue(run.output().contains("pipelines from faker to postgres"), run.output());
        assertFalse((run.output() + run.report()).contains(CANARY), run.output());
    }

    @Test
    void leftoversOfAnEarlierRunAreRemovedAndNothingElse() throws Exception {
        ContractFixture run = clean.get();

        assertHeld(run);
        assertEquals(
                Set.of("orders", "contract-2020", "contract-99990101T000000Z-0a1b-later"),
                run.airbyte().sources().stream()
                        .filter(it -> !it.deleted())
                        .map(Connector::name)
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of(OLD + "in-use"),
                run.airbyte().destinations().stream()
                        .filter(it -> !it.deleted())
                        .map(Connector::name)
                        .toList());
        assertTrue(
                run.output()
                        .contains("NOT removed: destination " + OLD + "in-use: a connection of another name uses it"),
                run.output());
    }

    @TestFactory
    Stream<DynamicTest> brokenRuleIsNamedAndNoOther() {
        return BROKEN.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    ContractFixture run = entry.getValue().get();

                    assertEquals(List.of(entry.getKey()), run.broken(), run.output());
                    assertEquals(1, run.status(), run.output());
                }));
    }
}
