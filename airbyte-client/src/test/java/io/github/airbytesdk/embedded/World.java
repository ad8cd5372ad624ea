package io.github.airbytesdk.embedded;

import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything that the server holds. All access is synchronized on it, and no thread waits for anything while it holds
 * that lock.
 */
final class World {
    final Settings settings;
    final Knobs knobs;
    final ConnectorDefinitions definitions = new ConnectorDefinitions();
    final Map<UUID, StoredWorkspace> workspaces = new LinkedHashMap<>();
    final Table<StoredConnection> connections;
    final Instant startedAt;
    final Map<Long, StoredJob> jobs = new LinkedHashMap<>();
    final Map<UUID, StoredTag> tags = new LinkedHashMap<>();

    /** The ids that API calls deleted, in order, including those deleted along with something else. */
    final List<UUID> deletedIds = new ArrayList<>();

    private final Table<StoredConnector> sources;
    private final Table<StoredConnector> destinations;

    World(Settings settings, Knobs knobs) {
        this.settings = settings;
        this.knobs = knobs;
        this.connections = new Table<>(settings.arbitraryListOrder());
        this.sources = new Table<>(settings.arbitraryListOrder());
        this.destinations = new Table<>(settings.arbitraryListOrder());
        this.startedAt = now();
        workspaces.put(settings.workspaceId(), new StoredWorkspace(settings.workspaceId(), "Default Workspace"));
    }

    Table<StoredConnector> connectors(ConnectorKind kind) {
        return kind == ConnectorKind.SOURCE ? sources : destinations;
    }

    Instant now() {
        return Instant.ofEpochSecond(settings.clock().instant().getEpochSecond());
    }

    // Look-ups by an id from a request. An ordinary user has no rights to what does not exist: 403 instead of 404.

    StoredConnector connector(ConnectorKind kind, UUID id) {
        StoredConnector connector = connectors(kind).find(id);
        if (connector == null) {
            throw unknown(kind.resourceType, id);
        }
        return connector;
    }

    StoredConnection connection(UUID id) {
        StoredConnection connection = connections.find(id);
        if (connection == null) {
            throw unknown("STANDARD_SYNC", id);
        }
        return connection;
    }

    StoredTag tag(UUID id) {
        StoredTag tag = tags.get(id);
        if (tag == null) {
            throw unknown("TAG", id);
        }
        return tag;
    }

    StoredWorkspace workspace(UUID id) {
        StoredWorkspace workspace = workspaces.get(id);
        if (workspace == null || workspace.deleted) {
            throw unknown("STANDARD_WORKSPACE", id);
        }
        return workspace;
    }

    /** Reads an id that the server's own code parses. It does not expect anything but a UUID. */
    UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw settings.ordinaryUser() ? Problems.forbidden() : Problems.errorId(500);
        }
    }

    private Refusal unknown(String resourceType, UUID id) {
        return settings.ordinaryUser() ? Problems.forbidden() : Problems.notFound(resourceType, id);
    }

    /** Refuses to list unknown workspaces to an ordinary user. */
    void checkReadable(List<UUID> workspaceIds) {
        if (settings.ordinaryUser() && !workspaces.keySet().containsAll(workspaceIds)) {
            throw Problems.forbidden();
        }
    }

    // Changes.

    void delete(StoredWorkspace workspace) {
        workspace.deleted = true;
        connections.list(List.of(workspace.id), false).toList().forEach(this::delete);
        destinations.list(List.of(workspace.id), false).toList().forEach(this::delete);
        sources.list(List.of(workspace.id), false).toList().forEach(this::delete);
        deletedIds.add(workspace.id);
    }

    void delete(StoredConnector connector) {
        for (StoredConnection connection : List.copyOf(connector.connections)) {
            delete(connection);
        }
        if (connectors(connector.definition.kind()).delete(connector)) {
            connector.deleted = true;
            connector.configuration = null; // the server deletes it, and the secrets with it
            connector.discovered = null;
            deletedIds.add(connector.id);
        }
    }

    void delete(StoredConnection connection) {
        if (!connections.delete(connection)) {
            return;
        }
        cancel(connection);
        connection.status = StoredConnection.DELETED;
        connection.source.connections.remove(connection);
        connection.destination.connections.remove(connection);
        deletedIds.add(connection.id);
    }

    void add(StoredConnection connection) {
        connections.add(connection);
        connection.source.connections.add(connection);
        connection.destination.connections.add(connection);
    }

    /** Cancels the current job of a connection, if there is one. */
    void cancel(StoredConnection connection) {
        StoredJob job = connection.currentJob();
        if (job != null) {
            job.fixStatus("cancelled", now());
        }
    }

    StoredJob startJob(StoredConnection connection, String type, Instant createdAt, JobCourse course) {
        long rows = type.equals("sync") ? rows(connection) : 0;
        StoredJob job = new StoredJob(jobs.size() + 1L, connection, type, rows, createdAt, course, knobs.jobFailures);
        jobs.put(job.id, job);
        connection.jobs.add(job);
        return job;
    }

    private static long rows(StoredConnection connection) {
        return connection.streams.stream()
                .mapToLong(stream -> rows(stream.stream(), connection.source))
                .sum();
    }

    /** The rows of a stream in one sync. */
    static long rows(SourceStream stream, StoredConnector source) {
        boolean faker = source.definition.name().equals("faker");
        if (faker
                && source.configuration != null
                && source.configuration.get("count") instanceof JsonPrimitive count
                && count.isNumber()) {
            // The configuration sets the number of users and purchases; there are always 100 products.
            return Math.min(count.getAsLong(), stream.name().equals("products") ? stream.rows() : Long.MAX_VALUE);
        }
        return stream.rows();
    }
}
