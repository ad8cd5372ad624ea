package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import io.github.airbytesdk.provisioning.LostCreateSearch.Match;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The connections of a workspace. One connection is expected between a source and a destination. */
final class Connections implements ResourceType<Connections.Spec, ConnectionResponse> {
    /**
     * A connection as requested.
     *
     * @param request the create request, which contains the source and the destination
     * @param betweenOwned whether this call created both the source and the destination, so that every connection between them
     *     is its own
     * @param isNamed whether the caller named a stream, so that a connection that differs in it cannot be reused
     */
    record Spec(ConnectionCreateRequest request, boolean betweenOwned, Predicate<StreamName> isNamed) {
        StreamComparison compare(ConnectionResponse found) {
            return StreamComparison.of(request.getConfigurations(), found);
        }
    }

    private final AirbyteClient client;
    private final Workspace workspace;

    Connections(AirbyteClient client, Workspace workspace) {
        this.client = client;
        this.workspace = workspace;
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.CONNECTION;
    }

    @Override
    public @Nullable String id(ConnectionResponse connection) {
        return connection.getConnectionId() == null
                ? null
                : connection.getConnectionId().toString();
    }

    @Override
    public @Nullable String name(Spec spec, @Nullable ConnectionResponse connection) {
        return connection == null ? spec.request().getName() : connection.getName();
    }

    @Override
    public String identity(Spec spec) {
        return "between the source and the destination";
    }

    @Override
    public Collection<ConnectionResponse> find(Spec spec) {
        return workspace.connections(connection -> isBetween(connection, spec));
    }

    private static boolean isBetween(ConnectionResponse connection, Spec spec) {
        return Objects.equals(spec.request().getSourceId(), connection.getSourceId())
                && Objects.equals(spec.request().getDestinationId(), connection.getDestinationId());
    }

    /** A source gains and loses tables, so only streams that the caller named must be as requested. */
    @Override
    public Comparison compare(Spec spec, ConnectionResponse found) {
        StreamComparison streams = spec.compare(found);
        Set<String> differences = ConnectionSettings.differences(spec.request(), found);
        Set<String> tolerated = streams.prevents(spec.isNamed()) ? Set.of() : Set.of("streams");
        return new Comparison(
                null, differences, tolerated.containsAll(differences), !differences.isEmpty(), streams.toString());
    }

    @Override
    public @Nullable ConnectionResponse create(Spec spec) {
        return client.connections().createConnection(spec.request());
    }

    @Override
    public @Nullable ConnectionResponse idIn(@Nullable String body) {
        UUID id = TruncatedResponse.id(body, "connectionId", UUID::fromString);
        return id == null ? null : new ConnectionResponse().connectionId(id);
    }

    @Override
    public List<Candidate<ConnectionResponse>> candidates(Spec spec, @Nullable Instant before) {
        Collection<ConnectionResponse> between =
                workspace.connections(connection -> connection.getConnectionId() != null
                        && isBetween(connection, spec)
                        && (spec.betweenOwned() || Connector.mayBeCreatedAfter(before, connection.getCreatedAt())));
        return between.stream()
                .map(connection -> new Candidate<>(
                        connection,
                        spec.betweenOwned() ? Match.CERTAIN : Match.byAge(before, connection.getCreatedAt())))
                .toList();
    }

    @Override
    public ConnectionResponse update(Spec spec, ConnectionResponse found) {
        UUID id = Objects.requireNonNull(found.getConnectionId());
        return client.connections()
                .patchConnection(id, ConnectionSettings.patch(spec.request()))
                .connectionId(id);
    }

    /** Airbyte ignores unknown tags, and tags of other workspaces (not recorded), without an error. */
    @Override
    public void verify(Spec spec, ConnectionResponse connection) {
        Set<UUID> missing = ConnectionSettings.missingTags(spec.request(), connection);
        if (!missing.isEmpty()) {
            throw StepFailure.permanent(
                    kind().step(),
                    "Airbyte ignored tags that do not exist in this workspace: [" + Messages.listed(missing) + "]",
                    null);
        }
    }

    @Override
    public boolean exists(ConnectionResponse connection) {
        UUID id = Objects.requireNonNull(connection.getConnectionId());
        return !workspace
                .connections(other -> id.equals(other.getConnectionId()))
                .isEmpty();
    }

    @Override
    public void delete(ConnectionResponse connection) {
        client.connections().deleteConnection(Objects.requireNonNull(connection.getConnectionId()));
    }
}
