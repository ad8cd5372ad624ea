package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.DestinationPutRequest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The destinations of a workspace. */
final class Destinations extends Connectors<DestinationCreateRequest> {
    Destinations(AirbyteClient client, Workspace workspace) {
        super(ResourceKind.DESTINATION, client, workspace);
    }

    /** Builds the request: the caller's values first, then the caller's customizers, then the checks. */
    static ConnectorSpec<DestinationCreateRequest> spec(
            UUID workspaceId, ConnectorInput<DestinationCreateRequest> input) {
        DestinationCreateRequest request =
                new DestinationCreateRequest().workspaceId(workspaceId).definitionId(input.definitionId());
        input.applyTo(request, (name, configuration) -> request.name(name).configuration(configuration));
        return ConnectorSpec.of(
                ResourceKind.DESTINATION,
                input.existingId(),
                request,
                workspaceId,
                request.getWorkspaceId(),
                request.getName(),
                request.getDefinitionId(),
                request.getConfiguration());
    }

    @Override
    Stream<@Nullable Connector> all() {
        return client.destinations()
                .streamDestinations(
                        query -> query.workspaceIds(List.of(workspace.id())).includeDeleted(false))
                .map(Connector::of);
    }

    @Override
    boolean isUsedBy(ConnectionResponse connection, UUID id) {
        return id.equals(connection.getDestinationId());
    }

    @Override
    @Nullable
    Connector post(DestinationCreateRequest request) {
        return Connector.of(client.destinations().createDestination(request));
    }

    @Override
    void setDefinitionId(DestinationCreateRequest request, UUID definitionId) {
        request.definitionId(definitionId);
    }

    @Override
    public Connector update(ConnectorSpec<DestinationCreateRequest> spec, Connector found) {
        DestinationCreateRequest request = spec.request();
        // PUT, because PATCH merges: members of an earlier configuration would remain.
        client.destinations()
                .putDestination(
                        found.id(),
                        new DestinationPutRequest()
                                .name(spec.name())
                                .configuration(spec.configuration())
                                .resourceAllocation(request.getResourceAllocation()));
        return found;
    }

    @Override
    public void delete(Connector destination) {
        client.destinations().deleteDestination(destination.id());
    }
}
