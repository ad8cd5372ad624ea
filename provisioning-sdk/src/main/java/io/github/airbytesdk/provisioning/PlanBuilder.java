package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up existing resources as a provisioning would, and reports what the provisioning would do. Only reads. */
final class PlanBuilder {
    private final PipelineRequest request;
    private final PipelineResources resources;
    private final ResourceLookup lookup;
    private final StreamDiscovery discovery;
    private final List<PlannedStep> steps = new ArrayList<>();

    PlanBuilder(AirbyteClient client, PipelineRequest request, Sleeper sleeper) {
        this.request = request;
        this.resources = new PipelineResources(client, request.workspaceId());
        this.lookup = new ResourceLookup(request.settings().ifExists);
        this.discovery = new StreamDiscovery(client, sleeper);
    }

    ProvisioningPlan plan() {
        Connector source = add(Step.CREATE_SOURCE, connector(resources.sources, request.source()));
        Connector destination = add(Step.CREATE_DESTINATION, connector(resources.destinations, request.destination()));
        ConnectionResponse connection = add(Step.CREATE_CONNECTION, connection(source, destination));
        add(Step.TRIGGER_FIRST_SYNC, sync(connection));
        List<String> warnings = new ArrayList<>();
        warnings.addAll(warnings(ResourceKind.SOURCE, request.source()));
        warnings.addAll(warnings(ResourceKind.DESTINATION, request.destination()));
        return new ProvisioningPlan(steps, warnings);
    }

    private static List<String> warnings(ResourceKind kind, ConnectorSpec<?> spec) {
        return SpecWarnings.of(kind, spec.type(), spec.configuration());
    }

    private <Q> Decision<Connector> connector(Connectors<Q> connectors, ConnectorSpec<Q> spec) {
        Decision<Connector> decision = lookup.connector(connectors, spec);
        return decision.action() == Action.CREATE
                ? new Decision<>(Action.CREATE, null, connectors.planned(spec))
                : decision;
    }

    private Decision<ConnectionResponse> connection(@Nullable Connector source, @Nullable Connector destination) {
        if (source == null || destination == null) {
            return Decision.create(ResourceKind.CONNECTION, request.connection().getName());
        }
        Connections.Spec spec;
        try {
            spec = request.connection(source.id(), destination.id(), streams(source, destination), false);
        } catch (IllegalArgumentException e) {
            return Decision.refuse(String.valueOf(e.getMessage()));
        } catch (StepFailure failure) {
            String message = redacted(failure).getMessage();
            return Decision.refuse(StreamDiscovery.explain(String.valueOf(message)));
        }
        return lookup.decide(resources.connections, spec, true);
    }

    /** Discovers the streams if the selection needs them. Redacts a failure, because the server may quote secrets in it. */
    private List<StreamProperties> streams(Connector source, Connector destination) {
        try {
            return request.connection().getConfigurations() == null
                    ? discovery.discover(source.id(), destination.id())
                    : List.of();
        } catch (AirbyteApiException e) {
            throw ApiExceptionInternals.redacted(e, request.secrets());
        }
    }

    private Throwable redacted(StepFailure failure) {
        return failure.getCause() instanceof AirbyteApiException e
                ? ApiExceptionInternals.redacted(e, request.secrets())
                : failure;
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
