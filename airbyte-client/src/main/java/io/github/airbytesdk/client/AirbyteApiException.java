package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a call fails or is refused.
 *
 * <p>The message is one line: the operation, the status with the server's short name for the error, and the server's
 * words, for example
 *
 * <pre>createSource: 422 unprocessable-entity: $.port: integer found, string expected</pre>
 *
 * <p>No message, cause or {@code toString} contains a token, a client secret or a secret of a configuration. If a server
 * quotes one, {@code ***} replaces it; SECURITY.md lists the rules.
 *
 * @since 0.1.0
 */
public final class AirbyteApiException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int status;
    private final @Nullable String title;
    private final boolean sent;
    private final boolean repeatedAfterLoss;
    private final boolean fromAirbyte;
    private final @Nullable Instant serverTimeBefore;

    /** Not serialized, because serialized exceptions are often logged. */
    private final transient @Nullable String rawBody;

    AirbyteApiException(
            String message,
            @Nullable Throwable cause,
            String operation,
            int status,
            @Nullable String title,
            boolean sent,
            boolean repeatedAfterLoss,
            boolean fromAirbyte,
            @Nullable Instant serverTimeBefore,
            @Nullable String rawBody) {
        super(message, cause);
        this.operation = operation;
        this.status = status;
        this.title = title;
        this.sent = sent;
        this.repeatedAfterLoss = repeatedAfterLoss;
        this.fromAirbyte = fromAirbyte;
        this.serverTimeBefore = serverTimeBefore;
        this.rawBody = rawBody;
    }

    /**
     * Creates the exception for a response, for tests with mocked calls.
     *
     * @param operation the operation's name, such as {@code createSource}
     * @param status HTTP status
     * @param body the response's body, in any of Airbyte's shapes
     */
    public static AirbyteApiException fromResponse(String operation, int status, String body) {
        ErrorResponse response = ErrorResponse.of("", body);
        return new AirbyteApiException(
                operation + ": " + response.line(status),
                null,
                operation,
                status,
                response.title(),
                true,
                false,
                response.fromAirbyte(),
                null,
                response.body());
    }

    /** Returns the operation's name in the API's description, such as {@code createSource}. */
    public String operation() {
        return operation;
    }

    /** Returns the HTTP status, or 0 if there was no response. A 2xx means that the body could not be read. */
    public int status() {
        return status;
    }

    /**
     * Returns the server's short name for the error, such as {@code unprocessable-entity}, {@code state-conflict} or the
     * reason phrase of the status, or null if there is none.
     */
    public @Nullable String title() {
        return title;
    }

    /**
     * Returns whether the server may have processed the request or may still do so. False only if it certainly has not: no
     * connection was established, no access token was obtained, the connection refused the request, or the thread was
     * interrupted before anything was sent.
     */
    public boolean mayHaveReachedServer() {
        return sent;
    }

    /**
     * Returns whether an earlier attempt of this call was lost and sent again. That attempt may have taken effect, or may still
     * do so, regardless of the response to the last attempt. Applies to reads and deletes only.
     */
    boolean isRepeatedAfterLoss() {
        return repeatedAfterLoss;
    }

    /**
     * Returns whether Airbyte itself responded, with a problem or an {@code errorId}, and not a proxy in front of it. Then
     * Airbyte has finished the request; after a proxy's 504 it may still be working on it.
     */
    public boolean isFromAirbyte() {
        return fromAirbyte;
    }

    /** Returns a time by Airbyte's own clock before the call, or null if none is known. */
    @Nullable
    Instant serverTimeBefore() {
        return serverTimeBefore;
    }

    /**
     * Returns the first 64 KiB of the response's body, with known secrets redacted, or null if there was none. Look at it
     * before you log it, because a body may contain unexpected values. It is not part of the message and not serialized.
     */
    public @Nullable String rawBody() {
        return rawBody;
    }

    /**
     * Returns this exception with the secrets of some configurations redacted in its texts, for callers who know that a
     * server may quote more than this one request: a connector's error while it discovers streams can contain the source's
     * password.
     *
     * @param configurations JSON objects with {@code sourceType} or {@code destinationType}, whose secret members become
     *     {@code ***}; anything else is secret as a whole
     */
    AirbyteApiException redacted(List<? extends JsonElement> configurations) {
        Redactor redactor = Redactor.ofConfigurations(configurations);
        AirbyteApiException redacted = new AirbyteApiException(
                redactor.apply(String.valueOf(getMessage())),
                redact(getCause(), redactor),
                operation,
                status,
                title == null ? null : redactor.apply(title),
                sent,
                repeatedAfterLoss,
                fromAirbyte,
                serverTimeBefore,
                rawBody == null ? null : redactor.apply(rawBody));
        redacted.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            redacted.addSuppressed(redactedCopy(suppressed, redactor));
        }
        return redacted;
    }

    /** HTTP libraries quote malformed responses in their own exceptions. */
    static @Nullable Throwable redact(@Nullable Throwable cause, UnaryOperator<String> redactor) {
        return cause == null ? null : redactedCopy(cause, redactor);
    }

    private static Throwable redactedCopy(Throwable original, UnaryOperator<String> redactor) {
        String text = redactor.apply(original.toString());
        Throwable cause = redact(original.getCause(), redactor);
        List<Throwable> suppressed = Stream.of(original.getSuppressed())
                .map(beside -> redactedCopy(beside, redactor))
                .toList();
        if (text.equals(original.toString())
                && cause == original.getCause()
                && suppressed.equals(List.of(original.getSuppressed()))) {
            return original;
        }
        IOException redacted = new IOException(text, cause);
        redacted.setStackTrace(original.getStackTrace());
        suppressed.forEach(redacted::addSuppressed);
        return redacted;
    }
}
