package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.airbytesdk.client.model.ConnectionResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sources or destinations. To Airbyte they are alike but for their names, so that the rules for both stand once.
 *
 * @param <Q> type of the create request
 */
abstract class Ends<Q> {
    private final String kind;
    private final Step step;

    Ends(String kind, Step step) {
        this.kind = kind;
        this.step = step;
    }

    /** {@code source} or {@code destination}. */
    String kind() {
        return kind;
    }

    /** The step that creates one. */
    Step step() {
        return step;
    }

    /** The operation that lists them. */
    String listOperation() {
        return step.stepId().replace("create", "list") + "s";
    }

    /** The member of a configuration that names the connector. */
    String typeMember() {
        return kind + "Type";
    }

    /** The member of an answer that names the id. */
    String idMember() {
        return kind + "Id";
    }

    abstract Q newRequest();

    abstract void fill(Q request, UUID workspaceId, EndInput<Q> input, @Nullable JsonObject configuration);

    abstract Asked<Q> asked(Q request);

    abstract @Nullable End create(Q request);

    /** One page; an item without an id is null, so that the page keeps its length. */
    abstract @Nullable List<@Nullable End> list(UUID workspaceId, int limit, int offset);

    abstract @Nullable End get(UUID id);

    /** Changes one to what a request asks for. */
    abstract void update(UUID id, Q request);

    abstract void delete(UUID id);

    abstract boolean isEndOf(ConnectionResponse connection, UUID id);

    /**
     * What a request asks for.
     *
     * @param request the request itself
     */
    record Asked<Q>(
            Q request,
            @Nullable UUID workspaceId,
            @Nullable String name,
            @Nullable UUID definitionId,
            @Nullable JsonElement configuration) {
        @Nullable
        String type(String typeMember) {
            JsonElement type = configuration instanceof JsonObject object ? object.get(typeMember) : null;
            return type != null
                            && type.isJsonPrimitive()
                            && type.getAsJsonPrimitive().isString()
                            && !type.getAsString().isBlank()
                    ? type.getAsString()
                    : null;
        }
    }

    /** Makes a fresh request: our values first, then the caller's own hand, then the checks. */
    Asked<Q> ask(UUID workspaceId, EndInput<Q> input) {
        Q request = newRequest();
        JsonObject configuration = input.configuration();
        fill(request, workspaceId, input, configuration == null ? null : configuration.deepCopy());
        for (Consumer<Q> change : input.requests()) {
            change.accept(request);
        }
        Asked<Q> asked = asked(request);
        Checks.name(kind, asked.name());
        if (!workspaceId.equals(asked.workspaceId())) {
            throw new IllegalArgumentException("the " + kind + "'s request was changed to workspace "
                    + asked.workspaceId() + "; set it by workspace(" + asked.workspaceId() + ")");
        }
        if (!(asked.configuration() instanceof JsonObject)) {
            throw new IllegalArgumentException("the " + kind + "'s configuration has to be a JSON object; give it by "
                    + kind + "(name, configuration)");
        }
        if (asked.definitionId() == null && asked.type(typeMember()) == null) {
            throw new IllegalArgumentException("the " + kind + "'s configuration names no connector; put "
                    + typeMember() + " at its top, such as \"postgres\", or a definitionId");
        }
        return asked;
    }
}
