package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.NamespaceDefinition;
import io.github.airbytesdk.client.model.NonBreakingSchemaUpdatesBehavior;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.embedded.Drift;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.SourceStream;
import io.github.airbytesdk.provisioning.ProvisionedPipeline.StreamDifferences;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import io.github.airbytesdk.provisioning.streams.StreamName;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated runs after the source has gained or lost tables, and on servers that return fewer settings. */
class ChangedSourceTest {
    private static final StreamDifferences NONE = new StreamDifferences(List.of(), List.of());

    private final EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
    private final AirbyteClient client = Pipelines.client(airbyte);

    @AfterEach
    void close() {
        client.close();
        airbyte.close();
    }

    private void sourceHas(String... tables) {
        airbyte.setStreams(
                "faker",
                Stream.of(tables)
                        .map(table -> SourceStream.named(table)
                                .namespace("public")
                                .fields("id", "at")
                                .primaryKey("id")
                                .incremental(true)
                                .build())
                        .toList());
    }

    private PipelineProvisioner provisioner(IfExists policy, StreamSelection selection) {
        return Pipelines.fakerToDevNull(client, airbyte.workspaceId())
                .ifExists(policy)
                .streams(selection)
                .sleeper(new TestClock());
    }

    private ProvisionedPipeline provision(IfExists policy, StreamSelection selection) {
        return provisioner(policy, selection).provision();
    }

    private static Origin connection(ProvisionedPipeline pipeline) {
        return pipeline.origins().get(Step.CREATE_CONNECTION);
    }

    private static PlannedStep connection(PipelineProvisioner provisioner) {
        return provisioner.plan().steps().get(2);
    }

    private static List<StreamName> tables(String... names) {
        return Stream.of(names).map(name -> StreamName.of("public", name)).toList();
    }

    private List<String> synced() {
        return airbyte
                .connections()
                .get(0)
                .json()
                .getAsJsonObject("configurations")
                .getAsJsonArray("streams")
                .asList()
                .stream()
                .map(stream -> stream.getAsJsonObject().get("name").getAsString())
                .sorted()
                .toList();
    }

    private void assertRefused(StreamSelection selection) {
        PlannedStep planned = connection(provisioner(IfExists.REUSE, selection));
        ProvisioningException e = assertThrows(ProvisioningException.class, () -> provision(IfExists.REUSE, selection));

        assertEquals(Action.REFUSE, planned.action());
        assertEquals("createConnection: " + planned.detail(), e.getMessage());
    }

    @Test
    void reuseReportsGainedAndLostTables() {
        sourceHas("users", "orders");
        ProvisionedPipeline first = provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("orders", "items");

        PlannedStep planned = connection(provisioner(IfExists.REUSE, StreamSelection.all()));
        ProvisionedPipeline second = provision(IfExists.REUSE, StreamSelection.all());

        assertEquals(NONE, first.streamDifferences());
        assertEquals(Origin.REUSED, connection(second));
        assertEquals(new StreamDifferences(tables("items"), tables("users")), second.streamDifferences());
        assertEquals(
                new PlannedStep(
                        Step.CREATE_CONNECTION,
                        Action.REUSE,
                        first.connectionId() + "; not synced: public.items; synced, but not selected: public.users"),
                planned);
        assertEquals(List.of("orders", "users"), synced());
    }

    @Test
    void updateAddsGainedTablesAndRemovesLostOnes() {
        sourceHas("users", "orders");
        ProvisionedPipeline first = provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("orders", "items");

        PlannedStep planned = connection(provisioner(IfExists.UPDATE, StreamSelection.all()));
        ProvisionedPipeline second = provision(IfExists.UPDATE, StreamSelection.all());

        assertEquals(
                new PlannedStep(Step.CREATE_CONNECTION, Action.UPDATE, first.connectionId() + ": streams"), planned);
        assertEquals(Origin.UPDATED, connection(second));
        assertEquals(NONE, second.streamDifferences());
        assertEquals(List.of("items", "orders"), synced());
        assertEquals(Origin.REUSED, connection(provision(IfExists.UPDATE, StreamSelection.all())));
    }

    @Test
    void namedStreamThatTheSourceHasLostIsRefused() {
        sourceHas("users", "orders");
        provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("users");

        assertRefused(StreamSelection.only("users", "orders"));
        assertRefused(StreamSelection.all().stream("orders", orders -> {}));
    }

    @Test
    void namedStreamThatTheConnectionLacksIsRefused() {
        sourceHas("users");
        provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("users", "orders");

        assertRefused(StreamSelection.only("users", "orders"));
        assertRefused(StreamSelection.all().stream(
                "orders", orders -> orders.syncMode(ConnectionSyncMode.FULL_REFRESH_APPEND)));
    }

