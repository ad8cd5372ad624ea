package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The operations that read workspaces and the connectors that they can use. */
final class WorkspacesApi {
    private static final List<String> NOTIFICATIONS = List.of(
            "failure",
            "success",
            "connectionUpdate",
            "connectionUpdateActionRequired",
            "syncDisabled",
            "syncDisabledWarning");

    private final World world;

    WorkspacesApi(World world) {
        this.world = world;
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        world.checkReadable(workspaceIds);
        return Page.of(request)
                .reply(
                        world.workspaces.keySet().stream()
                                .filter(id -> workspaceIds.isEmpty() || workspaceIds.contains(id)),
                        this::toJson,
                        "/workspaces",
                        Map.of("workspaceIds", Page.join(workspaceIds)));
    }

    Reply get(ApiRequest request) {
        return Reply.ok(toJson(workspaceId(request)));
    }

    private UUID workspaceId(ApiRequest request) {
        return world.workspace(world.id(request.pathParameter("workspaceId")));
    }

    private JsonObject toJson(UUID id) {
        JsonObject notifications = new JsonObject();
        for (String event : NOTIFICATIONS) {
            notifications.add(
                    event,
                    Json.object()
                            .add(
                                    "email",
                                    Json.object()
                                            .add("enabled", event.equals("failure"))
                                            .build())
                            .add("webhook", Json.object().add("enabled", false).build())
                            .build());
        }
        return Json.object()
                .add("workspaceId", id)
                .add("name", world.workspaces.get(id))
                .add("dataResidency", "auto")
                .add("notifications", notifications)
                .build();
    }

    Reply listDefinitions(ApiRequest request, ConnectorKind kind) {
        workspaceId(request);
        JsonArray data = new JsonArray();
        Connectors.ALL.of(kind).forEach(definition -> data.add(toJson(definition)));
        return Reply.ok(Json.object().add("data", data).build());
    }

    Reply getDefinition(ApiRequest request, ConnectorKind kind) {
        workspaceId(request);
        UUID id = world.id(request.pathParameter("definitionId"));
        ConnectorDefinition definition = Connectors.ALL.byId(kind, id);
        if (definition == null) {
            throw Problems.notFound(kind.definitionResourceType, id);
        }
        return Reply.ok(toJson(definition));
    }

    private static JsonObject toJson(ConnectorDefinition definition) {
        return Json.object()
                .add("id", definition.id())
                .add("name", definition.name())
                .add("dockerRepository", definition.dockerRepository())
                .add("dockerImageTag", definition.dockerImageTag())
                .add("documentationUrl", definition.documentationUrl())
                .build();
    }

    /** {@code listConnectorDefinitions}: the same, in another shape. */
    Reply listConnectors(ApiRequest request) {
        String type = request.requiredQuery("type");
        ConnectorKind kind = type.equals("destination") ? ConnectorKind.DESTINATION : ConnectorKind.SOURCE;
        if (!type.equals(kind.label)) {
            throw Problems.malformed("Failed to convert argument [type] for value [" + type + "]", request.path());
        }
        UUID workspaceId = request.queryUuid("workspaceId");
        if (workspaceId == null) {
            throw Problems.unexpected("workspaceId is required");
        }
        world.workspace(workspaceId);
        JsonArray data = new JsonArray();
        for (ConnectorDefinition definition : Connectors.ALL.of(kind)) {
            data.add(Json.object()
                    .add("id", definition.id())
                    .add("name", definition.name())
                    .add("connectorDefinitionType", kind.label)
                    .add("version", definition.dockerImageTag())
                    .build());
        }
        return Reply.ok(Json.object().add("data", data).build());
    }
}
