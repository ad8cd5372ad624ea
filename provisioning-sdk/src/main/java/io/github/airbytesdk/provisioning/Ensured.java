package io.github.airbytesdk.provisioning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource that now exists, and how it was obtained.
 *
 * @param type kind of resource
 * @param value the resource as the server returned it
 * @param name its name, or null if it is not known
 * @param isOwned whether a rollback may delete it
 * @param <T> what the server returns of it
 */
record Ensured<T>(DeletableType<T> type, T value, @Nullable String name, Origin origin, boolean isOwned) {
    ResourceKind kind() {
        return type.kind();
    }

    String id() {
        return Objects.requireNonNull(type.id(value));
    }

    /** Describes this resource without its values, which may be secret. */
    @Override
    public String toString() {
        return kind() + " " + id();
    }
}
