package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the caller said of a source or a destination. Immutable.
 *
 * @param name its name, or null where only a request was given
 * @param configuration its own copy of the configuration; to be copied again for each request
 * @param definitionId the connector's definition, where the configuration named it
 * @param requests what to do to each request that is sent, after the values above are in it
 * @param <Q> type of the request
 */
record EndInput<Q>(
        @Nullable String name,
        @Nullable JsonObject configuration,
        @Nullable UUID definitionId,
        List<Consumer<Q>> requests) {

    private static final String DEFINITION_ID = "definitionId";

    static <Q> EndInput<Q> empty() {
        return new EndInput<>(null, null, null, List.of());
    }

    /** @param owner "source" or "destination", for messages */
    EndInput<Q> with(String owner, String name, Object configuration) {
        JsonObject json = ConnectorConfiguration.copy(owner, configuration, null);
        JsonElement definition = json.remove(DEFINITION_ID);
        UUID id = definition == null || definition.isJsonNull() ? null : definitionId(owner, definition);
        return new EndInput<>(Checks.name(owner, name), json, id, requests);
    }

    EndInput<Q> with(Consumer<Q> request) {
        List<Consumer<Q>> all = new ArrayList<>(requests);
        all.add(request);
        return new EndInput<>(name, configuration, definitionId, List.copyOf(all));
    }

    boolean isEmpty() {
        return name == null && requests.isEmpty();
    }

    private static UUID definitionId(String owner, JsonElement definition) {
        String text = definition.isJsonPrimitive() ? definition.getAsString() : definition.toString();
        return Checks.uuid("the " + owner + "'s definitionId", text);
    }
}
