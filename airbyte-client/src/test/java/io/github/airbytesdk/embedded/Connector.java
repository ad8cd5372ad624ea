package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A snapshot of a source or destination.
 *
 * @param id the sourceId or destinationId
 * @param name its name; names are not unique
 * @param type the connector's type, such as {@code faker}; empty if the server's table of names lacks it
 * @param definitionId the connector's definition
 * @param workspaceId the workspace that it belongs to
 * @param configuration the configuration as stored, with its secrets and without the type; empty after deletion
 * @param createdAt when it was created, by the server's clock, to the second
 * @param deleted whether it has been deleted
 * @since 0.1.0
 */
public record Connector(
        UUID id,
        String name,
        String type,
        UUID definitionId,
        UUID workspaceId,
        JsonObject configuration,
        Instant createdAt,
        boolean deleted) {

    /** Describes the connector without its configuration, which may contain secrets. */
    @Override
    public String toString() {
        return id + " \"" + name + "\" (" + (type.isEmpty() ? definitionId.toString() : type) + ")"
                + (deleted ? ", deleted" : "");
    }
}
