package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on tags. */
final class TagsApi {
    private static final int MAX_NAME_LENGTH = 30;
    private static final int MAX_TAGS = 100;

    private final World world;

    TagsApi(World world) {
        this.world = world;
    }

    Reply create(ApiRequest request) {
        Body body = request.body("tagCreateRequest");
        String name = body.requiredString("name");
        String color = body.requiredString("color");
        UUID workspaceId = body.requiredUuid("workspaceId");
        if (!world.workspaces.containsKey(workspaceId)) {
            throw world.settings.ordinaryUser()
                    ? Problems.forbidden()
                    : Problems.unexpected("ERROR: insert or update on table \"tag\" violates a foreign key");
        }
        check(name, color, workspaceId, null);
        if (world.tags.values().stream()
                        .filter(tag -> tag.workspaceId.equals(workspaceId))
                        .count()
                >= MAX_TAGS) {
            throw problem(
                    400,
                    "error:tag-limit-for-workspace-reached",
                    "Tag limit reached",
                    "A workspace can have at most " + MAX_TAGS + " tags.");
        }
        StoredTag tag = new StoredTag(workspaceId, name, color);
        world.tags.put(tag.id, tag);
        return Reply.ok(tag.toJson());
    }

    private void check(String name, String color, UUID workspaceId, @Nullable StoredTag self) {
        if (name.length() > MAX_NAME_LENGTH) {
            throw problem(
                    400,
                    "error:tag-name-too-long",
                    "Tag name too long",
                    "The tag name can be maximum " + MAX_NAME_LENGTH + " characters.");
        }
        if (!color.matches("[0-9A-Fa-f]{6}")) {
            throw problem(
                    400, "error:tag-invalid-hex-color", "Invalid hex color", "The hex color provided is invalid.");
        }
        boolean taken = world.tags.values().stream()
                .anyMatch(tag -> tag != self && tag.workspaceId.equals(workspaceId) && tag.name.equals(name));
        if (taken) {
            throw problem(
                    409,
                    "error:tag-already-exists",
                    "Tag already exists",
                    "A tag with this name already exists in this workspace.");
        }
    }

    private static Refusal problem(int status, String type, String title, String detail) {
        return Problems.named(status, type, title, detail, JsonNull.INSTANCE);
    }

    Reply list(ApiRequest request) {
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        world.checkReadable(workspaceIds);
        JsonArray data = new JsonArray();
        world.tags.values().stream()
                .filter(tag -> workspaceIds.isEmpty() || workspaceIds.contains(tag.workspaceId))
                .forEach(tag -> data.add(tag.toJson()));
        JsonObject body = Json.object().add("data", data).build();
        return Reply.ok(body);
    }

    Reply get(ApiRequest request) {
        return Reply.ok(tag(request).toJson());
    }

    Reply update(ApiRequest request) {
        StoredTag tag = tag(request);
        Body body = request.body("tagPatchRequest");
        String name = body.requiredString("name");
        String color = body.requiredString("color");
        check(name, color, tag.workspaceId, tag);
        tag.name = name;
        tag.color = color;
        return Reply.ok(tag.toJson());
    }

    Reply delete(ApiRequest request) {
        StoredTag tag = tag(request);
        world.tags.remove(tag.id);
        world.connections.stream().forEach(connection -> connection.tags.remove(tag));
        return Reply.empty(204);
    }

    private StoredTag tag(ApiRequest request) {
        return world.tag(request.pathUuid("tagId"));
    }
}
