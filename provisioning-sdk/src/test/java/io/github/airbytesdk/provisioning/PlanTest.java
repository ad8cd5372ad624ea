package io.github.airbytesdk.provisioning;

import static io.github.airbytesdk.provisioning.ProvisioningPlan.Action.CREATE;
import static io.github.airbytesdk.provisioning.ProvisioningPlan.Action.REFUSE;
import static io.github.airbytesdk.provisioning.ProvisioningPlan.Action.REUSE;
import static io.github.airbytesdk.provisioning.ProvisioningPlan.Action.UPDATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionPatchRequest;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlanTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private final EmbeddedAirbyte airbyte = fixture.airbyte;
    private final AirbyteClient client = fixture.client;

    private PipelineProvisioner provisioner(IfExists policy) {
        return Pipelines.fakerToDevNull(client, airbyte.workspaceId()).ifExists(policy);
    }

    private ProvisioningPlan plan(PipelineProvisioner provisioner) {
        airbyte.clearCalls();
        ProvisioningPlan plan = provisioner.plan();
        assertTrue(
                airbyte.calls().stream()
                        .allMatch(call -> call.operation().startsWith("list")
                                || call.operation().equals("getStreamProperties")
                                || call.operation().equals("createAccessToken")),
                () -> "not only reads: " + airbyte.calls());
        return plan;
    }

    private static List<Action> actions(ProvisioningPlan plan) {
        return plan.steps().stream().map(PlannedStep::action).toList();
    }

    @Test
    void emptyWorkspaceMeansThatEverythingIsCreated() {
        ProvisioningPlan plan = plan(provisioner(IfExists.REUSE).connectionName("users to nowhere"));

        assertEquals(
                List.of(
                        new PlannedStep(
                                Step.CREATE_SOURCE,
                                CREATE,
                                "dev-faker (faker, definition dfd88b22-b603-4c3d-aad7-3701784586b1)"),
                        new PlannedStep(
                                Step.CREATE_DESTINATION,
                                CREATE,
                                "dev-null (dev-null, definition a7bcc9d8-13b3-4e49-b80d-d020b90045e3)"),
                        new PlannedStep(Step.CREATE_CONNECTION, CREATE, "users to nowhere"),
                        new PlannedStep(Step.TRIGGER_FIRST_SYNC, CREATE, "first sync")),
                plan.steps());
        assertTrue(plan.isPossible());
    }

    @Test
    void createAnotherReadsDefinitionsOnly() {
        provisioner(IfExists.CREATE_ANOTHER).provision();

        assertEquals(List.of(CREATE, CREATE, CREATE, CREATE), actions(plan(provisioner(IfExists.CREATE_ANOTHER))));
        assertTrue(
                airbyte.calls().stream().allMatch(call -> call.operation().endsWith("Definitions")),
                () -> "not only definitions: " + airbyte.calls());
    }

    @Test
    void reusePlansTheExistingIds() {
        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();

        assertEquals(
                List.of(
                        new PlannedStep(
                                Step.CREATE_SOURCE, REUSE, pipeline.sourceId().toString()),
                        new PlannedStep(
                                Step.CREATE_DESTINATION,
                                REUSE,
                                pipeline.destinationId().toString()),
                        new PlannedStep(
                                Step.CREATE_CONNECTION,
                                REUSE,
                                pipeline.connectionId().toString()),
                        new PlannedStep(Step.TRIGGER_FIRST_SYNC, REUSE, String.valueOf(pipeline.jobId()))),
                plan(provisioner(IfExists.REUSE)).steps());
    }

    @Test
    void updatePlansTheNamesOfChangedSettings() {
        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();

        ProvisioningPlan plan =
                plan(provisioner(IfExists.UPDATE).customizeConnection(request -> request.prefix("raw_")));

        assertEquals(List.of(UPDATE, UPDATE, UPDATE, REUSE), actions(plan));
        assertEquals(pipeline.connectionId() + ": prefix", plan.steps().get(2).detail());
    }

    @Test
    void failRefusesExistingResources() {
        provisioner(IfExists.REUSE).provision();

        ProvisioningPlan plan = plan(provisioner(IfExists.FAIL));

        assertEquals(List.of(REFUSE, REFUSE, CREATE, CREATE), actions(plan));
        assertFalse(plan.isPossible());
    }

    @Test
    void planAndProvisionRefuseAlike() {
        airbyte.addSource(Pipelines.SOURCE, "faker", "{\"count\": 1000, \"seed\": 4}");
        airbyte.addDestination(Pipelines.DESTINATION, "postgres", "{}");

        ProvisioningPlan plan = plan(provisioner(IfExists.REUSE));

        assertEquals(List.of(REFUSE, REFUSE, CREATE, CREATE), actions(plan));
        ProvisioningException e = assertThrows(
                ProvisioningException.class, () -> provisioner(IfExists.REUSE).provision());
        assertEquals("createSource: " + plan.steps().get(0).detail(), e.getMessage());
    }

    @Test
    void usedSourceThatDoesNotExistIsRefused() {
        UUID unknown = UUID.randomUUID();

        ProvisioningPlan plan = plan(provisioner(IfExists.CREATE_ANOTHER).useSource(unknown));

        assertEquals(REFUSE, plan.steps().get(0).action());
        assertTrue(plan.steps().get(0).detail().contains(unknown.toString()), plan.toString());
    }

    @Test
    void inactiveConnectionIsRefusedByReuse() {
        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();
        client.connections()
                .patchConnection(
                        pipeline.connectionId(), new ConnectionPatchRequest().status(ConnectionStatus.INACTIVE));

        ProvisioningPlan plan = plan(provisioner(IfExists.REUSE));

        assertEquals(REFUSE, plan.steps().get(2).action());
        assertTrue(plan.steps().get(2).detail().contains("differs in status"), plan.toString());
    }

    @Test
    void planPrintsOneLineForEachStep() {
        ProvisionedPipeline pipeline = provisioner(IfExists.REUSE).provision();
        client.connections().deleteConnection(pipeline.connectionId());

        assertEquals(
                """
                createSource       REUSE   %s
                createDestination  REUSE   %s
                createConnection   CREATE  named by Airbyte
                triggerFirstSync   CREATE  first sync""".formatted(pipeline.sourceId(), pipeline.destinationId()).replace("\n", System.lineSeparator()),
                plan(provisioner(IfExists.REUSE)).toString());
    }

    @Test
    void unreadableListDoesNotCountAsEmpty() {
        airbyte.onEvery("listSources", Fault.problem(403, "forbidden", "no"));

        AirbyteApiException e = assertThrows(
                AirbyteApiException.class, () -> provisioner(IfExists.REUSE).plan());

        assertEquals("listSources", e.operation());
    }

    @Test
    void invalidInputIsRefusedBeforeAnyRequest() {
        PipelineProvisioner provisioner =
                provisioner(IfExists.REUSE).destination("dev-null", Map.of("no", "destinationType"));

        assertThrows(IllegalArgumentException.class, provisioner::plan);
        assertEquals(List.of(), airbyte.calls());
    }
}
