package io.github.airbytesdk.provisioning;

/**
 * Something that the pipeline stands on, and how it was come by.
 *
 * @param <T> what the server says of it
 */
record Part<T>(T value, Origin origin) {
    /** Whether a 200 to this call's own create named it, so that the undo may delete it. */
    boolean isOurs() {
        return origin == Origin.CREATED;
    }
}
