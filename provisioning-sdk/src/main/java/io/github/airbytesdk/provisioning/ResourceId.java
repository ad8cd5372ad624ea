package io.github.airbytesdk.provisioning;

import java.io.Serializable;

/**
 * Identifies a resource.
 *
 * @param kind kind of the resource
 * @param id a UUID, or the number of a job
 * @since 0.1.0
 */
public record ResourceId(ResourceKind kind, String id) implements Serializable {
    /** Returns the kind and the id, such as {@code source 7c1d...}. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
