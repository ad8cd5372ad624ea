package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
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
        Body body = request.optionalBody(kind.label + "CreateRequest");
        if (body == null) {
            // Neither controller expects an absent body: the one for sources fails, the other responds with nothing.
            if (kind == ConnectorKind.SOURCE) {
                throw Problems.errorId(500);
            }
            return Reply.empty(200);
        }
        String name = body.requiredString("name");
        UUID workspaceId = body.requiredUuid("workspaceId");
        UUID definitionId = body.uuid("definitionId");
        body.require("configuration");
        JsonElement configuration = body.get("configuration");
        JsonElement allocation = resourceAllocation(body);
        boolean workspaceExists = world.workspaces.containsKey(workspaceId);
        if (!workspaceExists && world.settings.ordinaryUser()) {
            throw Problems.forbiddenByFramework(request.target());
        }
        ConnectorDefinition definition = definition(definitionId, configuration);
        if (!workspaceExists) {
            throw Problems.unexpected("Could not find configuration for STANDARD_WORKSPACE: " + workspaceId + ".");
        }
        JsonObject checked = checked(definition, withoutType(configuration));
        StoredConnector connector = new StoredConnector(workspaceId, definition, checked(name), checked, world.now());
        connector.resourceAllocation = allocation;
        world.connectors(kind).add(connector);
        return Reply.ok(connector.toJson());
    }

    private ConnectorDefinition definition(@Nullable UUID definitionId, @Nullable JsonElement configuration) {
        if (definitionId != null) {
            ConnectorDefinition definition = world.definitions.byId(kind, definitionId);
            if (definition == null) {
                throw Problems.notFound(kind.definitionResourceType, definitionId);
            }
            return definition;
        }
        if (!(configuration instanceof JsonObject)) {
            throw Problems.errorId(500); // the server casts it
        }
        JsonElement type = findValue(configuration, kind.typeMember);
        if (type == null) {
            throw Problems.unprocessable(null);
        }
        // The server uses the JSON text without its quotes, for values of every type.
        String name = Json.write(type).replace("\"", "");
        ConnectorDefinition definition = world.definitions.byType(kind, name);
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

    private JsonElement withoutType(@Nullable JsonElement configuration) {
        if (!(configuration instanceof JsonObject object)) {
            return configuration == null ? JsonNull.INSTANCE : configuration;
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

    private static @Nullable JsonElement resourceAllocation(Body body) {
        Body allocation = body.object("resourceAllocation");
        if (allocation == null) {
            return null;
        }
        JsonArray jobSpecific = allocation.array("jobSpecific");
        return Json.object()
                .add("default", allocation.get("default"))
                .add("jobSpecific", jobSpecific == null ? new JsonArray() : jobSpecific)
                .build();
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        boolean includeDeleted = request.queryFlag("includeDeleted");
        world.checkReadable(workspaceIds);
        return Page.of(request, world.settings)
                .reply(
                        world.connectors(kind).list(workspaceIds, includeDeleted),
                        StoredConnector::toJson,
                        "/" + kind.label + "s",
                        Map.of("workspaceIds", Page.join(workspaceIds)));
    }

    /** A deleted one can still be read, but has no configuration. */
    Reply get(ApiRequest request) {
        StoredConnector connector = connector(request);
        return Reply.ok(
                request.queryFlag("includeSecretCoordinates") ? connector.toJsonWithCoordinates() : connector.toJson());
    }

    /** Changes what the request names; the members of objects are merged. */
    Reply patch(ApiRequest request) {
        UUID id = world.id(request.pathParameter(kind.idMember));
        Body body = request.optionalBody(kind.label + "PatchRequest");
        if (body == null) {
            return Reply.empty(200); // the controller does nothing
        }
        StoredConnector connector = world.connector(kind, id);
        JsonElement changes = body.get("configuration");
        JsonElement configuration = connector.configuration == null ? JsonNull.INSTANCE : connector.configuration;
        if (changes instanceof JsonObject object && connector.configuration != null) {
            configuration = merged(connector.configuration, object);
        } else if (changes != null) {
            configuration = changes;
        }
        String name = body.string("name");
        return update(connector, name == null ? connector.name : name, configuration, resourceAllocation(body));
    }

    /** Replaces the name and the whole configuration. */
    Reply put(ApiRequest request) {
        UUID id = world.id(request.pathParameter(kind.idMember));
        Body body = request.optionalBody(kind.label + "PutRequest");
        if (body == null) {
            return Reply.empty(200); // the controller does nothing
        }
        String name = body.requiredString("name");
        body.require("configuration");
        JsonElement configuration = body.get("configuration");
        StoredConnector connector = world.connector(kind, id);
        return update(
                connector, name, configuration == null ? JsonNull.INSTANCE : configuration, resourceAllocation(body));
    }

    private Reply update(
            StoredConnector connector, String name, JsonElement configuration, @Nullable JsonElement allocation) {
        JsonElement update = withoutType(configuration);
        if (update instanceof JsonObject object && connector.configuration != null) {
            update = connector.definition.schema().unmask(object, connector.configuration);
        }
        JsonObject checked = checked(connector.definition, update);
        connector.name = checked(name);
        if (!checked.equals(connector.configuration)) {
            connector.configure(checked);
        }
        if (allocation != null) {
            connector.resourceAllocation = allocation;
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

    /** Deletes its connections first. A second call does nothing, with the same response. */
    Reply delete(ApiRequest request) {
        world.delete(connector(request));
        return Reply.undeclared(204, "");
    }

    private StoredConnector connector(ApiRequest request) {
        return world.connector(kind, world.id(request.pathParameter(kind.idMember)));
    }
}
