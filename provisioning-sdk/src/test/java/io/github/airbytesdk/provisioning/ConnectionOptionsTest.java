package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.NamespaceDefinition;
import io.github.airbytesdk.client.model.NonBreakingSchemaUpdatesBehavior;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.Tag;
import io.github.airbytesdk.client.model.TagCreateRequest;
import io.github.airbytesdk.client.model.TagResponse;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of the connection's request, and the refusals of invalid input. */
class ConnectionOptionsTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;
    private final PipelineProvisioner provisioner = Pipelines.fakerToDevNull(client, airbyte.workspaceId());

    private JsonObject connection() {
        return airbyte.connections().get(0).json();
    }

    @Test
    void withoutOptionsItIsActiveAndManual() {
        provisioner.provision();

        assertEquals("active", connection().get("status").getAsString());
        assertEquals(
                "manual",
                connection().getAsJsonObject("schedule").get("scheduleType").getAsString());
        assertEquals("dev-faker <> dev-null", connection().get("name").getAsString());
    }

    @Test
    void optionsReachTheServer() {
        provisioner
                .connectionName("users to nowhere")
                .customizeConnection(request -> request.prefix("raw_")
                        .namespaceDefinition(NamespaceDefinition.CUSTOM_FORMAT)
                        .namespaceFormat("${SOURCE_NAMESPACE}_raw"))
                .customizeConnection(request -> request.nonBreakingSchemaUpdatesBehavior(
                                NonBreakingSchemaUpdatesBehavior.PROPAGATE_COLUMNS)
                        .schedule(new ConnectionSchedule()
                                .scheduleType(ScheduleType.CRON)
                                .cronExpression("0 0 4 * * ?")))
                .provision();

        assertEquals("users to nowhere", connection().get("name").getAsString());
        assertEquals("raw_", connection().get("prefix").getAsString());
        assertEquals("custom_format", connection().get("namespaceDefinition").getAsString());
        assertEquals(
                "${SOURCE_NAMESPACE}_raw", connection().get("namespaceFormat").getAsString());
        assertEquals(
                "propagate_columns",
                connection().get("nonBreakingSchemaUpdatesBehavior").getAsString());
        assertEquals(
                "0 0 4 * * ? UTC",
                connection().getAsJsonObject("schedule").get("cronExpression").getAsString());
    }

    /** A template provisions many pipelines, and each request is a fresh one. */
    @Test
    void requestOfOnePipelineIsNotReusedForTheNext() {
        PipelineProvisioner template = provisioner.customizeConnection(
                request -> request.prefix(request.getPrefix() == null ? "first_" : "second_"));
        template.provision();
        template.provision();

        airbyte.connections()
                .forEach(created ->
                        assertEquals("first_", created.json().get("prefix").getAsString()));
    }

    @Test
    void knownTagIsKept() {
        TagResponse created = client.tags()
                .createTag(
                        new TagCreateRequest().name("managed").color("336699").workspaceId(airbyte.workspaceId()));

        provisioner
                .customizeConnection(request -> request.tags(List.of(tag(created.getTagId()))))
                .provision();

        assertEquals(1, connection().getAsJsonArray("tags").size());
    }

    /** Airbyte ignores it without an error. */
    @Test
    void ignoredTagFailsAndIsRolledBack() {
        UUID unknown = UUID.randomUUID();

        ProvisioningException e = assertThrows(
                ProvisioningException.class,
                () -> provisioner
                        .customizeConnection(request -> request.tags(List.of(tag(unknown))))
                        .provision());

        assertEquals(Step.CREATE_CONNECTION, e.step());
        assertTrue(
                e.getMessage()
                        .startsWith("createConnection: Airbyte ignored tags that do not exist in this workspace: ["
                                + unknown + "]"),
                e.getMessage());
        assertEquals(3, e.rolledBack().size());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    private Tag tag(UUID id) {
        return new Tag()
                .tagId(id)
                .workspaceId(airbyte.workspaceId())
                .name("managed")
                .color("336699");
    }

    /** Only the server can judge it, so the resources that were created before are rolled back. */
    @Test
    void refusedScheduleIsRolledBack() {
        ProvisioningException e = assertThrows(
                ProvisioningException.class,
                () -> provisioner
                        .customizeConnection(request -> request.schedule(new ConnectionSchedule()
                                .scheduleType(ScheduleType.CRON)
                                .cronExpression("0 0 4 1L * ?")))
                        .provision());

        assertTrue(e.getMessage().contains("The cron expression is invalid"), e.getMessage());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    /** An exception of the caller's lambda is thrown unchanged, before anything is sent. */
    @Test
    void exceptionOfACustomizerIsThrownUnchanged() {
        IllegalStateException bug = new IllegalStateException("no prefix for this tenant");
        PipelineProvisioner broken = provisioner.customizeConnection(request -> {
            throw bug;
        });

        assertEquals(bug, assertThrows(IllegalStateException.class, broken::provision));
        assertEquals(List.of(), airbyte.calls());
    }

    // Bad input. Each refusal names the value, the rule and what to do, and comes before any request.

    static Stream<Arguments> badInput() {
        String longName = "n".repeat(257);
        UUID id = UUID.fromString("9924bcd0-99be-453d-ba47-c2c9766f7da5");
        return Stream.of(
                bad(
                        "workspace id \"acme\" is not a UUID, such as 9924bcd0-99be-453d-ba47-c2c9766f7da5",
                        p -> p.workspace("acme")),
                bad("workspace id \"1-1-1-1-1\" is not a UUID", p -> p.workspace("1-1-1-1-1")),
                bad("the source's name is blank", p -> p.source(" ", Pipelines.FAKER)),
                bad(
                        "the source's name has 257 characters; Airbyte stores at most 256: \"nnn",
                        p -> p.source(longName, Pipelines.FAKER)),
                bad(
                        "the destination's name has 257 characters",
                        p -> p.customizeDestination(request -> request.name(longName))),
                bad("the connection's name has 257 characters", p -> p.connectionName(longName)),
                bad(
                        "the connection's name has 257 characters",
                        p -> p.customizeConnection(request -> request.name(longName))),
                bad("source configuration: $ is an array; a JSON object is required", p -> p.source("s", "[]")),
                bad(
                        "source configuration: the text is not valid JSON, at line 1 column",
                        p -> p.source("s", "{\"a\":")),
                bad(
                        "the destination's configuration does not name a connector; add destinationType",
                        p -> p.destination("d", Map.of("host", "db"))),
                bad(
                        "the source's definitionId \"faker\" is not a UUID",
                        p -> p.source("s", Map.of("definitionId", "faker"))),
                bad(
                        "the source's request was changed to workspace " + id + "; call workspace(",
                        p -> p.customizeSource(request -> request.workspaceId(id))),
                bad(
                        "the connection's request must not set sourceId and destinationId; call useSource(id) or"
                                + " useDestination(id) to use an existing source or destination",
                        p -> p.customizeConnection(request -> request.destinationId(id))),
                bad(
                        "the connection's request must not set sourceId and destinationId",
                        p -> p.customizeConnection(request -> request.sourceId(id))),
                bad(
                        "the connection's status is inactive, but the first sync needs an active connection; do not"
                                + " set the status",
                        p -> p.customizeConnection(request -> request.status(ConnectionStatus.INACTIVE))),
                bad(
                        "the connection's status is deprecated",
                        p -> p.customizeConnection(request -> request.status(ConnectionStatus.DEPRECATED))),
                bad(
                        "the schedule's cronExpression \"0 4 * * ?\" is not valid: it has 5 fields, and Quartz has six or"
                                + " seven",
                        p -> p.customizeConnection(request -> request.schedule(new ConnectionSchedule()
                                .scheduleType(ScheduleType.CRON)
                                .cronExpression("0 4 * * ?")))),
                bad("a deadline of PT0S is not positive", p -> p.deadline(Duration.ZERO)));
    }

    private static Arguments bad(String message, UnaryOperator<PipelineProvisioner> input) {
        return Arguments.of(message, input);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badInput")
    void invalidInputIsRefusedAndNothingIsSent(String message, UnaryOperator<PipelineProvisioner> input) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> input.apply(provisioner).provision());

        assertTrue(e.getMessage().startsWith(message), e.getMessage());
        assertEquals(List.of(), airbyte.calls());
    }

    @Test
    void messageNamesTheMissingSetting() {
        PipelineProvisioner nothing = new PipelineProvisioner(client);
        PipelineProvisioner placed = nothing.workspace(airbyte.workspaceId());

        assertMissing("a workspace is required, but was not set; call workspace(id)", nothing);
        assertMissing("a source is required, but was not set; call source(name, configuration)", placed);
        assertMissing(
                "a destination is required, but was not set; call destination(name, configuration)",
                placed.source(Pipelines.SOURCE, Pipelines.FAKER));
        assertEquals(List.of(), airbyte.calls());
    }

    private static void assertMissing(String message, PipelineProvisioner incomplete) {
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, incomplete::provision).getMessage());
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, incomplete::plan).getMessage());
    }
}
