package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of any characters: their length, their place in messages, and names that are easily mistaken for others. */
class NamesTest {
    private static final String FAKER = "{\"count\": 1}";
    private static final String ODD = "a\nb\r\t\u2028\u2029\u0085c";
    private static final String ODD_ESCAPED = "a\\u000ab\\u000d\\u0009\\u2028\\u2029\\u0085c";

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;

    private PipelineProvisioner provisioner(String sourceName, IfExists policy) {
        return new PipelineProvisioner(client)
                .workspace(airbyte.workspaceId())
                .source(sourceName, Map.of("sourceType", "faker", "count", 1))
                .destination("nowhere", Pipelines.DEV_NULL)
                .ifExists(policy)
                .sleeper(fixture.clock);
    }

    private static String refusal(PipelineProvisioner provisioner) {
        String message = String.valueOf(assertThrows(ProvisioningException.class, provisioner::provision)
                .getMessage());
        assertEquals(1, message.split("\\R", -1).length, message);
        return message;
    }

    @Test
    void lengthIsCountedInCodePoints() {
        String longest = "😀".repeat(256);
        assertEquals(longest, Checks.name("source", longest));

        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Checks.name("source", longest + "x"))
                        .getMessage());
        assertEquals(
                "the source's name has 257 characters; Airbyte stores at most 256: \"" + "😀".repeat(40) + "…\"",
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders ", "\u00a0orders", "Orders", "ORDERS", "ｏrders"})
    void nameThatIsEasilyMistakenIsRefused(String existing) {
        UUID id = airbyte.addSource(existing, "faker", FAKER);

        for (IfExists policy : List.of(IfExists.REUSE, IfExists.UPDATE, IfExists.FAIL)) {
            assertEquals(
                    "createSource: no source named \"orders\" exists, but source " + id + " \"" + existing
                            + "\" differs from it only in case, surrounding white space or Unicode normalization; use the"
                            + " existing name, or call ifExists(CREATE_ANOTHER) once to create another source",
                    refusal(provisioner("orders", policy)));
        }
        assertEquals(1, airbyte.sources().size());
        assertEquals(0, airbyte.destinations().size());
    }

    @ParameterizedTest
    @CsvSource({"Café, Cafe\u0301", "Straße, STRASSE", "ΟΔΟΣ, οδος"})
    void otherFormOfAnAccentOrLetterIsRefused(String name, String existing) {
        airbyte.addSource(existing, "faker", FAKER);

        assertTrue(refusal(provisioner(name, IfExists.REUSE)).contains("Unicode normalization"));
    }

    @Test
    void mistakableDestinationIsRefusedBeforeTheSourceIsCreated() {
        airbyte.addDestination("Nowhere", "dev-null", "{\"test_destination\":{\"test_destination_type\":\"SILENT\"}}");

        assertTrue(refusal(provisioner("orders", IfExists.REUSE)).contains("no destination named \"nowhere\" exists"));
        assertEquals(0, airbyte.sources().size());
    }

    @Test
    void planReportsAMistakableName() {
        airbyte.addSource("Orders", "faker", FAKER);

        PlannedStep step = provisioner("orders", IfExists.REUSE).plan().steps().get(0);

        assertEquals(ProvisioningPlan.Action.REFUSE, step.action());
        assertTrue(step.detail().contains("differs from it only in case"), step.detail());
    }

    @Test
    void exactNameIsUsedNextToAMistakableOne() {
        airbyte.addSource("Orders", "faker", FAKER);
        UUID exact = airbyte.addSource("orders", "faker", FAKER);

        assertEquals(exact, provisioner("orders", IfExists.REUSE).provision().sourceId());
    }

    @Test
    void createAnotherDoesNotCompareNames() {
        airbyte.addSource("Orders", "faker", FAKER);

        ProvisionedPipeline created =
                provisioner("orders", IfExists.CREATE_ANOTHER).provision();

        assertEquals(
                created.sourceId(),
                provisioner("orders", IfExists.REUSE).provision().sourceId());
    }

    @Test
    void otherNamesAreNotMistaken() {
        airbyte.addSource("orders 2", "faker", FAKER);
        airbyte.addSource("or ders", "faker", FAKER);
        airbyte.addSource("órders", "faker", FAKER);

        assertEquals(
                Origin.CREATED,
                provisioner("orders", IfExists.REUSE).provision().origins().get(Step.CREATE_SOURCE));
    }

    @ParameterizedTest
    @EnumSource(names = {"REUSE", "UPDATE", "FAIL"})
    void messagesStayOnOneLineWithAnyName(IfExists policy) {
        airbyte.addSource(ODD, "faker", FAKER);
        airbyte.addSource(ODD, "faker", FAKER);

        assertTrue(refusal(provisioner(ODD, policy)).contains("2 sources named \"" + ODD_ESCAPED + "\" exist"));
        assertTrue(provisioner(ODD, policy).plan().steps().stream()
                .allMatch(step -> step.detail().lines().count() == 1));
        Leftover leftover = new Leftover(ResourceKind.SOURCE, null, ODD, "not found");
        assertEquals("source \"" + ODD_ESCAPED + "\" (not found)", leftover.toString());
    }

    @Test
    void planOfANewNameStaysOnOneLine() {
        assertEquals(
                4, provisioner(ODD, IfExists.REUSE).plan().toString().lines().count());
    }

    @Test
    void longListsAreTruncatedWithACount() {
        for (int i = 0; i < 12; i++) {
            airbyte.addSource("orders", "faker", FAKER);
        }

        String message = refusal(provisioner("orders", IfExists.REUSE));

        assertTrue(message.contains("12 sources named \"orders\" exist: "), message);
        assertTrue(message.contains(", and 2 more; delete all but one"), message);
    }

    @Test
    void longListsOfLeftoversAreTruncatedWithACount() {
        Leftover leftover = new Leftover(ResourceKind.SOURCE, null, "orders", "not found");

        ProvisioningException e = new ProvisioningException(
                Step.CREATE_SOURCE, true, "no", null, List.of(), List.of(), Collections.nCopies(13, leftover));

        assertTrue(
                String.valueOf(e.getMessage()).contains("(not found), and 3 more, see TROUBLESHOOTING"),
                e.getMessage());
        assertEquals(13, e.possibleLeftovers().size());
    }
}
