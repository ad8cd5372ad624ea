package io.github.airbytesdk.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractCheckTest {
    private final ContractFixture fixture;

    @TempDir
    private Path folder;

    ContractCheckTest() throws IOException {
        fixture = new ContractFixture();
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    @Test
    void dryRunPrintsThePlanAndOnlyReads() {
        fixture.airbyte().addSource("contract-20200101T000000Z-abcd-old", "faker", "{}");

        assertEquals(0, fixture.run(true).status());

        assertTrue(fixture.output().contains("Airbyte 1.8.0, edition community"), fixture.output());
        assertTrue(
                fixture.output()
                        .contains("removes what an earlier run left: source contract-20200101T000000Z-abcd-old"),
                fixture.output());
        assertEquals(
                Set.of(
                        "createAccessToken",
                        "getInstanceConfiguration",
                        "listSources",
                        "listDestinations",
                        "listConnections"),
                fixture.airbyte().calls().stream().map(Call::operation).collect(Collectors.toSet()));
        assertEquals(1, fixture.airbyte().sources().size());
    }

    @Tag("slow")
    @Test
    void interruptedProcessLeavesNothing() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // starts faster
                "-cp",
                System.getProperty("java.class.path"),
                ContractCheck.class.getName());
        builder.environment().putAll(fixture.airbyte().environment());
        // What this create creates appears after the interrupt.
        Duration late = Duration.ofMillis(1500);
        fixture.airbyte().onNext("createSource", Fault.none().actingAfter(late).delayed(late));
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        while (fixture.airbyte().calls("createSource").isEmpty() && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));

        String output = Files.readString(folder.resolve("out"));
        assertTrue(fixture.airbyte().calls("createSource").get(0).acted(), output);
        assertTrue(output.contains("removed 1 objects"), output);
        assertTrue(fixture.airbyte().isEmpty(), fixture.airbyte().describe());
    }

    @Test
    void unreadableWorkspaceIsReportedAndNothingIsCreated() {
        fixture.airbyte().onEvery("listConnections", Fault.problem(403, "forbidden", "no"));

        assertEquals(1, fixture.run(false).status());

        assertTrue(fixture.output().contains("the workspace cannot be read: listConnections: 403"), fixture.output());
        assertEquals(List.of(), fixture.airbyte().calls("createSource"));
    }

    @Test
    void wrongArgumentsAndSettingsAreStatusTwo() throws IOException {
        Path inputs = Files.writeString(folder.resolve("inputs.json"), "{\"sourceConfiguration\": \"canary\"}");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ContractCheck withoutWorkspace =
                new ContractCheck(Map.of("AIRBYTE_URL", fixture.airbyte().url()), out, folder.resolve("report"), false);

        assertEquals(2, withoutWorkspace.run());
        assertEquals(2, fixture.run(false, inputs.toString()).status());
        assertEquals(2, fixture.run(false, "a", "b").status());
        assertEquals(2, fixture.run(false, folder.resolve("missing").toString()).status());

        assertTrue(bytes.toString(StandardCharsets.UTF_8).startsWith("AIRBYTE_WORKSPACE_ID is \"\""));
        List<String> messages = fixture.output().lines().toList();
        assertEquals("input sourceConfiguration is missing, or not a JSON object", messages.get(0));
        assertEquals("expected at most one argument, an inputs file; got 2", messages.get(1));
        assertTrue(messages.get(2).endsWith("cannot be read: NoSuchFileException"), messages.get(2));
    }

    @Test
    void runIdOwnsItsNamesAndIsNewerThanEarlierOnes() {
        RunId id = RunId.at(Instant.parse("2026-11-27T14:05:00Z"), 0x1f3a);

        assertEquals("contract-20261127T140500Z-1f3a-pipeline", id.name("pipeline"));
        assertTrue(id.owns(id.name("pipeline")));
        assertFalse(id.owns(null) || id.isNewerThan(null));
        List<String> newer = Stream.of(
                        "contract-20261127T140459Z-ffff-pipeline",
                        "contract-20261127T140500Z-0000-same-second",
                        "contract-20261127T140501Z-0000-later",
                        "contract-20261127T140459Z-pipeline",
                        "contract-20261127-pipeline",
                        "my-contract-20261127T140459Z-ffff-pipeline",
                        id.name("own"))
                .filter(id::isNewerThan)
                .toList();
        assertEquals(List.of("contract-20261127T140459Z-ffff-pipeline"), newer);
    }

    @Test
    void readmeListsEveryRuleWithItsSource() throws IOException {
        List<String> rows = Files.readString(Path.of("README.md"))
                .replace("\\|", "¦")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> rules = Rule.all().stream()
                .map(rule ->
                        "| `" + rule.name() + "` | " + rule.promise().replace('|', '¦') + " | " + rule.source() + " |")
                .toList();

        assertEquals(rules, rows);
    }
}
