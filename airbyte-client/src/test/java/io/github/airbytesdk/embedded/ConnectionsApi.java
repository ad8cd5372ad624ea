package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on connections. */
final class ConnectionsApi {
    private static final int MAX_FIELDS = 20_000;

    private static final int MAX_NAME_LENGTH = 256;

    private final World world;
    private final Discovery discovery;

    ConnectionsApi(World world, Discovery discovery) {
        this.world = world;
        this.discovery = discovery;
    }

    Reply create(ApiRequest request) throws InterruptedException {
        Body body = request.body("connectionCreateRequest");
        UUID sourceId = body.requiredUuid("sourceId");
        UUID destinationId = body.requiredUuid("destinationId");
        ConnectionRequest wanted = ConnectionRequest.from(body);
        synchronized (world) {
            checkAccess(sourceId, destinationId, request.target());
        }
        String cron = wanted.checkedCron();
        StoredConnector source;
        StoredConnector destination;
        synchronized (world) {
            destination = world.connector(ConnectorKind.DESTINATION, destinationId);
            source = world.connector(ConnectorKind.SOURCE, sourceId);
        }
        List<ConfiguredStream> streams = streams(source, destination, wanted.streams());
        String name = wanted.name() == null ? source.name + " <> " + destination.name : wanted.name();
        try {
            if (!source.workspaceId.equals(destination.workspaceId)) {
                throw new Failure("The source and the destination are in different workspaces");
            }
            checkCatalog(source, destination, streams);
            checkSchedule(cron);
            checkName(name);
        } catch (Failure e) {
            throw Problems.unexpected(null); // the create hides what a patch shows
        }
        synchronized (world) {
            StoredConnection connection = new StoredConnection(source, destination, name, world.now());
            connection.streams = streams;
            connection.cronExpression = cron;
            apply(wanted, connection);
            world.add(connection);
            return Reply.ok(connection.toJson());
        }
    }

    /** An error of the server's own code that is not a problem, and so becomes an unexpected one. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    private static void checkName(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            throw new Failure("ERROR: value too long for type character varying(" + MAX_NAME_LENGTH + ")");
        }
    }

    /** The rights of an ordinary user are computed from the ids in the body, before anything else is checked. */
    private void checkAccess(UUID sourceId, UUID destinationId, String path) {
        if (!world.settings.ordinaryUser()) {
            return;
        }
        StoredConnector source = world.connectors(ConnectorKind.SOURCE).find(sourceId);
        StoredConnector destination =
                world.connectors(ConnectorKind.DESTINATION).find(destinationId);
        if (source == null || destination == null || !source.workspaceId.equals(destination.workspaceId)) {
            throw Problems.forbiddenByFramework(path);
        }
    }

    private List<ConfiguredStream> streams(
            StoredConnector source, StoredConnector destination, List<RequestedStream> requested)
            throws InterruptedException {
        StreamSelection selection = new StreamSelection(discovery.streams(source, false), destination.definition);
        return requested.isEmpty() ? selection.withoutConfiguration() : selection.of(requested);
    }

    private void checkSchedule(@Nullable String cron) {
        if (cron == null) {
            return;
        }
        if (world.settings.hourlySchedulesOnly()) {
            CronSchedule.checkFrequency(cron);
        }
        CronSchedule.checkQuartz(cron);
    }

    private static void checkCatalog(
            StoredConnector source, StoredConnector destination, List<ConfiguredStream> streams) {
        checkFiles(source.definition, destination.definition, streams);
        Set<List<@Nullable String>> names = new HashSet<>();
        int fields = 0;
        for (ConfiguredStream stream : streams) {
            fields += stream.fields().size();
            List<@Nullable String> name = new ArrayList<>();
            name.add(stream.stream().name());
            name.add(stream.stream().namespace());
            if (!names.add(name)) {
                throw new Failure("Duplicate stream " + stream.stream().name()); // by two spellings of its namespace
            }
        }
        if (fields > MAX_FIELDS) {
            throw new Failure("The catalog has " + fields + " fields, more than " + MAX_FIELDS);
        }
        Mappers.check(streams);
    }

