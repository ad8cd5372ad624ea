package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.SourcePatchRequest;
import io.github.airbytesdk.client.model.SourcePutRequest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sources of a workspace. */
final class Sources extends Connectors<SourceCreateRequest> {
    Sources(AirbyteClient client, Workspace workspace) {
        super(ResourceKind.SOURCE, client, workspace);
    }

    /** Builds the request: the caller's values first, then the caller's customizers, then the checks. */
    static ConnectorSpec<SourceCreateRequest> spec(UUID workspaceId, ConnectorInput<SourceCreateRequest> input) {
        SourceCreateRequest request =
                new SourceCreateRequest().workspaceId(workspaceId).definitionId(input.definitionId());
        input.applyTo(request, (name, configuration) -> request.name(name).configuration(configuration));
        return ConnectorSpec.of(
                ResourceKind.SOURCE,
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
        return client.sources()
                .streamSources(
                        query -> query.workspaceIds(List.of(workspace.id())).includeDeleted(false))
                .map(Connector::of);
    }

    @Override
    boolean isUsedBy(ConnectionResponse connection, UUID id) {
        return id.equals(connection.getSourceId());
    }

    @Override
    @Nullable
    Connector post(SourceCreateRequest request) {
        return Connector.of(client.sources().createSource(request));
    }

    @Override
    void setDefinitionId(SourceCreateRequest request, UUID definitionId) {
        request.definitionId(definitionId);
    }

    @Override
    public Connector update(ConnectorSpec<SourceCreateRequest> spec, Connector found) {
        SourceCreateRequest request = spec.request();
        if (request.getSecretId() != null) {
            // OAuth credentials are not part of the configuration: PUT would lose them and cannot set new ones.
            client.sources()
                    .patchSource(
                            found.id(),
                            new SourcePatchRequest()
                                    .configuration(spec.configuration())
                                    .secretId(request.getSecretId())
                                    .resourceAllocation(request.getResourceAllocation()));
        } else {
            // PUT, because PATCH merges: members of an earlier configuration would remain.
            client.sources()
                    .putSource(
                            found.id(),
                            new SourcePutRequest()
                                    .name(spec.name())
                                    .configuration(spec.configuration())
                                    .resourceAllocation(request.getResourceAllocation()));
        }
        return found;
    }

    @Override
    public void delete(Connector source) {
        client.sources().deleteSource(source.id());
    }
}
