package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on connections. */
final class ConnectionsApi {
    private static final int MAX_FIELDS = 20_000;

    private static final Set<String> STATUSES = Set.of("active", "inactive", "deprecated", "locked");
    private static final Set<String> SCHEDULES = Set.of("manual", "cron");
    private static final Set<String> NAMESPACES = Set.of("source", "destination", "custom_format");
    private static final Set<String> SCHEMA_UPDATES =
            Set.of("ignore", "disable_connection", "propagate_columns", "propagate_fully");
    private static final Set<String> MAPPERS =
            Set.of("hashing", "field-renaming", "row-filtering", "encryption", "field-filtering");

    private final World world;
    private final Discovery discovery;

    ConnectionsApi(World world, Discovery discovery) {
        this.world = world;
        this.discovery = discovery;
    }

    /** What a create and a patch have in common; what is null was not asked for. */
    private record ConnectionRequest(
            @Nullable String name,
            @Nullable String scheduleType,
            @Nullable String cronExpression,
            @Nullable String namespaceDefinition,
            @Nullable String namespaceFormat,
            @Nullable String prefix,
            @Nullable String nonBreakingSchemaUpdatesBehavior,
            @Nullable String status,
            List<RequestedStream> streams,
            @Nullable List<UUID> tagIds) {

        static ConnectionRequest from(Body body) {
            Body schedule = body.object("schedule");
            Body configurations = body.object("configurations");
            List<Body> tags = body.objects("tags");
            return new ConnectionRequest(
                    body.string("name"),
                    schedule == null ? null : schedule.oneOf("scheduleType", SCHEDULES),
                    schedule == null ? null : schedule.string("cronExpression"),
                    body.oneOf("namespaceDefinition", NAMESPACES),
                    body.string("namespaceFormat"),
                    body.string("prefix"),
                    body.oneOf("nonBreakingSchemaUpdatesBehavior", SCHEMA_UPDATES),
                    body.oneOf("status", STATUSES),
                    configurations == null
                            ? List.of()
                            : configurations.objects("streams").stream()
                                    .map(RequestedStream::from)
                                    .toList(),
                    body.array("tags") == null
                            ? null
                            : tags.stream()
                                    .map(tag -> tag.requiredUuid("tagId"))
                                    .toList());
        }

        /** Returns the cron expression to keep, or null for a manual schedule or none. */
        @Nullable
        String checkedCron() {
            return "cron".equals(scheduleType) ? Cron.checked(cronExpression) : null;
        }
    }

    Reply create(ApiRequest request) throws InterruptedException {
        Body body = request.body();
        UUID sourceId = body.requiredUuid("sourceId");
        UUID destinationId = body.requiredUuid("destinationId");
        if (body.isNull("namespaceDefinition") || body.isNull("nonBreakingSchemaUpdatesBehavior")) {
            throw Problems.errorId(500); // the server looks up the enum value "null"
        }
        ConnectionRequest wanted = ConnectionRequest.from(body);
        synchronized (world) {
            checkAccess(sourceId, destinationId, request.path());
        }
        String cron = wanted.checkedCron();
        StoredConnector source;
        StoredConnector destination;
        synchronized (world) {
            destination = world.connector(ConnectorKind.DESTINATION, destinationId);
            source = world.connector(ConnectorKind.SOURCE, sourceId);
        }
        List<ConfiguredStream> streams = streams(source, destination, wanted.streams());
        checkSchedule(cron);
        if (!source.workspaceId.equals(destination.workspaceId)) {
            throw Problems.unexpected(null);
        }
        checkCatalog(source, streams);
        synchronized (world) {
            String name = wanted.name() == null ? source.name + " <> " + destination.name : wanted.name();
            StoredConnection connection = new StoredConnection(source, destination, name, world.now());
            connection.streams = streams;
            connection.cronExpression = cron;
            apply(wanted, connection);
            world.add(connection);
            return Reply.ok(connection.toJson());
        }
    }

