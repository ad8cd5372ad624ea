package io.github.airbytesdk.fleet;

import java.util.List;
import java.util.UUID;

/**
 * One row of the input: whose pipeline it is, and what it is made of. It goes into Temporal's history as it is, so that
 * secrets are in it only as references.
 *
 * @param name the tenant's name, unique in its workspace
 * @param source where the pipeline reads
 * @param destination where it writes
 * @param streams names of the streams to sync; none means all that the source offers
 * @param prefix put before the names of the destination's tables, or null
 */
public record Tenant(
        String name, UUID workspaceId, Source source, Destination destination, List<String> streams, String prefix) {
    /**
     * A source to make.
     *
     * @param type the connector, such as {@code postgres}; null where the configuration has a {@code definitionId}
     * @param configuration JSON text, in which every digit is kept; with {@code ${env:NAME}} and {@code ${file:PATH}}
     */
    public record Source(String name, String type, String configuration) {}

    /**
     * A destination to make, or one that many tenants share.
     *
     * @param id the shared one's id; then all else is null
     */
    public record Destination(UUID id, String name, String type, String configuration) {
        boolean isShared() {
            return id != null;
        }
    }
}
