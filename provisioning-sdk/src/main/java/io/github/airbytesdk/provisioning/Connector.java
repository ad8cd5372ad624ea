package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.model.DestinationResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A source or a destination as the server returns it. Everything except the id can be missing. */
record Connector(
        UUID id,
        @Nullable String name,
        @Nullable String type,
        @Nullable UUID definitionId,
        @Nullable JsonElement configuration,
        @Nullable Instant createdAt) {

    /** Times in responses have whole seconds, and the server's clock and its database's clock may differ. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** The server returns an empty type for a connector that its table of types lacks. */
    Connector {
        type = type == null || type.isEmpty() ? null : type;
    }

    /** Returns null if the response does not contain an id. */
    static @Nullable Connector of(SourceResponse response) {
        UUID id = response.getSourceId();
        return id == null
                ? null
                : new Connector(
                        id,
                        response.getName(),
                        response.getSourceType(),
                        response.getDefinitionId(),
                        response.getConfiguration(),
                        response.getCreatedAt());
    }

    static @Nullable Connector of(DestinationResponse response) {
        UUID id = response.getDestinationId();
        return id == null
                ? null
                : new Connector(
                        id,
                        response.getName(),
                        response.getDestinationType(),
                        response.getDefinitionId(),
                        response.getConfiguration(),
                        response.getCreatedAt());
    }

    /** Returns a connector of which only the id is known. */
    static Connector ofId(UUID id) {
        return new Connector(id, null, null, null, null, null);
    }

    /** Returns whether a resource may have been created after a time. True if either time is not known. */
    static boolean mayBeCreatedAfter(@Nullable Instant before, @Nullable Instant createdAt) {
        return createdAt == null || before == null || !createdAt.isBefore(before.minus(CLOCK_TOLERANCE));
    }
}
