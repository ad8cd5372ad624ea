package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource: how to find, compare, create, recognize, change and delete it. {@link ResourceLookup}, {@link Ensure}
 * and {@link Rollback} implement the rules that all kinds share.
 *
 * @param <S> what is requested
 * @param <T> what the server returns
 */
interface ResourceType<S, T> {
    /**
     * The differences between an existing resource and the requested one.
     *
     * @param conflict why the resource can be neither reused nor updated, as the end of a sentence, or null
     * @param differences the names of the settings that were requested and have another value on the server
     * @param isReusable whether the differences, if there are any, do not prevent reuse
     * @param needsUpdate whether an update would change something, as far as is known
     * @param remarks describes the differences that do not prevent reuse, for a plan; empty if there are none
     */
    record Comparison(
            @Nullable String conflict,
            Set<String> differences,
            boolean isReusable,
            boolean needsUpdate,
            String remarks) {}

    ResourceKind kind();

    /** Returns the id, or null if the response did not contain one. */
    @Nullable
    String id(T resource);

    /** Returns the name, or null if it is not known. */
    @Nullable
    String name(S spec, @Nullable T resource);

    /** Describes which resources match, such as {@code named "orders"}. */
    String identity(S spec);

    /** Returns the existing resources that have the identity of the requested one, or one that is easily mistaken for it. */
    Collection<T> find(S spec);

    /** Returns whether a resource that was found has exactly the identity of the requested one. */
    default boolean isIdentical(S spec, T found) {
        return true;
    }

    /** Returns whether several resources may have one identity. */
    default boolean allowsDuplicates() {
        return false;
    }

    /** Compares an identical resource with the requested one. */
    Comparison compare(S spec, T found);

    /** Sends the create request, once. */
    @Nullable
    T create(S spec);

    /** Reads the id from a response body that cannot be parsed as a whole, or returns null. */
    @Nullable
    T idIn(@Nullable String body);

    /** Returns when the resource was created, by the server's clock, or null if it is not known. */
    default @Nullable Instant createdAt(T resource) {
        return null;
    }

    /** Returns what a create with an unknown outcome may have created after a time of the server, if that is known. */
    List<Candidate<T>> candidates(S spec, @Nullable Instant before);

    /** Changes an existing resource to match the request. */
    T update(S spec, T found);

    /** Fails the step if the server did not apply what was requested. */
    default void verify(S spec, T resource) {}

    /** Returns whether the resource exists, according to the lists of the workspace. */
    boolean exists(T resource);

    /** Returns the connections that the server would delete together with the resource. */
    default Collection<ConnectionResponse> connectionsOf(T resource) {
        return List.of();
    }

    void delete(T resource);
}
