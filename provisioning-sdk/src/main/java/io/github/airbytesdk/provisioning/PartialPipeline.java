package io.github.airbytesdk.provisioning;

import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a failed provisioning had got to, whether or not what they name still exists.
 *
 * @param sourceId id of the source, or null
 * @param destinationId id of the destination, or null
 * @param connectionId id of the connection, or null
 * @since 0.1.0
 */
public record PartialPipeline(
        @Nullable UUID sourceId,
        @Nullable UUID destinationId,
        @Nullable UUID connectionId) implements Serializable {}
