package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@link EmbeddedAirbyte} holds: methods to add to it, as another client would, and to look at it. */
abstract class ServerContents {
    final World world;

    ServerContents(World world) {
        this.world = world;
    }

    /** The id of the workspace that exists from the start. */
    public UUID workspaceId() {
        return world.settings.workspaceId();
    }

    /** Adds a workspace. */
    public UUID addWorkspace(String name) {
        StoredWorkspace workspace = new StoredWorkspace(UUID.randomUUID(), name);
        synchronized (world) {
            world.workspaces.put(workspace.id, workspace);
        }
        return workspace.id;
    }

    /**
     * Adds a source connector, which requests name by its definition id.
     *
     * @param name its technical name, which {@link #addSource} and {@link EmbeddedAirbyte#setStreams} accept
     * @param specification the JSON schema (draft 7) of its configuration, with {@code "airbyte_secret": true} on secrets
     * @param streams the streams that its sources offer
     * @return the definition id
     */
    public UUID addSourceConnector(String name, String specification, List<SourceStream> streams) {
        return addConnectorDefinition(ConnectorKind.SOURCE, name, specification, streams, List.of());
    }

    /**
     * Adds a destination connector, which requests name by its definition id.
     *
     * @param name its technical name, which {@link #addDestination} accepts
     * @param specification the JSON schema (draft 7) of its configuration, with {@code "airbyte_secret": true} on secrets
     * @param syncModes how it can write: {@code overwrite}, {@code append}, {@code append_dedup}, {@code update}, {@code
     *     soft_delete}
     * @return the definition id
     */
    public UUID addDestinationConnector(String name, String specification, String... syncModes) {
        return addConnectorDefinition(ConnectorKind.DESTINATION, name, specification, List.of(), List.of(syncModes));
    }

    private UUID addConnectorDefinition(
            ConnectorKind kind, String name, String specification, List<SourceStream> streams, List<String> syncModes) {
        ConnectorDefinition definition = new ConnectorDefinition(
                kind,
                name,
                false,
                UUID.randomUUID(),
                name,
                "custom/" + kind.label + "-" + name,
                "1.0.0",
                "",
                new ConfigurationSchema(Json.parseObject(specification, "the specification")),
                List.copyOf(streams),
                List.copyOf(syncModes),
                false);
        synchronized (world) {
            world.definitions.add(definition);
        }
        return definition.id();
    }

    /** Adds a source to the first workspace, created now. */
    public UUID addSource(String name, String type, String configuration) {
        return addSource(name, type, configuration, world.now(), workspaceId());
    }

    /**
     * Adds a source.
     *
     * @param type the connector, such as {@code faker}
     * @param configuration a JSON object, which is not validated against the connector's schema
     * @throws IllegalArgumentException if there is no such connector or the configuration is not a JSON object
     */
    public UUID addSource(String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        return addConnector(ConnectorKind.SOURCE, name, type, configuration, createdAt, workspaceId);
    }

    /** Adds a destination to the first workspace, created now. */
    public UUID addDestination(String name, String type, String configuration) {
        return addDestination(name, type, configuration, world.now(), workspaceId());
    }

    /**
     * Adds a destination.
     *
     * @param type the connector, such as {@code dev-null}
     * @param configuration a JSON object, which is not validated against the connector's schema
     * @throws IllegalArgumentException if there is no such connector or the configuration is not a JSON object
     */
    public UUID addDestination(String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        return addConnector(ConnectorKind.DESTINATION, name, type, configuration, createdAt, workspaceId);
    }

    private UUID addConnector(
            ConnectorKind kind, String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        JsonObject json = Json.parseObject(configuration, "the configuration");
        json.remove(kind.typeMember);
        synchronized (world) {
            ConnectorDefinition definition = world.definitions.byName(kind, type);
            StoredConnector connector = new StoredConnector(workspaceId, definition, name, json, createdAt);
            world.connectors(kind).add(connector);
            return connector.id;
        }
    }

