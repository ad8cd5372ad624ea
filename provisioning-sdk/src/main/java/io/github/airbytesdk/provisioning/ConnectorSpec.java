package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source or a destination as requested: an existing one, or a validated create request.
 *
 * @param existingId id of the existing one; then the other values are not used
 * @param request the create request, which contains the name, the definition and the configuration
 * @param type the connector's type in the configuration, if it has one
 * @param <Q> type of the create request
 */
record ConnectorSpec<Q>(
        @Nullable UUID existingId,
        Q request,
        String name,
        @Nullable UUID definitionId,
        @Nullable String type,
        JsonObject configuration) {

    /**
     * Validates a request after the caller's customizers have run.
     *
     * @param workspaceId the workspace that the caller has set, to which the request must belong
     */
    static <Q> ConnectorSpec<Q> of(
            ResourceKind kind,
            @Nullable UUID existingId,
            Q request,
            UUID workspaceId,
            @Nullable UUID requestedWorkspaceId,
            @Nullable String name,
            @Nullable UUID definitionId,
            @Nullable JsonElement configuration) {
        if (existingId != null) {
            return new ConnectorSpec<>(existingId, request, "", null, null, new JsonObject());
        }
        if (!workspaceId.equals(requestedWorkspaceId)) {
            throw new IllegalArgumentException("the " + kind + "'s request was changed to workspace "
                    + requestedWorkspaceId + "; call workspace(" + requestedWorkspaceId + ") instead");
        }
        String checkedName = Checks.name(kind.toString(), name);
        if (!(configuration instanceof JsonObject json)) {
            throw new IllegalArgumentException("the " + kind + "'s configuration must be a JSON object; set it by "
                    + kind + "(name, configuration)");
        }
        String type = text(json.get(typeMember(kind)));
        if (definitionId == null && type == null) {
            throw new IllegalArgumentException("the " + kind + "'s configuration does not name a connector; add "
                    + typeMember(kind) + ", such as \"postgres\", or definitionId at the top level");
        }
        return new ConnectorSpec<>(null, request, checkedName, definitionId, type, json);
    }

    /** Returns the configuration's member that names the connector. */
    static String typeMember(ResourceKind kind) {
        return kind + "Type";
    }

    private static @Nullable String text(@Nullable JsonElement value) {
        String text = value instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : "";
        return text.isBlank() ? null : text;
    }
}
