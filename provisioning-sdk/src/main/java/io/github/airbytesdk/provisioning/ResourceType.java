package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource: how to find, compare, create, recognize, change and delete it. {@link ResourceLookup}, {@link Ensure}
 * and {@link Rollback} implement the rules that all kinds share.
 *
 * @param <S> what is requested
 * @param <T> what the server returns
 */
interface ResourceType<S, T> extends DeletableType<T> {
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

    /**
     * Returns the resources that a create with an unknown outcome may have created.
     *
     * @param before the server's time before the create, or null if it is not known
     */
    List<Candidate<T>> candidates(S spec, @Nullable Instant before);

    /** Changes an existing resource to match the request. */
    T update(S spec, T found);

    /**
     * Checks that the server applied what was requested.
     *
     * @throws StepFailure if it did not
     */
    default void verify(S spec, T resource) {}
}
