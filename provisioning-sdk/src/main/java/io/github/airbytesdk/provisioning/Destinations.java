package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.DestinationPutRequest;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The destinations of a workspace. */
final class Destinations extends Connectors<DestinationCreateRequest> {
    private final AirbyteClient client;
    private final Workspace workspace;

    Destinations(AirbyteClient client, Workspace workspace) {
        super(ResourceKind.DESTINATION, client, workspace);
        this.client = client;
        this.workspace = workspace;
    }

    /** Builds the request: the caller's values first, then the caller's customizers, then the checks. */
    static ConnectorSpec<DestinationCreateRequest> spec(
            UUID workspaceId, ConnectorInput<DestinationCreateRequest> input) {
        DestinationCreateRequest request = new DestinationCreateRequest().workspaceId(workspaceId);
        if (input.existingId() != null) {
            return ConnectorSpec.existing(input.existingId(), request);
        }
        request.definitionId(input.definitionId());
        if (input.name() != null && input.configuration() != null) {
            request.name(input.name());
            request.configuration(input.configuration().deepCopy());
        }
        input.customizers().forEach(customizer -> customizer.accept(request));
        ConnectorSpec.requireWorkspace(ResourceKind.DESTINATION, workspaceId, request.getWorkspaceId());
        return ConnectorSpec.of(
                ResourceKind.DESTINATION,
                request,
                request.getName(),
                request.getDefinitionId(),
                request.getConfiguration());
    }

    @Override
    Collection<Connector> list(Predicate<Connector> filter) {
        return workspace.destinations(filter);
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
                                .name(request.getName())
                                .configuration(request.getConfiguration())
                                .resourceAllocation(request.getResourceAllocation()));
        return found;
    }

    @Override
    public void delete(Connector destination) {
        client.destinations().deleteDestination(destination.id());
    }
}
