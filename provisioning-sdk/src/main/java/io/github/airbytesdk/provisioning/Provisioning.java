package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One provisioning: the five steps of the workflow, and their rollback. Used once, by one thread.
 *
 * <p>For each resource, {@link ResourceLookup} decides whether to create, reuse or update it, and {@link Ensure} does so and
 * records what was created in {@link Rollback}. What differs between the kinds of resources is in {@link ResourceType}.
 */
final class Provisioning {
    private final AirbyteClient client;
    private final PipelineRequest request;
    private final IfExists policy;
    private final PipelineResources resources;
    private final ResourceLookup lookup;
    private final StreamDiscovery discovery;
    private final Rollback rollback;
    private final Ensure ensure;
    private final StepRunner steps;
    private final Deadline deadline;

    Provisioning(AirbyteClient client, PipelineRequest request, Sleeper sleeper, Deadline deadline) {
        this.client = client;
        this.request = request;
        this.policy = request.settings().ifExists;
        this.resources = new PipelineResources(client, request.workspaceId());
        this.lookup = new ResourceLookup(policy);
        this.discovery = new StreamDiscovery(client, sleeper);
        this.rollback = new Rollback();
        this.ensure = new Ensure(lookup, rollback, sleeper, deadline);
        this.steps = new StepRunner(request.settings().listener, sleeper, deadline, request.secrets());
        this.deadline = deadline;
    }

    ProvisionedPipeline run() {
        try {
            return provision();
        } catch (Throwable e) {
            // Any failure, also an error or a bug, must be followed by the rollback.
            StepFailure failure = steps.failure(e);
            deadline.releaseInterrupt();
            rollBack(failure);
            throw steps.report(failure, rollback);
        }
    }

    private ProvisionedPipeline provision() {
        steps.start(Step.CREATE_SOURCE);
        // Both are looked up before anything is created, so that a refused destination leaves no source behind.
        Decision<Connector> sourceDecision =
                lookup.connector(resources.sources, request.source()).orThrow(ResourceKind.SOURCE);
        Decision<Connector> destinationDecision =
                lookup.connector(resources.destinations, request.destination()).orThrow(ResourceKind.DESTINATION);
        Ensured<Connector> source = ensure.apply(resources.sources, request.source(), sourceDecision);
        steps.finish(source.id());

        steps.start(Step.CREATE_DESTINATION);
        Ensured<Connector> destination =
                ensure.apply(resources.destinations, request.destination(), destinationDecision);
        UUID sourceId = source.value().id();
        UUID destinationId = destination.value().id();
        new ConnectionChecks(client, request.settings().checks, steps, deadline).run(sourceId, destinationId);
        steps.finish(destination.id());

        steps.start(Step.GET_STREAM_PROPERTIES);
        List<StreamProperties> streams = discovery.discover(sourceId, destinationId);
        steps.finish(streams.size() + (streams.size() == 1 ? " stream" : " streams"));

        steps.start(Step.CREATE_CONNECTION);
        Connections.Spec connectionSpec =
                request.connection(sourceId, destinationId, streams, source.isOwned() && destination.isOwned());
        Decision<ConnectionResponse> connectionDecision = lookup.decide(
                        resources.connections, connectionSpec, !connectionSpec.betweenOwned())
                .orThrow(ResourceKind.CONNECTION);
        Ensured<ConnectionResponse> connection =
                ensure.apply(resources.connections, connectionSpec, connectionDecision);
        steps.finish(connection.id());

        steps.start(Step.TRIGGER_FIRST_SYNC);
        UUID connectionId = Objects.requireNonNull(connection.value().getConnectionId());
        boolean isNew = connection.origin() == Origin.CREATED;
        Syncs.Spec syncSpec = resources.syncs.spec(connectionId, isNew || policy.resumes());
        Decision<JobResponse> syncDecision = lookup.decide(resources.syncs, syncSpec, !isNew && policy.resumes());
        Ensured<JobResponse> sync = ensure.apply(resources.syncs, syncSpec, syncDecision);
        steps.finish(sync.id());

        return new ProvisionedPipeline(
                request.workspaceId(),
                sourceId,
                type(source, request.source()),
                destinationId,
                type(destination, request.destination()),
                streams,
                connectionId,
                connection.value().getStatus(),
                Objects.requireNonNull(sync.value().getJobId()),
                sync.value().getStatus(),
                Map.of(
                        Step.CREATE_SOURCE, source.origin(),
                        Step.CREATE_DESTINATION, destination.origin(),
                        Step.CREATE_CONNECTION, connection.origin(),
                        Step.TRIGGER_FIRST_SYNC, sync.origin()),
                connectionSpec.compare(connection.value()).differences());
    }

    /** Returns the connector's type; empty if neither the server nor the configuration names it. */
    private static String type(Ensured<Connector> connector, ConnectorSpec<?> spec) {
        String type = connector.value().type();
        return type == null ? Objects.requireNonNullElse(spec.type(), "") : type;
    }

    private void rollBack(StepFailure failure) {
        if (request.settings().keepOnFailure) {
            rollback.keepAll("kept because of keepOnFailure()");
        } else if (policy.resumes() && failure.isRetryable()) {
            rollback.keepAll("kept for the next run, which resumes from here");
        } else {
            rollback.run();
        }
    }
}
