package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions: one line each, with what to do about it, and with nothing secret in it. */
final class ApiExceptions {
    private static final String WRONG_BASE_URL =
            "; is the base URL right? It is %s, and a self-managed Airbyte answers at <its URL>/api/public/v1"
                    + "; see TROUBLESHOOTING.md#wrong-base-url";

    private static final String NO_ANSWER = "; see TROUBLESHOOTING.md#no-answer";

    private final HttpUrl baseUrl;
    private final Authorization authorization;

    ApiExceptions(HttpUrl baseUrl, Authorization authorization) {
        this.baseUrl = baseUrl;
        this.authorization = authorization;
    }

    /** The thread had been interrupted before anything was sent. */
    AirbyteApiException notStarted(Call call) {
        return failure(call, 0, null, "not sent, because the thread is interrupted", null, false, null);
    }

    /** The server answered with a status that is not 2xx. */
    AirbyteApiException refused(Call call, Response response) {
        Redactor mask = maskFor(call);
        ErrorResponse answer = ErrorResponse.of(response, mask);
        return failure(
                call,
                response.code(),
                answer.title(),
                answer.line(response.code()) + hint(response, answer, mask),
                null,
                answer.fromAirbyte(),
                answer.body());
    }

    private String hint(Response response, ErrorResponse answer, Redactor mask) {
        int status = response.code();
        if (status >= 300 && status < 400) {
            String location = response.header("Location");
            return "; the server points elsewhere"
                    + (location == null ? "" : ", to " + ErrorResponse.oneLine(mask.apply(location)))
                    + ", and redirects are not followed: set the base URL to where Airbyte answers";
        }
        return switch (status) {
            case 401 ->
                "; check the credentials, and that they are for " + baseUrl + "; see TROUBLESHOOTING.md#credentials";
            case 403 ->
                "; Airbyte answers 403 also where an id in the request does not exist"
                        + "; see TROUBLESHOOTING.md#forbidden";
            case 404 -> answer.fromAirbyte() ? "" : WRONG_BASE_URL.formatted(baseUrl);
            default -> "";
        };
    }

    /** The server answered 2xx with something that is not what the operation answers. */
    AirbyteApiException unreadable(Call call, Response response, String start, @Nullable Exception why) {
        Redactor mask = maskFor(call);
        String body = mask.apply(start);
        String text;
        if (isWebPage(response) || ErrorResponse.isWebPage(body)) {
            text = "a web page instead of JSON" + WRONG_BASE_URL.formatted(baseUrl);
        } else if (why == null || (why instanceof EOFException && body.isBlank())) {
            text = "an answer without content";
        } else if (why instanceof EOFException || why instanceof ProtocolException) {
            text = "an answer that was cut short";
        } else if (Thread.currentThread().isInterrupted()) {
            text = "an answer that was still arriving when the thread was interrupted";
        } else if (isTimeout(why)) {
            text = "an answer that was still arriving after " + budget(call);
        } else if (why instanceof IOException && !(why instanceof MalformedJsonException)) {
            text = "an answer that could not be read: "
                    + ErrorResponse.oneLine(mask.apply(String.valueOf(why.getMessage())));
        } else {
            text = "an answer that is not the JSON that was expected";
        }
        // Gson's own exception is no cause: its message can quote values.
        Throwable cause = why instanceof IOException && !(why instanceof MalformedJsonException)
                ? AirbyteApiException.hide(why, mask)
                : null;
        return failure(call, response.code(), null, response.code() + " with " + text, cause, false, body);
    }

    static boolean isWebPage(Response response) {
        return String.valueOf(response.header("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .contains("html");
    }

    /** Of the call as a whole, as OkHttp says it. */
    private static boolean isTimeout(Exception e) {
        return e instanceof InterruptedIOException && "timeout".equals(e.getMessage());
    }

    /** No answer came. */
    AirbyteApiException noAnswer(Call call, IOException e) {
        Redactor mask = maskFor(call);
        Throwable cause = AirbyteApiException.hide(e, mask);
        CallContext exchange = CallContext.of(call);
        if (e instanceof AuthorizationException refused) {
            return failure(call, refused.status(), null, "not sent: " + oneLine(e, mask), cause, false, null);
        }
        String host = baseUrl.scheme() + "://" + baseUrl.host() + ":" + baseUrl.port();
        String text;
        if (Thread.currentThread().isInterrupted()) {
            text = exchange.isSent()
                    ? "interrupted while waiting for the answer"
                    : "not sent, because the thread is interrupted";
        } else if (isTimeout(e)) {
            text = exchange.isSent()
                    ? "no answer within " + budget(call) + NO_ANSWER
                    : "not sent within " + budget(call);
        } else if (exchange.isSent()) {
            text = "no answer: " + oneLine(e, mask) + NO_ANSWER;
        } else if (e instanceof UnknownHostException) {
            text = "not sent: host " + baseUrl.host() + " is not known; check the base URL";
        } else if (e instanceof SSLException) {
            text = "not sent: no trusted TLS connection to " + host + ": " + oneLine(e, mask)
                    + "; see TROUBLESHOOTING.md#tls";
        } else {
            text = "not sent: no connection to " + host + ": " + oneLine(e, mask);
        }
        return failure(call, 0, null, text, cause, false, null);
    }

    private static String oneLine(IOException e, Redactor mask) {
        String message = e.getMessage();
        return ErrorResponse.oneLine(mask.apply(message == null ? e.getClass().getSimpleName() : message));
    }

    private static String budget(Call call) {
        Duration budget = Duration.ofNanos(call.timeout().timeoutNanos());
        return budget.toMillis() % 1000 == 0 ? budget.toSeconds() + " s" : budget.toMillis() + " ms";
    }

    private static AirbyteApiException failure(
            Call call,
            int status,
            @Nullable String title,
            String text,
            @Nullable Throwable cause,
            boolean fromAirbyte,
            @Nullable String rawBody) {
        CallContext exchange = CallContext.of(call);
        return new AirbyteApiException(
                exchange.operation() + ": " + text,
                cause,
                exchange.operation(),
                status,
                title,
                exchange.isSent(),
                exchange.isRepeatedAfterLoss(),
                fromAirbyte,
                exchange.serverTimeBefore(),
                rawBody);
    }

    /** What this client knows to be secret in what it sent: its own credentials and the body's configuration. */
    private Redactor maskFor(Call call) {
        return Redactor.of(authorization.secrets())
                .and(Redactor.of(CallContext.of(call).credentials()))
                .and(Redactor.ofConfigurations(secretParts(call.request())));
    }

    private static List<JsonElement> secretParts(Request request) {
        RequestBody body = request.body();
        if (body == null) {
            return List.of();
        }
        try (Buffer buffer = new Buffer()) {
            body.writeTo(buffer);
            return Redactor.secretParts(JsonParser.parseString(buffer.readUtf8()));
        } catch (IOException | JsonParseException notOurs) {
            return List.of();
        }
    }
}
