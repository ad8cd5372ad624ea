package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A source or destination. Guarded by the {@link World}. */
final class StoredConnector implements Table.Row {
    final UUID id = UUID.randomUUID();
    final UUID workspaceId;
    final ConnectorDefinition definition;
    final Instant createdAt;

    /** Its connections that have not been deleted. */
    final Set<StoredConnection> connections = new LinkedHashSet<>();

    String name;

    /** Null once it has been deleted. */
    @Nullable
    JsonObject configuration;

    @Nullable
    JsonElement resourceAllocation;

    boolean deleted;

    /** The streams of the last discovery with the present configuration, or null. */
    @Nullable
    List<SourceStream> discovered;

    StoredConnector(
            UUID workspaceId,
            ConnectorDefinition definition,
            String name,
            JsonObject configuration,
            Instant createdAt) {
        this.workspaceId = workspaceId;
        this.definition = definition;
        this.name = name;
        this.configuration = configuration;
        this.createdAt = createdAt;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public UUID workspaceId() {
        return workspaceId;
    }

    void configure(JsonObject newConfiguration) {
        configuration = newConfiguration;
        discovered = null;
    }

    /** As in responses: secrets are masked, and the configuration of a deleted connector is an explicit null. */
    JsonObject toJson() {
        return toJson(
                configuration == null ? JsonNull.INSTANCE : definition.schema().mask(configuration));
    }

    /** As {@link #toJson}, with a reference to the secret store in place of each mask. */
    JsonObject toJsonWithCoordinates() {
        return toJson(
                configuration == null
                        ? JsonNull.INSTANCE
                        : definition.schema().withCoordinates(configuration, "airbyte_workspace_" + workspaceId));
    }

    private JsonObject toJson(JsonElement shownConfiguration) {
        ConnectorKind kind = definition.kind();
        return Json.object()
                .add(kind.idMember, id)
                .add("name", name)
                .add(kind.typeMember, definition.type())
                .add("definitionId", definition.id())
                .add("workspaceId", workspaceId)
                .add("configuration", shownConfiguration)
                .add("createdAt", createdAt.getEpochSecond())
                .add("resourceAllocation", resourceAllocation)
                .build();
    }

    Connector view() {
        return new Connector(
                id,
                name,
                definition.type(),
                definition.id(),
                workspaceId,
                configuration == null ? new JsonObject() : configuration.deepCopy(),
                createdAt,
                deleted);
    }
}
