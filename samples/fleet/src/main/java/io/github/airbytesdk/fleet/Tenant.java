package io.github.airbytesdk.fleet;

import java.util.List;
import java.util.UUID;

/**
 * One entry of the input file. It is kept in Temporal's history as it is, so it holds secrets only as references.
 *
 * @param name unique in its workspace
 * @param streams names of the streams to sync; empty for all that the source offers
 * @param prefix put before the names of the destination's tables, or null
 */
public record Tenant(
        String name, UUID workspaceId, Connector source, Connector destination, List<String> streams, String prefix) {
    /**
     * A source or destination.
     *
     * @param id of a destination that tenants share; then everything else is null
     * @param type the connector, such as {@code postgres}; null if the configuration has a {@code definitionId}
     * @param configuration JSON text, which keeps every digit, with references such as {@code ${env:NAME}}
     */
    public record Connector(UUID id, String name, String type, String configuration) {
        boolean isShared() {
            return id != null;
        }
    }
}
