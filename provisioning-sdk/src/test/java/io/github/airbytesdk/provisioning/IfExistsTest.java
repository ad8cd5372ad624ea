package io.github.airbytesdk.provisioning;

import static io.github.airbytesdk.provisioning.Pipelines.DESTINATION;
import static io.github.airbytesdk.provisioning.Pipelines.SOURCE;
import static io.github.airbytesdk.provisioning.Pipelines.assertOnly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionPatchRequest;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.NamespaceDefinition;
import io.github.airbytesdk.client.model.NonBreakingSchemaUpdatesBehavior;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.Tag;
import io.github.airbytesdk.client.model.TagCreateRequest;
import io.github.airbytesdk.client.model.TagResponse;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfExistsTest {
    private static final String CANARY = "canary-7f3a9c";
    private static final Set<String> CREATES =
            Set.of("createSource", "createDestination", "createConnection", "createJob");

    @RegisterExtension
    final Fixture fixture = Fixture.builder().server(this::settings).start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;

    /** Overridden where the same rules are tested on another kind of server. */
    EmbeddedAirbyteBuilder settings(EmbeddedAirbyteBuilder server) {
        return server;
    }

    private PipelineProvisioner provisioner(IfExists policy) {
        return Pipelines.fakerToDevNull(client, airbyte.workspaceId())
                .ifExists(policy)
                .sleeper(fixture.clock);
    }

    private static ProvisioningException refused(PipelineProvisioner provisioner) {
        return assertThrows(ProvisioningException.class, provisioner::provision);
    }

    private static void assertSays(String words, Exception e) {
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    private void assertNothingCreatedOrDeleted() {
        assertEquals(
                List.of(),
                airbyte.calls().stream()
                        .filter(call -> CREATES.contains(call.operation())
                                || call.method().equals("DELETE"))
                        .toList());
    }

    private static Map<Step, Origin> all(Origin origin) {
        return Map.of(
                Step.CREATE_SOURCE, origin,
                Step.CREATE_DESTINATION, origin,
                Step.CREATE_CONNECTION, origin,
                Step.TRIGGER_FIRST_SYNC, origin);
    }

    /** A source with a secret, for most tests. */
    private static Map<String, Object> postgres(String host, String password) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("sourceType", "postgres");
        configuration.put("host", host);
        configuration.put("port", 5432);
        configuration.put("database", "shop");
        configuration.put("username", "reader");
        configuration.put("password", password);
        return configuration;
    }

    /** A caller that repeats failed runs must know when a repetition cannot succeed. */
    @Test
    void failureReportsWhetherARetryMaySucceed() {
        airbyte.onNext("createSource", Fault.problem(422, "unprocessable-entity", "no"));
        assertFalse(refused(provisioner(IfExists.REUSE)).isRetryable());

        airbyte.onNext("createSource", Fault.problem(500, "unexpected-problem", "bad luck"));
        assertTrue(refused(provisioner(IfExists.REUSE)).isRetryable());

        airbyte.onNext("listSources", Fault.response(200).body("application/json", "{}"));
        ProvisioningException glitch = refused(provisioner(IfExists.REUSE));
        assertSays("listSources: 200: a list without its data", glitch);
        assertTrue(glitch.isRetryable());

        airbyte.addSource(Pipelines.SOURCE, "faker", "{\"count\": 7}");
        ProvisioningException differs = refused(provisioner(IfExists.REUSE));
        assertNull(differs.getCause());
        assertFalse(differs.isRetryable());
    }

    @Test
    void createAnotherIsTheDefaultAndLooksUpNothing() {
        PipelineProvisioner provisioner =
                Pipelines.fakerToDevNull(client, airbyte.workspaceId()).sleeper(fixture.clock);
        ProvisionedPipeline first = provisioner.provision();
        ProvisionedPipeline second = provisioner.provision();

        assertNotEquals(first.sourceId(), second.sourceId());
        assertEquals(all(Origin.CREATED), second.origins());
        assertEquals(2, airbyte.connections().size());
        // The definitions are listed because the server does not know dev-null by name.
        assertTrue(airbyte.calls().stream()
                .map(Call::operation)
                .noneMatch(operation -> operation.startsWith("list") && !operation.endsWith("Definitions")));
    }

    @ParameterizedTest
    @EnumSource(names = {"REUSE", "UPDATE"})
    void secondRunCreatesNothing(IfExists policy) {
        ProvisionedPipeline first = provisioner(policy).provision();
        ProvisionedPipeline second = provisioner(policy).provision();

        assertEquals(all(Origin.CREATED), first.origins());
        assertEquals(first.jobId(), second.jobId());
        assertEquals("faker", second.sourceType());
        assertEquals("dev-null", second.destinationType());
        assertOnly(first, airbyte);
        assertOnly(second, airbyte);
        Origin ends = policy == IfExists.UPDATE ? Origin.UPDATED : Origin.REUSED;
        assertEquals(
                Map.of(
                        Step.CREATE_SOURCE,
                        ends,
                        Step.CREATE_DESTINATION,
                        ends,
                        Step.CREATE_CONNECTION,
                        Origin.REUSED,
                        Step.TRIGGER_FIRST_SYNC,
                        Origin.REUSED),
                second.origins());
    }

    @Test
    void missingResourcesAreCreated() {
        UUID source = airbyte.addSource(SOURCE, "faker", "{\"count\": 1000.0}");

        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();

        assertEquals(source, pipeline.sourceId());
        assertEquals(Origin.REUSED, pipeline.origins().get(Step.CREATE_SOURCE));
        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_DESTINATION));
        assertEquals(Origin.CREATED, pipeline.origins().get(Step.CREATE_CONNECTION));
        assertOnly(pipeline, airbyte);
    }

    @Test
    void connectorsByDefinitionAreReused() {
        PipelineProvisioner provisioner = provisioner(IfExists.REUSE)
                .source(
                        "acme",
                        Map.of(
                                "definitionId",
                                EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION,
                                "shop",
                                "north",
                                "api_key",
                                CANARY));

        ProvisionedPipeline first = provisioner.provision();
        ProvisionedPipeline second = provisioner.provision();

        assertEquals(first.sourceId(), second.sourceId());
        assertEquals(all(Origin.REUSED), second.origins());
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled", "running"})
    void latestSyncIsReturnedWithAnyStatus(String status) {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();
        airbyte.setJobStatus(first.jobId(), "succeeded");
        long latest = airbyte.addJob(first.connectionId(), status);

        ProvisionedPipeline second = provisioner(IfExists.REUSE).provision();

        assertEquals(latest, second.jobId());
        assertEquals(status, String.valueOf(second.jobStatus()));
        assertEquals(2, airbyte.jobs().size());
    }

    // Refusals to guess.

    @ParameterizedTest
    @EnumSource(names = {"REUSE", "UPDATE"})
    void sourceOfAnotherConnectorIsRefused(IfExists policy) {
        UUID source = airbyte.addSource(SOURCE, "postgres", "{}");

        ProvisioningException e = refused(provisioner(policy));

        assertEquals(
                "createSource: source " + source
                        + " named \"dev-faker\" is of another connector, postgres and not faker; use another name",
                e.getMessage());
        assertNothingCreatedOrDeleted();
    }

    /** Both are looked up first, so the source is not even changed. */
    @ParameterizedTest
    @EnumSource(names = {"REUSE", "UPDATE", "FAIL"})
    void refusedDestinationLeavesTheSourceUnchanged(IfExists policy) {
        UUID destination = airbyte.addDestination(DESTINATION, "postgres", "{}");

        ProvisioningException e = refused(provisioner(policy));

        assertEquals(Step.CREATE_DESTINATION, e.step());
        assertSays("createDestination: destination " + destination + " named \"dev-null\"", e);
        assertNothingCreatedOrDeleted();
    }

    @Test
    void differentDefinitionIsRefused() {
        airbyte.addSource("acme", "faker", "{}");

        ProvisioningException e = refused(provisioner(IfExists.REUSE)
                .source(
                        "acme",
                        Map.of(
                                "definitionId",
                                EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION,
                                "shop",
                                "north",
                                "api_key",
                                CANARY)));

        assertSays("faker and not definition " + EmbeddedAirbyte.CUSTOM_SOURCE_DEFINITION, e);
    }

    @Test
    void duplicatesAreListed() {
        UUID one = airbyte.addDestination(DESTINATION, "dev-null", "{}");
        UUID other = airbyte.addDestination(DESTINATION, "dev-null", "{}");

        ProvisioningException e = refused(provisioner(IfExists.REUSE));

        assertSays("2 destinations named \"dev-null\" exist: ", e);
        assertSays(one.toString(), e);
        assertSays(other.toString(), e);
        assertSays("delete all but one", e);
        assertNothingCreatedOrDeleted();
    }

    @Test
    void duplicateConnectionsAreListed() {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();
        UUID other = airbyte.addConnection("other", first.sourceId(), first.destinationId());

        ProvisioningException e = refused(provisioner(IfExists.REUSE));

        assertSays("2 connections between the source and the destination exist: ", e);
        assertSays(first.connectionId().toString(), e);
        assertSays(other.toString(), e);
        assertEquals(List.of(), airbyte.deletedIds());
    }

    /** A source of another writer, created between the look-up and the create. */
    @ParameterizedTest
    @EnumSource(names = {"REUSE", "FAIL"})
    void duplicateThatAppearsAfterTheCreateIsRefused(IfExists policy) {
        airbyte.onAny(call -> {
            if (call.operation().equals("createSource")) {
                airbyte.addSource(SOURCE, "faker", "{}");
            }
            return null;
        });

        ProvisioningException e = refused(provisioner(policy));

        assertSays("2 sources named \"dev-faker\" exist: ", e);
        assertEquals(1, airbyte.sources().size());
        assertEquals(1, e.rolledBack().size());
    }

    // Settings that differ.

    @Test
    void differingConfigurationIsRefusedWithoutItsValues() {
        provisioner(IfExists.REUSE)
                .source("orders", postgres("old-" + CANARY, "secret-" + CANARY))
                .provision();
        Map<String, Object> changed = postgres("new-" + CANARY, "other-" + CANARY);
        changed.put("schemas", List.of(CANARY));
        airbyte.clearCalls();

        ProvisioningException e = refused(provisioner(IfExists.REUSE).source("orders", changed));

        assertSays("exists and differs in host, schemas; change the input, or call ifExists(UPDATE)", e);
        assertFalse(e.toString().contains(CANARY), e.toString());
        assertNothingCreatedOrDeleted();
    }

    /** As documented: a secret cannot be read, so a new one is not noticed. */
    @Test
    void rotatedSecretIsNotNoticedByReuse() {
        provisioner(IfExists.REUSE)
                .source("orders", postgres("db.example.com", "first"))
                .provision();
        ProvisionedPipeline again = provisioner(IfExists.REUSE)
                .source("orders", postgres("db.example.com", "second"))
                .provision();

        assertEquals(Origin.REUSED, again.origins().get(Step.CREATE_SOURCE));
        assertEquals("first", password());
    }

    @Test
    void rotatedSecretIsSentByUpdate() {
        ProvisionedPipeline first = provisioner(IfExists.UPDATE)
                .source("orders", postgres("db.example.com", "first"))
                .provision();
        ProvisionedPipeline again = provisioner(IfExists.UPDATE)
                .source("orders", postgres("db.example.com", "second"))
                .provision();

        assertEquals(Origin.UPDATED, again.origins().get(Step.CREATE_SOURCE));
        assertEquals(first.sourceId(), again.sourceId());
        assertEquals("second", password());
        assertOnly(again, airbyte);
    }

    private String password() {
        return airbyte.sources().get(0).configuration().get("password").getAsString();
    }

    /** PATCH would merge, and the next run would find a difference for ever. */
    @Test
    void updateRemovesMembersThatAreNoLongerRequested() {
        Map<String, Object> before = postgres("db.example.com", CANARY);
        before.put("schemas", List.of("public"));
        Map<String, Object> after = postgres("db.example.com", CANARY);
        provisioner(IfExists.UPDATE).source("orders", before).provision();

        provisioner(IfExists.UPDATE).source("orders", after).provision();

        assertFalse(airbyte.sources().get(0).configuration().has("schemas"));
        provisioner(IfExists.REUSE).source("orders", after).provision();
    }

    /** The credentials that OAuth stored are not part of the configuration, and only PATCH can refer to them. */
    @Test
    void sourceWithAnOAuthSecretIsPatched() {
        PipelineProvisioner provisioner =
                provisioner(IfExists.UPDATE).customizeSource(request -> request.secretId("oauth-1"));
        provisioner.provision();
        provisioner.provision();

        List<Call> patches = airbyte.calls("patchSource");
        assertEquals(1, patches.size());
        assertTrue(patches.get(0).body().contains("\"secretId\":\"oauth-1\""));
        assertEquals(List.of(), airbyte.calls("putSource"));
    }

    /** A change to the connection, and the name by which a refusal calls it. */
    static Stream<Arguments> connectionSettings() {
        return Stream.of(
                setting("name", request -> request.name("renamed")),
                setting("prefix", request -> request.prefix("raw_")),
                setting("schedule", request -> request.schedule(cron("0 0 4 * * ?"))),
                setting("namespaceDefinition", request -> request.namespaceDefinition(NamespaceDefinition.SOURCE)),
                setting("namespaceFormat", request -> request.namespaceFormat("${SOURCE_NAMESPACE}_raw")),
                setting(
                        "nonBreakingSchemaUpdatesBehavior",
                        request -> request.nonBreakingSchemaUpdatesBehavior(
                                NonBreakingSchemaUpdatesBehavior.PROPAGATE_COLUMNS)),
                setting("streams", request -> request.configurations(streams("users"))),
                setting("streams", request -> request.configurations(mode(ConnectionSyncMode.FULL_REFRESH_APPEND))),
                setting("streams", request -> request.configurations(fields("id", "updated_at"))));
    }

    private static Arguments setting(String name, Consumer<ConnectionCreateRequest> change) {
        return Arguments.of(name, change);
    }

    private static ConnectionSchedule cron(String expression) {
        return new ConnectionSchedule().scheduleType(ScheduleType.CRON).cronExpression(expression);
    }

    private static StreamConfigurations streams(String... names) {
        return new StreamConfigurations()
                .streams(Stream.of(names)
                        .map(name -> new StreamConfiguration()
                                .name(name)
                                .syncMode(ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY))
                        .toList());
    }

    private static StreamConfigurations mode(ConnectionSyncMode mode) {
        StreamConfigurations streams = streams("users", "products", "purchases");
        streams.getStreams().get(0).syncMode(mode);
        return streams;
    }

    private static StreamConfigurations fields(String... fields) {
        StreamConfigurations streams = streams("users", "products", "purchases");
        streams.getStreams()
                .get(0)
                .selectedFields(Stream.of(fields)
                        .map(field -> new SelectedFieldInfo().fieldPath(List.of(field)))
                        .toList());
        return streams;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("connectionSettings")
    void differingConnectionIsRefusedByReuseAndChangedByUpdate(String name, Consumer<ConnectionCreateRequest> change) {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();

        ProvisioningException e = refused(provisioner(IfExists.REUSE).customizeConnection(change));
        assertSays(
                "connection " + first.connectionId() + " between the source and the destination exists and differs in "
                        + name + "; change the input",
                e);

        ProvisionedPipeline updated =
                provisioner(IfExists.UPDATE).customizeConnection(change).provision();
        assertEquals(Origin.UPDATED, updated.origins().get(Step.CREATE_CONNECTION));

        ProvisionedPipeline last =
                provisioner(IfExists.REUSE).customizeConnection(change).provision();
        assertEquals(Origin.REUSED, last.origins().get(Step.CREATE_CONNECTION));
        assertOnly(last, airbyte);
        assertEquals(first.connectionId(), last.connectionId());
    }

    /** Airbyte shows {@code 0 0 4 * * ? UTC}. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0 4 * * ?", "0 0 4 * * ? UTC"})
    void scheduleIsReusedAlthoughTheServerAppendsUtc(String expression) {
        PipelineProvisioner provisioner =
                provisioner(IfExists.REUSE).customizeConnection(request -> request.schedule(cron(expression)));
        provisioner.provision();

        assertEquals(Origin.REUSED, provisioner.provision().origins().get(Step.CREATE_CONNECTION));
    }

    @Test
    void updateActivatesAConnectionThatReuseRefuses() {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();
        client.connections()
                .patchConnection(first.connectionId(), new ConnectionPatchRequest().status(ConnectionStatus.INACTIVE));

        assertSays("differs in status", refused(provisioner(IfExists.REUSE)));
        provisioner(IfExists.UPDATE).provision();

        assertEquals("active", airbyte.connections().get(0).status());
    }

    @Test
    void updateAddsATagThatReuseMisses() {
        Tag tag = tag("managed");
        provisioner(IfExists.REUSE).provision();

        assertSays(
                "differs in tags",
                refused(provisioner(IfExists.REUSE).customizeConnection(request -> request.tags(List.of(tag)))));
        provisioner(IfExists.UPDATE)
                .customizeConnection(request -> request.tags(List.of(tag)))
                .provision();

        assertEquals(
                1, airbyte.connections().get(0).json().getAsJsonArray("tags").size());
    }

    @Test
    void ignoredTagFailsTheUpdate() {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();
        Tag unknown = new Tag()
                .tagId(UUID.randomUUID())
                .workspaceId(airbyte.workspaceId())
                .name("managed")
                .color("336699");

        ProvisioningException e =
                refused(provisioner(IfExists.UPDATE).customizeConnection(request -> request.tags(List.of(unknown))));

        assertSays(unknown.getTagId().toString(), e);
        assertOnly(first, airbyte);
    }

    private Tag tag(String name) {
        TagResponse created = client.tags()
                .createTag(new TagCreateRequest().name(name).color("336699").workspaceId(airbyte.workspaceId()));
        return new Tag()
                .tagId(created.getTagId())
                .workspaceId(created.getWorkspaceId())
                .name(created.getName())
                .color(created.getColor());
    }

    // What a failure leaves.

    @ParameterizedTest
    @ValueSource(
            strings = {"createSource", "createDestination", "getStreamProperties", "createConnection", "createJob"})
    void nextRunResumesAfterAnOutage(String failing) {
        airbyte.onEvery(failing, Fault.response(503));
        ProvisioningException e = refused(provisioner(IfExists.REUSE));
        assertEquals(List.of(), e.rolledBack());
        assertEquals(List.of(), airbyte.deletedIds());
        assertTrue(
                e.leftovers().stream().allMatch(left -> left.reason().contains("kept for the next run")), e.toString());
        airbyte.clearFaults();

        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();

        assertOnly(pipeline, airbyte);
    }

    @ParameterizedTest
    @ValueSource(strings = {"createSource", "createDestination", "createConnection", "createJob"})
    void refusalRollsBackOwnedResources(String failing) {
        airbyte.onNext(failing, Fault.problem(403, "forbidden", "no"));

        ProvisioningException e = refused(provisioner(IfExists.REUSE));

        assertEquals(List.of(), e.leftovers());
        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }

    @Test
    void refusalKeepsReusedResources() {
        ProvisionedPipeline first = provisioner(IfExists.REUSE).provision();
        client.connections().deleteConnection(first.connectionId());
        airbyte.onNext("createJob", Fault.problem(403, "forbidden", "no"));

        ProvisioningException e = refused(provisioner(IfExists.REUSE));

        assertEquals(1, e.rolledBack().size());
        assertEquals(first.sourceId(), airbyte.sources().get(0).id());
        assertEquals(first.destinationId(), airbyte.destinations().get(0).id());
        assertEquals(List.of(), airbyte.connections());
    }

    @Test
    void failRefusesASourceThatExists() {
        UUID source = airbyte.addSource(SOURCE, "faker", "{}");

        ProvisioningException e = refused(provisioner(IfExists.FAIL));

        assertEquals(
                "createSource: source " + source
                        + " named \"dev-faker\" already exists; to use it, call ifExists(REUSE)",
                e.getMessage());
        assertNothingCreatedOrDeleted();
    }

    @Test
    void failRefusesAnExistingConnection() {
        ProvisionedPipeline first = provisioner(IfExists.FAIL).provision();
        airbyte.clearCalls();

        ProvisioningException e =
                refused(provisioner(IfExists.FAIL).useSource(first.sourceId()).useDestination(first.destinationId()));

        assertSays("connection " + first.connectionId() + " between the source and the destination already exists", e);
        assertNothingCreatedOrDeleted();
    }

    /** Unlike under REUSE, no later run would resume from here. */
    @Test
    void outageUnderFailRollsBack() {
        airbyte.onEvery("createJob", Fault.response(503));

        refused(provisioner(IfExists.FAIL));

        assertTrue(airbyte.isEmpty(), airbyte.describe());
    }
}
