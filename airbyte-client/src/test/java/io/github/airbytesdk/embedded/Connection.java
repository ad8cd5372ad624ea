package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A snapshot of a connection.
 *
 * @param id the connectionId
 * @param name its name; names are not unique
 * @param sourceId the source from which it reads
 * @param destinationId the destination to which it writes
 * @param workspaceId the workspace that it belongs to
 * @param status such as {@code active}; {@code deprecated} once it has been deleted
 * @param createdAt when it was created, by the server's clock, to the second
 * @param json the whole connection, as {@code getConnection} returns it
 * @since 0.1.0
 */
public record Connection(
        UUID id,
        String name,
        UUID sourceId,
        UUID destinationId,
        UUID workspaceId,
        String status,
        Instant createdAt,
        JsonObject json) {

    /** Returns whether it has been deleted. */
    public boolean deleted() {
        return status.equals(StoredConnection.DELETED);
    }

    @Override
    public String toString() {
        return id + " \"" + name + "\" (" + sourceId + " to " + destinationId + "), " + status;
    }
}
