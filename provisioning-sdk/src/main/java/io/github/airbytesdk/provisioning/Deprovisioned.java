package io.github.airbytesdk.provisioning;

import java.util.List;

/**
 * What a {@link Deprovisioner} did.
 *
 * @param deleted what it deleted, in that order, each as its kind and id, such as {@code connection 7c1d...}
 * @param alreadyGone what had been gone
 * @since 0.1.0
 */
public record Deprovisioned(List<String> deleted, List<String> alreadyGone) {
    /** Copies the lists. */
    public Deprovisioned {
        deleted = List.copyOf(deleted);
        alreadyGone = List.copyOf(alreadyGone);
    }
}
