package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.util.UUID;

/** A tag of a workspace, for connections. Guarded by the {@link World}. */
final class StoredTag {
    final UUID id = UUID.randomUUID();
    final UUID workspaceId;
    String name;
    String color;

    StoredTag(UUID workspaceId, String name, String color) {
        this.workspaceId = workspaceId;
        this.name = name;
        this.color = color;
    }

    JsonObject toJson() {
        return Json.object()
                .add("tagId", id)
                .add("name", name)
                .add("color", color)
                .add("workspaceId", workspaceId)
                .build();
    }
}
