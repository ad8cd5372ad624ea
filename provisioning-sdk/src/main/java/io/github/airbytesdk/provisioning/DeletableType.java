package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Rollback} and a {@link Deprovisioner} need to know about one kind of resource.
 *
 * @param <T> what the server returns
 */
interface DeletableType<T> {
    ResourceKind kind();

    /** Returns the id, or null if the response did not contain one. */
    @Nullable
    String id(T resource);

    /** Returns whether the resource exists, according to the lists of the workspace. */
    boolean exists(T resource);

    /** Returns the connections that the server would delete together with the resource. */
    default Collection<ConnectionResponse> connectionsOf(T resource) {
        return List.of();
    }

    void delete(T resource);
}
