package io.github.airbytesdk.provisioning;

import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a failed provisioning left on the server, or may have left.
 *
 * @param kind {@code source}, {@code destination}, {@code connection} or {@code job}
 * @param id its id: a UUID, or a job's number; null where a create's outcome is unknown and nothing was found yet
 * @param name its name, or null where it is not known
 * @param reason why it was not deleted, in one line
 * @since 0.1.0
 */
public record Leftover(
        String kind, @Nullable String id, @Nullable String name, String reason) implements Serializable {
    static Leftover of(String kind, UUID id, @Nullable String name, String reason) {
        return new Leftover(kind, id.toString(), name, reason);
    }

    /** Returns one line, such as {@code source 7c1d... "orders" (deleteSource: 503 ...)}. */
    @Override
    public String toString() {
        return kind + (id == null ? "" : " " + id) + (name == null ? "" : " \"" + name + "\"") + " (" + reason + ")";
    }
}
