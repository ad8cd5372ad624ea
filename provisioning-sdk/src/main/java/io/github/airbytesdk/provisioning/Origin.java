package io.github.airbytesdk.provisioning;

/**
 * How a provisioning came to a part of its pipeline.
 *
 * @since 0.1.0
 */
public enum Origin {
    /** This call created it, and the server said so. */
    CREATED,
    /** This call sent the create, its answer was lost, and exactly one candidate was found. Never deleted by an undo. */
    ADOPTED,
    /** It had been there before. Never deleted by an undo. */
    REUSED,
    /** It had been there before, and was changed to what was asked for. Never deleted by an undo, nor changed back. */
    UPDATED
}