    @Test
    void streamThatWasDeselectedByNameIsRefused() {
        sourceHas("users", "orders");
        provision(IfExists.REUSE, StreamSelection.all());

        assertRefused(StreamSelection.only("users"));
        assertRefused(StreamSelection.allBut("orders"));
    }

    @Test
    void otherSettingsOfAStreamAreRefused() {
        sourceHas("users", "orders");
        provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("users", "orders", "items");

        assertRefused(StreamSelection.all().appendOnly());
    }

    @Test
    void connectionWithoutAnyOfTheStreamsIsRefused() {
        sourceHas("users");
        provision(IfExists.REUSE, StreamSelection.all());
        sourceHas("orders", "items");

        assertRefused(StreamSelection.all());
    }

    @Test
    void excludedTablesMayComeAndGo() {
        sourceHas("users", "audit");
        provision(IfExists.REUSE, StreamSelection.allBut("audit"));
        sourceHas("users", "audit", "orders");

        ProvisionedPipeline second = provision(IfExists.REUSE, StreamSelection.allBut("audit"));

        assertEquals(new StreamDifferences(tables("orders"), List.of()), second.streamDifferences());
    }

    @Test
    void planReportsARefusedSelectionAndABrokenSource() {
        sourceHas("users");
        provision(IfExists.REUSE, StreamSelection.all());
        assertRefused(StreamSelection.only("user"));

        airbyte.setDiscoverFailure("password authentication failed");
        PlannedStep planned = connection(provisioner(IfExists.REUSE, StreamSelection.all()));

        assertEquals(Action.REFUSE, planned.action());
        assertTrue(planned.detail().contains("password authentication failed"), planned.detail());
    }

    private PipelineProvisioner withEverySetting(IfExists policy) {
        return provisioner(
                        policy,
                        StreamSelection.all().stream(
                                "users",
                                users -> users.syncMode(ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY)
                                        .cursorField(List.of("at"))
                                        .selectedFields(List.of(
                                                new SelectedFieldInfo().fieldPath(List.of("id")),
                                                new SelectedFieldInfo().fieldPath(List.of("at"))))))
                .customizeConnection(request -> request.name("a connection")
                        .prefix("raw_")
                        .namespaceDefinition(NamespaceDefinition.CUSTOM_FORMAT)
                        .namespaceFormat("x_${SOURCE_NAMESPACE}")
                        .nonBreakingSchemaUpdatesBehavior(NonBreakingSchemaUpdatesBehavior.PROPAGATE_COLUMNS)
                        .schedule(new ConnectionSchedule()
                                .scheduleType(ScheduleType.CRON)
                                .cronExpression("0  0 4 * * ?UTC")));
    }

    /** Members that servers of some version omit, or could omit. The definition is omitted with its format and the prefix. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "namespace",
                "name",
                "status",
                "namespaceDefinition,namespaceFormat,prefix",
                "nonBreakingSchemaUpdatesBehavior",
                "schedule",
                "scheduleType",
                "cronExpression",
                "configurations",
                "streams",
                "syncMode",
                "cursorField",
                "primaryKey",
                "selectedFields",
                "includeFiles",
                "mappers",
                "destinationObjectName",
                "tags"
            })
    void settingThatTheServerDoesNotReturnIsNotCompared(String members) {
        sourceHas("users", "orders");
        withEverySetting(IfExists.REUSE).provision();
        airbyte.rewrite("listConnections", Drift.without(members.split(",", -1)));

        assertEquals(Origin.REUSED, connection(withEverySetting(IfExists.REUSE).provision()));
        assertEquals(Origin.REUSED, connection(withEverySetting(IfExists.UPDATE).provision()));
        assertEquals(List.of(), airbyte.calls("patchConnection"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REUSE", "UPDATE"})
    void emptyNamespacesOfStreamsAreNotCompared(IfExists policy) {
        airbyte.setStreams(
                "faker",
                List.of(
                        SourceStream.named("users").namespace("a").build(),
                        SourceStream.named("users").namespace("b").build()));
        PipelineProvisioner provisioner = provisioner(policy, StreamSelection.all())
                .customizeConnection(request -> request.namespaceDefinition(NamespaceDefinition.SOURCE));
        provisioner.provision();
        airbyte.rewrite("listConnections", Drift.with("namespace", ""));

        ProvisionedPipeline second = provisioner.provision();

        assertEquals(Origin.REUSED, connection(second));
        assertEquals(NONE, second.streamDifferences());
    }
}
