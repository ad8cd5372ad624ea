package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.provisioning.streams.StreamName;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reason why an attempt of a sync failed, as Airbyte's Config API reports it (not recorded). Secrets that its texts show to be
 * some, such as the password of a URL, are redacted.
 *
 * @param origin where it failed, such as {@code source}, {@code destination}, {@code replication} or {@code airbyte_platform};
 *     {@code unknown} if the server does not report it
 * @param type the kind of failure, such as {@code config_error}, {@code transient_error} or {@code system_error}; {@code unknown}
 *     if the server does not report it
 * @param message the message for users in one line, mostly in the connector's words
 * @param stream the stream that failed; null if the failure is not that of one stream
 * @param isRetryable whether another attempt may succeed without a change. False if the server does not report it
 * @since 0.1.0
 */
public record SyncFailure(
        String origin,
        String type,
        String message,
        @Nullable StreamName stream,
        boolean isRetryable) implements Serializable {
    /** Requires all but the stream. */
    public SyncFailure {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
    }

    boolean isConfigurationError() {
        return type.equals("config_error");
    }

    /** Returns one line, such as {@code destination config_error: password authentication failed (stream public.users)}. */
    @Override
    public String toString() {
        return origin + " " + type + ": " + message + (stream == null ? "" : " (stream " + stream + ")");
    }
}
