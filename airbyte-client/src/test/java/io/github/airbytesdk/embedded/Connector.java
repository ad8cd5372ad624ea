package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A source or destination that the server holds: a snapshot.
 *
 * @param id the sourceId or destinationId
 * @param name its name; names need not be unique
 * @param type the connector's type, such as {@code faker}; empty for a custom connector
 * @param definitionId the connector's definition
 * @param workspaceId the workspace that it belongs to
 * @param configuration the configuration as stored: with its secrets, numbers as they were sent, without the type
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

    /** Says what it is, without the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return id + " \"" + name + "\" (" + (type.isEmpty() ? definitionId.toString() : type) + ")"
                + (deleted ? ", deleted" : "");
    }
}
