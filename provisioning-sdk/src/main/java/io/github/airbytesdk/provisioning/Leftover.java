package io.github.airbytesdk.provisioning;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a failed provisioning left on the server, or may have left there.
 *
 * @param kind kind of the resource
 * @param id a UUID, or the number of a job; null if the outcome of a create is unknown and no candidate was found
 * @param name name of the resource, or null if it is not known
 * @param reason why the resource was not deleted, in one line
 * @since 0.1.0
 */
public record Leftover(
        ResourceKind kind, @Nullable String id, @Nullable String name, String reason) implements Serializable {
    /** Returns one line, such as {@code source 7c1d... "orders" (deleteSource: 503 ...)}. */
    @Override
    public String toString() {
        return Messages.oneLine(
                kind + (id == null ? "" : " " + id) + (name == null ? "" : " \"" + name + "\"") + " (" + reason + ")");
    }
}
