package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.airbytesdk.client.configuration.JsonConfiguration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The caller's input for a source or a destination. Immutable.
 *
 * @param name the name, or null if only a customizer was given
 * @param configuration a private copy of the configuration, to be copied again for each request
 * @param definitionId the connector's definition, if the configuration contained it
 * @param existingId id of an existing resource to use instead of creating one, or null
 * @param customizer changes each request after the values above are set, or null
 * @param <Q> type of the create request
 */
record ConnectorInput<Q>(
        @Nullable String name,
        @Nullable JsonObject configuration,
        @Nullable UUID definitionId,
        @Nullable UUID existingId,
        @Nullable Consumer<Q> customizer) {

    private static final String DEFINITION_ID = "definitionId";

    static <Q> ConnectorInput<Q> empty() {
        return new ConnectorInput<>(null, null, null, null, null);
    }

    ConnectorInput<Q> with(ResourceKind kind, String name, Object configuration, @Nullable Gson gson) {
        String owner = kind.toString();
        JsonObject json = JsonConfiguration.of(owner, configuration, gson);
        JsonElement definition = json.remove(DEFINITION_ID);
        UUID id = definition == null || definition.isJsonNull() ? null : definitionId(owner, definition);
        return new ConnectorInput<>(Checks.name(owner, name), json, id, null, customizer);
    }

    private static UUID definitionId(String owner, JsonElement definition) {
        String text = definition.isJsonPrimitive() ? definition.getAsString() : definition.toString();
        return Checks.uuid("the " + owner + "'s definitionId", text);
    }

    ConnectorInput<Q> withExisting(UUID id) {
        return new ConnectorInput<>(name, configuration, definitionId, Objects.requireNonNull(id, "id"), customizer);
    }

    ConnectorInput<Q> customizedBy(Consumer<Q> next) {
        Objects.requireNonNull(next, "customizer");
        Consumer<Q> before = customizer == null ? request -> {} : customizer;
        return new ConnectorInput<>(name, configuration, definitionId, existingId, before.andThen(next));
    }

    /**
     * Completes a request, unless an existing resource is to be used.
     *
     * @param values sets the name and a copy of the configuration; called if both were given, before the customizers
     */
    void applyTo(Q request, BiConsumer<String, JsonObject> values) {
        if (existingId != null) {
            return;
        }
        if (name != null && configuration != null) {
            values.accept(name, configuration.deepCopy());
        }
        if (customizer != null) {
            customizer.accept(request);
        }
    }

    boolean isEmpty() {
        return name == null && existingId == null && customizer == null;
    }
}
