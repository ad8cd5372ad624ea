package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
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

    /** Those of its connections that have not been deleted. */
    final Set<StoredConnection> connections = new LinkedHashSet<>();

    String name;
    JsonObject configuration;

    @Nullable
    JsonElement resourceAllocation;

    boolean deleted;

    /** What the last discover found with the present configuration, or null. */
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

    JsonObject toJson() {
        ConnectorKind kind = definition.kind();
        return Json.object()
                .add(kind.idMember, id)
                .add("name", name)
                .add(kind.typeMember, definition.type())
                .add("definitionId", definition.id())
                .add("workspaceId", workspaceId)
                .add("configuration", definition.schema().mask(configuration))
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
                configuration.deepCopy(),
                createdAt,
                deleted);
    }
}