    /** Adds an active connection without streams, created now. */
    public UUID addConnection(String name, UUID sourceId, UUID destinationId) {
        return addConnection(name, sourceId, destinationId, world.now());
    }

    /**
     * Adds an active connection without streams.
     *
     * @throws IllegalArgumentException if the source or the destination does not exist
     */
    public UUID addConnection(String name, UUID sourceId, UUID destinationId, Instant createdAt) {
        synchronized (world) {
            StoredConnector source = world.connectors(ConnectorKind.SOURCE).find(sourceId);
            StoredConnector destination =
                    world.connectors(ConnectorKind.DESTINATION).find(destinationId);
            if (source == null || destination == null) {
                throw new IllegalArgumentException("no source " + sourceId + " or no destination " + destinationId);
            }
            StoredConnection connection = new StoredConnection(source, destination, name, createdAt);
            world.add(connection);
            return connection.id;
        }
    }

    /** Adds a sync, created now, that keeps the given status. */
    public long addJob(UUID connectionId, String status) {
        return addJob(connectionId, status, world.now());
    }

    /**
     * Adds a sync that keeps the given status.
     *
     * @throws IllegalArgumentException if there is no such connection
     */
    public long addJob(UUID connectionId, String status, Instant createdAt) {
        synchronized (world) {
            StoredConnection connection = world.connections.find(connectionId);
            if (connection == null) {
                throw new IllegalArgumentException("no connection " + connectionId);
            }
            JobCourse course = JobCourse.DEFAULT.withStatuses(List.of(status));
            return world.startJob(connection, "sync", createdAt, course).id;
        }
    }

    /** Returns the sources that have not been deleted, oldest first. */
    public List<Connector> sources() {
        return connectors(ConnectorKind.SOURCE);
    }

    /** Returns the destinations that have not been deleted, oldest first. */
    public List<Connector> destinations() {
        return connectors(ConnectorKind.DESTINATION);
    }

    private List<Connector> connectors(ConnectorKind kind) {
        synchronized (world) {
            return world.connectors(kind).stream().map(StoredConnector::view).toList();
        }
    }

    /** Returns the connections that have not been deleted, oldest first. */
    public List<Connection> connections() {
        synchronized (world) {
            return world.connections.stream().map(StoredConnection::view).toList();
        }
    }

    /** Returns a source, deleted or not; null if none ever had this id. */
    public @Nullable Connector source(UUID id) {
        return connector(ConnectorKind.SOURCE, id);
    }

    /** Returns a destination, deleted or not; null if none ever had this id. */
    public @Nullable Connector destination(UUID id) {
        return connector(ConnectorKind.DESTINATION, id);
    }

    private @Nullable Connector connector(ConnectorKind kind, UUID id) {
        synchronized (world) {
            StoredConnector connector = world.connectors(kind).find(id);
            return connector == null ? null : connector.view();
        }
    }

    /** Returns a connection, deleted or not; null if none ever had this id. */
    public @Nullable Connection connection(UUID id) {
        synchronized (world) {
            StoredConnection connection = world.connections.find(id);
            return connection == null ? null : connection.view();
        }
    }

    /** Returns all jobs in the order in which they were started. */
    public List<Job> jobs() {
        synchronized (world) {
            return world.jobs.values().stream().map(StoredJob::view).toList();
        }
    }

    /** Returns the ids of everything that API calls have deleted, in order. Connections precede their connectors. */
    public List<UUID> deletedIds() {
        synchronized (world) {
            return List.copyOf(world.deletedIds);
        }
    }

    /** Returns whether there is no source, destination or connection. */
    public boolean isEmpty() {
        return sources().isEmpty() && destinations().isEmpty() && connections().isEmpty();
    }

    /** Lists sources, destinations and connections, one per line, for assertion messages. Shows no configuration. */
    public String describe() {
        StringJoiner lines = new StringJoiner("\n");
        sources().forEach(source -> lines.add("source " + source));
        destinations().forEach(destination -> lines.add("destination " + destination));
        connections().forEach(connection -> lines.add("connection " + connection));
        return lines.length() == 0 ? "nothing" : lines.toString();
    }
}
