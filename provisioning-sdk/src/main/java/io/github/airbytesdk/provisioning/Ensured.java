package io.github.airbytesdk.provisioning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A resource that now exists, and how it was obtained.
 *
 * @param value the resource as the server returned it
 * @param isOwned whether a rollback may delete it
 */
record Ensured<T>(
        ResourceType<?, T> type, T value, @Nullable String name, Origin origin, boolean isOwned) {
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