    /** An ordinary user's rights are computed from the ids in the body, before anything else looks at them. */
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
        if (cron != null && Cron.isSubHourly(cron) && !world.settings.subHourlySchedules()) {
            throw Problems.named(
                    400,
                    "error:cron-validation/under-one-hour-not-allowed",
                    "Cron executions must be more than 1 hour apart",
                    "Cron executions must be more than 1 hour apart",
                    Json.object().add("cronExpression", cron).build());
        }
    }

    private static void checkCatalog(StoredConnector source, List<ConfiguredStream> streams) {
        int fields = 0;
        for (ConfiguredStream stream : streams) {
            fields += stream.fieldCount();
            checkFiles(source, stream);
        }
        if (fields > MAX_FIELDS) {
            throw Problems.unexpected(null);
        }
        JsonArray errors = new JsonArray();
        streams.forEach(stream -> checkMappers(stream, errors));
        if (!errors.isEmpty()) {
            throw Problems.named(
                    400,
                    "error:mapper-validation",
                    "Invalid mappers",
                    "One or more mappers are invalid.",
                    Json.object().add("errors", errors).build());
        }
    }

    private static void checkFiles(StoredConnector source, ConfiguredStream stream) {
        boolean wanted = stream.includeFiles() != null && stream.includeFiles().getAsBoolean();
        boolean supported = source.configuration.get("delivery_method") instanceof JsonObject method
                && method.has("delivery_type")
                && method.get("delivery_type").getAsString().equals("use_file_transfer");
        if (wanted && !supported) {
            throw Problems.named(
                    400,
                    "error:connection-validation/file-transfer/source-does-not-support-file-transfers",
                    "Source does not support file transfers",
                    "Stream " + stream.stream().name() + " has includeFiles set, but its source cannot send files.",
                    Json.object().add("streamName", stream.stream().name()).build());
        }
    }

    /** A mapper needs a known type, and a field of the stream to work on; row filters name theirs deeper down. */
    private static void checkMappers(ConfiguredStream stream, JsonArray errors) {
        stream.mappers().forEach(element -> {
            JsonObject mapper = element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
            String type = mapper.has("type") ? mapper.get("type").getAsString() : "";
            JsonObject configuration =
                    mapper.get("mapperConfiguration") instanceof JsonObject object ? object : new JsonObject();
            String member = type.equals("field-renaming") ? "originalFieldName" : "targetField";
            String field = Json.isString(configuration.get(member))
                    ? configuration.get(member).getAsString()
                    : "";
            String error = null;
            if (!MAPPERS.contains(type)) {
                error = "INVALID_MAPPER_CONFIG";
            } else if (!type.equals("row-filtering")
                    && !stream.stream().topLevelFields().contains(field)) {
                error = "FIELD_NOT_FOUND";
            }
            if (error != null) {
                errors.add(Json.object()
                        .add("stream", stream.stream().name())
                        .add("error", error)
                        .add("mapper", mapper)
                        .build());
            }
        });
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

    /** Unknown tags, and those of other workspaces, are dropped without a word. */
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
        return Page.of(request)
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

    Reply patch(ApiRequest request) throws InterruptedException {
        StoredConnection connection;
        synchronized (world) {
            connection = connection(request);
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
        ConnectionRequest wanted = ConnectionRequest.from(request.body());
        String cron = wanted.checkedCron();
        List<ConfiguredStream> streams = wanted.streams().isEmpty()
                ? connection.streams
                : streams(connection.source, connection.destination, wanted.streams());
        checkSchedule(cron);
        checkCatalog(connection.source, streams);
        synchronized (world) {
            connection.streams = streams;
            connection.name = orElse(wanted.name(), connection.name);
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
        return Reply.empty(204);
    }

    private StoredConnection connection(ApiRequest request) {
        return world.connection(world.id(request.pathParameter("connectionId")));
    }
}
