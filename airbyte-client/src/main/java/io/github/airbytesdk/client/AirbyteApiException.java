package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.invoker.ApiException;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed or was refused.
 *
 * <p>The message is one line: the operation, the status with the server's short name for the error, and the server's
 * words, for example
 *
 * <pre>createSource: 422 unprocessable-entity: $.port: integer found, string expected</pre>
 *
 * <p>No message, cause or {@code toString} holds a token, a client secret or a secret of a configuration. Where a server
 * quotes one, {@code ***} replaces it; SECURITY.md lists the rules.
 *
 * @since 0.1.0
 */
public final class AirbyteApiException extends ApiException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int status;
    private final @Nullable String title;
    private final boolean sent;
    private final boolean repeatedAfterLoss;
    private final boolean fromAirbyte;
    private final @Nullable Instant serverTimeBefore;

    /** Not serialised: a log of serialised exceptions is no place for a body. */
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
     * Makes the exception that an answer of the server leads to, for tests with mocked calls.
     *
     * @param operation the operation's name, such as {@code createSource}
     * @param status HTTP status
     * @param body the answer's body, in any of Airbyte's shapes
     */
    public static AirbyteApiException fromResponse(String operation, int status, String body) {
        ErrorResponse answer = ErrorResponse.of("", body);
        return new AirbyteApiException(
                operation + ": " + answer.line(status),
                null,
                operation,
                status,
                answer.title(),
                true,
                false,
                answer.fromAirbyte(),
                null,
                answer.body());
    }

    /** Returns the operation's name in the API's description, such as {@code createSource}. */
    public String operation() {
        return operation;
    }

    /** Returns the HTTP status, 0 where there was no answer. A 2xx means that its body could not be read. */
    public int status() {
        return status;
    }

    /**
     * Returns the server's short name for the error, such as {@code unprocessable-entity}, {@code state-conflict} or a
     * status line's reason, or null where it gave none.
     */
    public @Nullable String title() {
        return title;
    }

    /**
     * Returns whether the request may have reached the server. False only where it certainly did not: no connection, no
     * access token, a thread that was interrupted before.
     */
    public boolean mayHaveReachedServer() {
        return sent;
    }

    /**
     * Returns whether an earlier attempt of this call was lost and sent again. That one may have taken effect, or may yet
     * do so, whatever the answer to the last one says. Only reads and deletes are sent again so.
     */
    boolean isRepeatedAfterLoss() {
        return repeatedAfterLoss;
    }

    /**
     * Returns whether Airbyte itself answered, with a problem or an {@code errorId}, and not a proxy in front of it. Then
     * it has finished with the request; after a proxy's 504 it may still be at work.
     */
    public boolean isFromAirbyte() {
        return fromAirbyte;
    }

    /**
     * Returns the server's clock as of its last answer before this call, or null where this client had had none. What the
     * server has made since then may be this call's doing.
     */
    @Nullable
    Instant serverTimeBefore() {
        return serverTimeBefore;
    }

    /**
     * Returns the first 64 KiB of the answer's body, with known secrets hidden, or null where there was none. Look at it
     * before you log it: a body may hold what nobody expected. It is not part of the message and not serialised.
     */
    public @Nullable String rawBody() {
        return rawBody;
    }

    /**
     * Returns this exception with the secrets of some configurations hidden in its texts, for callers who know that a
     * server may quote more than this one request: a connector's error while it discovers streams can hold the source's
     * password.
     *
     * @param configurations JSON objects with {@code sourceType} or {@code destinationType}, whose secret members become
     *     {@code ***}; anything else is secret as a whole
     */
    AirbyteApiException redacted(List<? extends JsonElement> configurations) {
        Redactor mask = Redactor.ofConfigurations(configurations);
        AirbyteApiException hidden = new AirbyteApiException(
                mask.apply(String.valueOf(getMessage())),
                hide(getCause(), mask),
                operation,
                status,
                title == null ? null : mask.apply(title),
                sent,
                repeatedAfterLoss,
                fromAirbyte,
                serverTimeBefore,
                rawBody == null ? null : mask.apply(rawBody));
        hidden.setStackTrace(getStackTrace());
        for (Throwable suppressed : getSuppressed()) {
            hidden.addSuppressed(hideIn(suppressed, mask));
        }
        return hidden;
    }

    /** HTTP libraries quote malformed answers in their own exceptions. */
    static @Nullable Throwable hide(@Nullable Throwable cause, UnaryOperator<String> mask) {
        return cause == null ? null : hideIn(cause, mask);
    }

    private static Throwable hideIn(Throwable shown, UnaryOperator<String> mask) {
        String text = mask.apply(shown.toString());
        Throwable cause = hide(shown.getCause(), mask);
        List<Throwable> suppressed = Stream.of(shown.getSuppressed())
                .map(beside -> hideIn(beside, mask))
                .toList();
        if (text.equals(shown.toString())
                && cause == shown.getCause()
                && suppressed.equals(List.of(shown.getSuppressed()))) {
            return shown;
        }
        IOException hidden = new IOException(text, cause);
        hidden.setStackTrace(shown.getStackTrace());
        suppressed.forEach(hidden::addSuppressed);
        return hidden;
    }
}
