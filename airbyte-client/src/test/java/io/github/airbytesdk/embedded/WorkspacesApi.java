package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The operations on workspaces. */
final class WorkspacesApi {
    private final World world;

    WorkspacesApi(World world) {
        this.world = world;
    }

    Reply create(ApiRequest request) {
        Body body = request.body("workspaceCreateRequest");
        StoredWorkspace workspace = new StoredWorkspace(UUID.randomUUID(), body.requiredString("name"));
        workspace.configureNotifications(body.object("notifications"));
        world.workspaces.put(workspace.id, workspace);
        return Reply.ok(workspace.toJson());
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        boolean includeDeleted = request.queryFlag("includeDeleted");
        world.checkReadable(workspaceIds);
        Stream<StoredWorkspace> workspaces = world.workspaces.values().stream()
                .filter(workspace -> workspaceIds.isEmpty() || workspaceIds.contains(workspace.id))
                .filter(workspace -> includeDeleted || !workspace.deleted);
        return Page.of(request, world.settings)
                .reply(
                        workspaces,
                        StoredWorkspace::toJson,
                        "/workspaces",
                        Map.of("workspaceIds", Page.join(workspaceIds)));
    }

    Reply get(ApiRequest request) {
        return Reply.ok(workspace(request).toJson());
    }

    /** Changes the name and the notifications that the request names. */
    Reply update(ApiRequest request) {
        StoredWorkspace workspace = workspace(request);
        Body body = request.body("workspaceUpdateRequest");
        String name = body.string("name");
        workspace.configureNotifications(body.object("notifications"));
        workspace.name = name == null ? workspace.name : name;
        return Reply.ok(workspace.toJson());
    }

    /** Deletes its connections, destinations and sources first. */
    Reply delete(ApiRequest request) {
        world.delete(workspace(request));
        return Reply.undeclared(204, "");
    }

    private StoredWorkspace workspace(ApiRequest request) {
        return world.workspace(world.id(request.pathParameter("workspaceId")));
    }
}
