package io.github.airbytesdk.provisioning;

/**
 * How a pipeline resource was obtained.
 *
 * @since 0.1.0
 */
public enum Origin {
    /** Created by this call; the response to the create request contained its id. */
    CREATED,
    /**
     * This call sent the create request, the response was lost, and exactly one candidate was found. Not deleted by a rollback,
     * except for a connection between a source and a destination that this call created.
     */
    ADOPTED,
    /** Existed before. Not deleted by a rollback. */
    REUSED,
    /** Existed before and was changed to match the request. Neither deleted nor changed back by a rollback. */
    UPDATED
}
