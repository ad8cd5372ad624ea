package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on sources, or those on destinations. */
final class ConnectorsApi {
    private static final int MAX_NAME_LENGTH = 256;

    private final World world;
    private final ConnectorKind kind;

    ConnectorsApi(World world, ConnectorKind kind) {
        this.world = world;
        this.kind = kind;
    }

    Reply create(ApiRequest request) {
        if (!request.hasBody()) {
            // The two controllers differ in how they handle an absent body; neither refuses it properly.
            if (kind == ConnectorKind.SOURCE) {
                throw Problems.errorId(500);
            }
            return Reply.empty(200);
        }
        Body body = request.body();
        String name = body.requiredString("name");
        UUID workspaceId = body.requiredUuid("workspaceId");
        UUID definitionId = body.uuid("definitionId");
        JsonElement configuration = body.required("configuration");
        boolean workspaceKnown = world.workspaces.containsKey(workspaceId);
        if (!workspaceKnown && world.settings.ordinaryUser()) {
            throw Problems.forbiddenByFramework(request.path());
        }
        ConnectorDefinition definition = definition(definitionId, configuration);
        if (!workspaceKnown) {
            throw Problems.unexpected("Could not find configuration for STANDARD_WORKSPACE: " + workspaceId + ".");
        }
        JsonObject checked = checked(definition, withoutType(configuration));
        StoredConnector connector = new StoredConnector(workspaceId, definition, checked(name), checked, world.now());
        connector.resourceAllocation = body.get("resourceAllocation");
        world.connectors(kind).add(connector);
        return Reply.ok(connector.toJson());
    }

    private ConnectorDefinition definition(@Nullable UUID definitionId, JsonElement configuration) {
        if (definitionId != null) {
            ConnectorDefinition definition = Connectors.ALL.byId(kind, definitionId);
            if (definition == null) {
                throw Problems.notFound(kind.definitionResourceType, definitionId);
            }
            return definition;
        }
        if (!configuration.isJsonObject()) {
            throw Problems.errorId(500);
        }
        JsonElement type = findValue(configuration, kind.typeMember);
        if (type == null) {
            throw Problems.unprocessable(null);
        }
        String name = type.isJsonPrimitive() ? type.getAsString() : "";
        ConnectorDefinition definition = Connectors.ALL.byType(kind, name);
        if (definition == null) {
            throw Problems.valueNotFound(name);
        }
        return definition;
    }

    /** Finds a member anywhere in a configuration, at the top first, as the server's JSON library does. */
    private static @Nullable JsonElement findValue(JsonElement element, String member) {
        if (element instanceof JsonObject object && object.has(member)) {
            return object.get(member);
        }
        Collection<JsonElement> children = List.of();
        if (element instanceof JsonObject object) {
            children = object.asMap().values();
        } else if (element instanceof JsonArray array) {
            children = array.asList();
        }
        for (JsonElement child : children) {
            JsonElement found = findValue(child, member);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private JsonElement withoutType(JsonElement configuration) {
        if (!(configuration instanceof JsonObject object)) {
            return configuration;
        }
        JsonObject copy = object.deepCopy();
        copy.remove(kind.typeMember);
        return copy;
    }

    private static JsonObject checked(ConnectorDefinition definition, JsonElement configuration) {
        List<String> errors = definition.schema().validate(configuration);
        if (!errors.isEmpty()) {
            throw Problems.unprocessable("json schema validation failed when comparing the data to the json schema."
                    + " \nErrors: " + String.join(", ", errors) + " ");
        }
        return configuration.getAsJsonObject();
    }

    private static String checked(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            throw Problems.unexpected("ERROR: value too long for type character varying(" + MAX_NAME_LENGTH + ")");
        }
        return name;
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        boolean includeDeleted = request.queryFlag("includeDeleted");
        world.checkReadable(workspaceIds);
        return Page.of(request)
                .reply(
                        world.connectors(kind).list(workspaceIds, includeDeleted),
                        StoredConnector::toJson,
                        "/" + kind.label + "s",
                        Map.of("workspaceIds", Page.join(workspaceIds)));
    }

    Reply get(ApiRequest request) {
        return Reply.ok(connector(request).toJson());
    }

    /** Changes what the request names; the members of objects are merged. */
    Reply patch(ApiRequest request) {
        StoredConnector connector = connector(request);
        Body body = request.body();
        JsonElement configuration = body.get("configuration");
        if (configuration instanceof JsonObject changes) {
            configuration = merged(connector.configuration, changes);
        }
        return update(connector, body, configuration);
    }

    /** Replaces the name and the whole configuration. */
    Reply put(ApiRequest request) {
        StoredConnector connector = connector(request);
        Body body = request.body();
        body.requiredString("name");
        return update(connector, body, body.required("configuration"));
    }

    private Reply update(StoredConnector connector, Body body, @Nullable JsonElement configuration) {
        String name = body.string("name");
        String newName = name == null ? connector.name : checked(name);
        if (configuration != null) {
            JsonElement update = withoutType(configuration);
            if (update instanceof JsonObject object) {
                update = connector.definition.schema().unmask(object, connector.configuration);
            }
            connector.configure(checked(connector.definition, update));
        }
        connector.name = newName;
        if (body.get("resourceAllocation") != null) {
            connector.resourceAllocation = body.get("resourceAllocation");
        }
        return Reply.ok(connector.toJson());
    }

    private static JsonObject merged(JsonObject stored, JsonObject changes) {
        JsonObject result = stored.deepCopy();
        for (Map.Entry<String, JsonElement> change : changes.entrySet()) {
            JsonElement before = result.get(change.getKey());
            boolean bothObjects = before instanceof JsonObject && change.getValue() instanceof JsonObject;
            result.add(
                    change.getKey(),
                    bothObjects
                            ? merged(before.getAsJsonObject(), change.getValue().getAsJsonObject())
                            : change.getValue());
        }
        return result;
    }

    /** Deletes its connections first. A second time does nothing, and says the same. */
    Reply delete(ApiRequest request) {
        world.delete(connector(request));
        return Reply.empty(204);
    }

    private StoredConnector connector(ApiRequest request) {
        return world.connector(kind, world.id(request.pathParameter(kind.idMember)));
    }
}
