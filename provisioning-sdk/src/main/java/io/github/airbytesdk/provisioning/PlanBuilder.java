package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up what exists, as a provisioning would, and reports what the provisioning would do. Only reads. */
final class PlanBuilder {
    private final PipelineRequest request;
    private final PipelineResources resources;
    private final ResourceLookup lookup;
    private final List<PlannedStep> steps = new ArrayList<>();

    PlanBuilder(AirbyteClient client, PipelineRequest request) {
        this.request = request;
        this.resources = new PipelineResources(client, request.workspaceId());
        this.lookup = new ResourceLookup(request.settings().ifExists);
    }

    ProvisioningPlan plan() {
        Connector source = add(Step.CREATE_SOURCE, lookup.connector(resources.sources, request.source()));
        Connector destination =
                add(Step.CREATE_DESTINATION, lookup.connector(resources.destinations, request.destination()));
        ConnectionResponse connection = add(Step.CREATE_CONNECTION, connection(source, destination));
        add(Step.TRIGGER_FIRST_SYNC, sync(connection));
        return new ProvisioningPlan(steps);
    }

    private Decision<ConnectionResponse> connection(@Nullable Connector source, @Nullable Connector destination) {
        if (source == null || destination == null) {
            return Decision.create(ResourceKind.CONNECTION, request.connection().getName());
        }
        return lookup.decide(resources.connections, request.connection(source.id(), destination.id(), false), true);
    }

    private Decision<JobResponse> sync(@Nullable ConnectionResponse connection) {
        if (connection == null) {
            return Decision.create(ResourceKind.JOB, null);
        }
        UUID id = Objects.requireNonNull(connection.getConnectionId());
        return lookup.decide(
                resources.syncs,
                resources.syncs.spec(id, true),
                request.settings().ifExists.resumes());
    }

    private <T> @Nullable T add(Step step, Decision<T> decision) {
        steps.add(new PlannedStep(step, decision.action(), Messages.oneLine(decision.detail())));
        return decision.found();
    }
}
