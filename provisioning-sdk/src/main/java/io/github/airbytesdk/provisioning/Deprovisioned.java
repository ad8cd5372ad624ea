package io.github.airbytesdk.provisioning;

import java.io.Serializable;
import java.util.List;

/**
 * The result of a {@link Deprovisioner}.
 *
 * @param deleted what was deleted, in the order of deletion
 * @param alreadyGone what did not exist
 * @since 0.1.0
 */
public record Deprovisioned(List<ResourceId> deleted, List<ResourceId> alreadyGone) implements Serializable {
    /** Copies the lists. */
    public Deprovisioned {
        deleted = List.copyOf(deleted);
        alreadyGone = List.copyOf(alreadyGone);
    }
}
