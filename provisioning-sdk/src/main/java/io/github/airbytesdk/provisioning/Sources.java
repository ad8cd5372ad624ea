package io.github.airbytesdk.provisioning;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.SourcePatchRequest;
import io.github.airbytesdk.client.model.SourcePutRequest;
import io.github.airbytesdk.client.model.SourceResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sources, by the generated calls. */
final class Sources extends Ends<SourceCreateRequest> {
    private final AirbyteClient client;

    Sources(AirbyteClient client) {
        super("source", Step.CREATE_SOURCE);
        this.client = client;
    }

    @Override
    SourceCreateRequest newRequest() {
        return new SourceCreateRequest();
    }

    @Override
    void fill(
            SourceCreateRequest request,
            UUID workspaceId,
            EndInput<SourceCreateRequest> input,
            @Nullable JsonObject configuration) {
        request.setWorkspaceId(workspaceId);
        request.setDefinitionId(input.definitionId());
        if (input.name() != null && configuration != null) {
            request.setName(input.name());
            request.setConfiguration(configuration);
        }
    }

    @Override
    Asked<SourceCreateRequest> asked(SourceCreateRequest request) {
        return new Asked<>(
                request,
                request.getWorkspaceId(),
                request.getName(),
                request.getDefinitionId(),
                request.getConfiguration());
    }

    @Override
    @Nullable
    End create(SourceCreateRequest request) {
        return end(client.sources().createSource(request));
    }

    @Override
    @Nullable
    List<@Nullable End> list(UUID workspaceId, int limit, int offset) {
        List<SourceResponse> data = client.sources()
                .listSources(List.of(workspaceId), false, limit, offset)
                .getData();
        return data == null
                ? null
                : data.stream().map(item -> item == null ? null : end(item)).collect(Collectors.toList());
    }

    @Override
    @Nullable
    End get(UUID id) {
        return end(client.sources().getSource(id, null));
    }

    @Override
    void update(UUID id, SourceCreateRequest request) {
        if (request.getSecretId() != null) {
            // Credentials from OAuth stand in no configuration, so that PUT would lose them, and cannot name new ones.
            client.sources()
                    .patchSource(
                            id,
                            new SourcePatchRequest()
                                    .configuration(request.getConfiguration())
                                    .secretId(request.getSecretId())
                                    .resourceAllocation(request.getResourceAllocation()));
            return;
        }
        // By PUT, because PATCH merges: members of an earlier choice would stay.
        client.sources()
                .putSource(
                        id,
                        new SourcePutRequest()
                                .name(request.getName())
                                .configuration(request.getConfiguration())
                                .resourceAllocation(request.getResourceAllocation()));
    }

    @Override
    void delete(UUID id) {
        client.sources().deleteSource(id);
    }

    @Override
    boolean isEndOf(ConnectionResponse connection, UUID id) {
        return id.equals(connection.getSourceId());
    }

    private @Nullable End end(SourceResponse response) {
        UUID id = response.getSourceId();
        return id == null
                ? null
                : new End(
                        id,
                        response.getName(),
                        response.getSourceType(),
                        response.getDefinitionId(),
                        response.getConfiguration(),
                        End.time(response.getCreatedAt()));
    }
}
