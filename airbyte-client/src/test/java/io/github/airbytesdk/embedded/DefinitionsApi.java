package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations that read which connectors a workspace can use. */
final class DefinitionsApi {
    private static final Set<String> KINDS = Set.of("source", "destination");

    private final World world;

    DefinitionsApi(World world) {
        this.world = world;
    }

    Reply list(ApiRequest request, ConnectorKind kind) {
        checkWorkspace(request);
        return data(world.definitions.of(kind), DefinitionsApi::toJson);
    }

    Reply get(ApiRequest request, ConnectorKind kind) {
        checkWorkspace(request);
        UUID id = world.id(request.pathParameter("definitionId"));
        ConnectorDefinition definition = world.definitions.byId(kind, id);
        if (definition == null) {
            throw Problems.notFound(kind.definitionResourceType, id);
        }
        return Reply.ok(toJson(definition));
    }

    /** {@code listDeclarativeSourceDefinitions}: no connector here is a declarative one. */
    Reply listDeclarative(ApiRequest request) {
        checkWorkspace(request);
        return data(Stream.empty(), DefinitionsApi::toJson);
    }

    private void checkWorkspace(ApiRequest request) {
        world.workspace(world.id(request.pathParameter("workspaceId")));
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

    /** {@code listConnectorDefinitions}: the same definitions in another shape. */
    Reply listConnectors(ApiRequest request) {
        request.requiredQuery("type");
        boolean destinations = "destination".equals(request.queryOneOf("type", KINDS));
        ConnectorKind kind = destinations ? ConnectorKind.DESTINATION : ConnectorKind.SOURCE;
        UUID workspaceId = request.queryUuid("workspaceId");
        if (workspaceId == null) {
            throw Problems.unexpected("workspaceId is required");
        }
        world.workspace(workspaceId);
        return data(
                world.definitions.of(kind),
                definition -> Json.object()
                        .add("id", definition.id())
                        .add("name", definition.name())
                        .add("connectorDefinitionType", kind.label)
                        .add("version", definition.dockerImageTag())
                        .build());
    }

    private static Reply data(
            Stream<ConnectorDefinition> definitions, Function<ConnectorDefinition, JsonObject> toJson) {
        JsonArray data = new JsonArray();
        definitions.map(toJson).forEach(data::add);
        return Reply.ok(Json.object().add("data", data).build());
    }
}