    private static void checkFiles(
            ConnectorDefinition source, ConnectorDefinition destination, List<ConfiguredStream> streams) {
        JsonArray problems = new JsonArray();
        streams.stream()
                .filter(ConfiguredStream::includeFiles)
                .map(ConfiguredStream::stream)
                .forEach(stream -> problems.add(Json.object()
                        .add("streamName", stream.name())
                        .add(
                                "streamNamespace",
                                stream.namespace() == null ? JsonNull.INSTANCE : new JsonPrimitive(stream.namespace()))
                        .build()));
        if (!problems.isEmpty() && !(source.supportsFiles() && destination.supportsFiles())) {
            throw Problems.named(
                    400,
                    "error:connection-validation/file-transfer/connection-unsupported",
                    "Connection does not support file transfers",
                    "The source or destination used in this connection does not support file transfers, so they cannot"
                            + " be enabled.",
                    Json.object().add("streams", problems).build());
        }
    }

    private void apply(ConnectionRequest wanted, StoredConnection connection) {
        connection.namespaceDefinition = orElse(wanted.namespaceDefinition(), connection.namespaceDefinition);
        connection.namespaceFormat =
                wanted.namespaceFormat() == null ? connection.namespaceFormat : wanted.namespaceFormat();
        connection.prefix = orElse(wanted.prefix(), connection.prefix);
        connection.nonBreakingSchemaUpdatesBehavior =
                orElse(wanted.nonBreakingSchemaUpdatesBehavior(), connection.nonBreakingSchemaUpdatesBehavior);
        connection.status = orElse(wanted.status(), connection.status);
        if (wanted.tagIds() != null) {
            connection.tags = tags(wanted.tagIds(), connection.workspaceId());
        }
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null ? other : value;
    }

    /** Ignores unknown tags and those of other workspaces. */
    private Set<StoredTag> tags(List<UUID> ids, UUID workspaceId) {
        Set<StoredTag> tags = new LinkedHashSet<>();
        for (UUID id : ids) {
            StoredTag tag = world.tags.get(id);
            if (tag != null && tag.workspaceId.equals(workspaceId)) {
                tags.add(tag);
            }
        }
        return tags;
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        List<UUID> tagIds = request.queryUuids("tagIds");
        boolean includeDeleted = request.queryFlag("includeDeleted");
        world.checkReadable(workspaceIds);
        return Page.of(request, world.settings)
                .reply(
                        world.connections
                                .list(workspaceIds, includeDeleted)
                                .filter(connection -> tagIds.isEmpty()
                                        || connection.tags.stream().anyMatch(tag -> tagIds.contains(tag.id))),
                        StoredConnection::toJson,
                        "/connections",
                        Map.of("workspaceIds", Page.join(workspaceIds)));
    }

    /** A deleted connection can still be read. */
    Reply get(ApiRequest request) {
        return Reply.ok(connection(request).toJson());
    }

    /** Changes what the request names; an empty list of streams changes nothing. */
    Reply patch(ApiRequest request) throws InterruptedException {
        UUID id = world.id(request.pathParameter("connectionId"));
        ConnectionRequest wanted = ConnectionRequest.from(request.body("connectionPatchRequest"));
        String cron = wanted.checkedCron();
        StoredConnection connection;
        synchronized (world) {
            connection = world.connection(id);
            if (connection.status.equals("locked")) {
                throw Problems.named(
                        409,
                        "error:connection/locked",
                        "Connection is locked",
                        "The connection is locked and cannot be changed.",
                        Json.object()
                                .add("connectionId", connection.id)
                                .add("statusReason", JsonNull.INSTANCE)
                                .build());
            }
        }
        List<ConfiguredStream> streams = wanted.streams().isEmpty()
                ? connection.streams
                : streams(connection.source, connection.destination, wanted.streams());
        String name = orElse(wanted.name(), connection.name);
        try {
            checkCatalog(connection.source, connection.destination, streams);
            checkSchedule(cron);
            checkName(name);
        } catch (Failure e) {
            throw Problems.unexpected(e.getMessage());
        }
        synchronized (world) {
            connection.streams = streams;
            connection.name = name;
            if (wanted.scheduleType() != null) {
                connection.cronExpression = cron;
            }
            apply(wanted, connection);
            if (connection.status.equals(StoredConnection.DELETED)) {
                world.delete(connection);
            }
            return Reply.ok(connection.toJson());
        }
    }

    Reply delete(ApiRequest request) {
        world.delete(connection(request));
        return Reply.undeclared(204, "");
    }

    private StoredConnection connection(ApiRequest request) {
        return world.connection(world.id(request.pathParameter("connectionId")));
    }
}
