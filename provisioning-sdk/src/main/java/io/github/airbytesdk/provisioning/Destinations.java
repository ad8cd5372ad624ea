package io.github.airbytesdk.provisioning;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.DestinationPutRequest;
import io.github.airbytesdk.client.model.DestinationResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Destinations, by the generated calls. */
final class Destinations extends Ends<DestinationCreateRequest> {
    private final AirbyteClient client;

    Destinations(AirbyteClient client) {
        super("destination", Step.CREATE_DESTINATION);
        this.client = client;
    }

    @Override
    DestinationCreateRequest newRequest() {
        return new DestinationCreateRequest();
    }

    @Override
    void fill(
            DestinationCreateRequest request,
            UUID workspaceId,
            EndInput<DestinationCreateRequest> input,
            @Nullable JsonObject configuration) {
        request.setWorkspaceId(workspaceId);
        request.setDefinitionId(input.definitionId());
        if (input.name() != null && configuration != null) {
            request.setName(input.name());
            request.setConfiguration(configuration);
        }
    }

    @Override
    Asked<DestinationCreateRequest> asked(DestinationCreateRequest request) {
        return new Asked<>(
                request,
                request.getWorkspaceId(),
                request.getName(),
                request.getDefinitionId(),
                request.getConfiguration());
    }

    @Override
    @Nullable
    End create(DestinationCreateRequest request) {
        return end(client.destinations().createDestination(request));
    }

    @Override
    @Nullable
    List<@Nullable End> list(UUID workspaceId, int limit, int offset) {
        List<DestinationResponse> data = client.destinations()
                .listDestinations(List.of(workspaceId), false, limit, offset)
                .getData();
        return data == null
                ? null
                : data.stream().map(item -> item == null ? null : end(item)).collect(Collectors.toList());
    }

    @Override
    @Nullable
    End get(UUID id) {
        return end(client.destinations().getDestination(id, null));
    }

    @Override
    void update(UUID id, DestinationCreateRequest request) {
        // By PUT, because PATCH merges: members of an earlier choice would stay.
        client.destinations()
                .putDestination(
                        id,
                        new DestinationPutRequest()
                                .name(request.getName())
                                .configuration(request.getConfiguration())
                                .resourceAllocation(request.getResourceAllocation()));
    }

    @Override
    void delete(UUID id) {
        client.destinations().deleteDestination(id);
    }

    @Override
    boolean isEndOf(ConnectionResponse connection, UUID id) {
        return id.equals(connection.getDestinationId());
    }

    private @Nullable End end(DestinationResponse response) {
        UUID id = response.getDestinationId();
        return id == null
                ? null
                : new End(
                        id,
                        response.getName(),
                        response.getDestinationType(),
                        response.getDefinitionId(),
                        response.getConfiguration(),
                        End.time(response.getCreatedAt()));
    }
}
