package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A reason why an attempt of a job failed, for {@link EmbeddedAirbyte#setJobFailures}.
 *
 * @param origin where it failed, such as {@code source}, {@code destination} or {@code airbyte_platform}
 * @param type the kind of failure, such as {@code config_error}, {@code system_error} or {@code transient_error}
 * @param message the message for users
 * @param internalMessage the technical message
 * @param retryable whether another attempt could succeed
 * @param stream the stream that failed, or null if the failure is not that of a single stream
 * @since 0.1.0
 */
public record JobFailure(
        String origin,
        String type,
        String message,
        String internalMessage,
        boolean retryable,
        @Nullable String stream) {

    /** Requires all but the stream. */
    public JobFailure {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(internalMessage, "internalMessage");
    }

    /** Creates a configuration error of a connector, which another attempt does not help. */
    public static JobFailure configError(String origin, String message) {
        return new JobFailure(origin, "config_error", message, message, false, null);
    }

    /** A real server sends a stack trace, too. Clients must not show it. */
    JsonObject toJson(Instant at) {
        return Json.object()
                .add("failureOrigin", origin)
                .add("failureType", type)
                .add("externalMessage", message)
                .add("internalMessage", internalMessage)
                .add(
                        "stacktrace",
                        "java.lang.RuntimeException: " + internalMessage + "\n\tat io.airbyte.Worker.run(Worker.kt)")
                .add("retryable", retryable)
                .add("timestamp", at.toEpochMilli())
                .add(
                        "streamDescriptor",
                        stream == null
                                ? null
                                : Json.object().add("name", stream).build())
                .build();
    }
}
