package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.MalformedJsonException;
import io.github.airbytesdk.client.FollowUpGuard.UnknownProxyException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
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

/** Creates the exceptions: one line each that says what to do, without secrets. */
final class ApiExceptions {
    private static final String NO_RESPONSE = "; see TROUBLESHOOTING.md#no-response";
    private static final String PROXY =
            "; the proxy requires credentials: set proxyAuthenticator(...) on the OkHttpClient that"
                    + " is given to httpClient(...); see TROUBLESHOOTING.md#proxy";
    private static final String TLS = "; see TROUBLESHOOTING.md#tls";
    private static final String TOKEN_OPERATION = "createAccessToken";

    private static final String CONFIG_API = "; see TROUBLESHOOTING.md#config-api";

    private final HttpUrl baseUrl;
    private final List<String> secrets;
    private final boolean configApi;

    /** @param secrets texts that no message may contain, besides the credentials of the call itself */
    ApiExceptions(HttpUrl baseUrl, List<String> secrets) {
        this(baseUrl, secrets, false);
    }

    private ApiExceptions(HttpUrl baseUrl, List<String> secrets, boolean configApi) {
        this.baseUrl = baseUrl;
        this.secrets = secrets;
        this.configApi = configApi;
    }

    /** Creates exceptions for calls of the Config API at this URL. */
    ApiExceptions forConfigApi(HttpUrl url) {
        return new ApiExceptions(url, secrets, true);
    }

    /** Creates the exception for a call whose thread was interrupted before anything was sent. */
    AirbyteApiException notStarted(Call call) {
        return failure(call, 0, null, "not sent, because the thread is interrupted", null, false, null);
    }

    /** Creates the exception for a response whose status is not 2xx. */
    AirbyteApiException refused(Call call, Response response) {
        Redactor redactor = redactorFor(call);
        ErrorResponse error = ErrorResponse.of(response, redactor);
        return failure(
                call,
                response.code(),
                error.title(),
                error.line(response.code()) + hint(call, response, error, redactor),
                null,
                error.fromAirbyte(),
                error.body());
    }

    private String hint(Call call, Response response, ErrorResponse error, Redactor redactor) {
        int status = response.code();
        if (status >= 300 && status < 400) {
            return redirectHint(response.header("Location"), redactor);
        }
        if (status == 407) {
            return PROXY;
        }
        boolean tokenRequest = CallContext.of(call).operation().equals(TOKEN_OPERATION);
        boolean foreign = !error.isJson() && (!error.body().isBlank() || response.header("WWW-Authenticate") != null);
        if ((status == 401 || status == 403) && foreign) {
            return gatewayHint();
        }
        if (status == 404 && !error.fromAirbyte()) {
            return (tokenRequest
                            ? "; authentication may be switched off on this server, then build the client without credentials"
                            : "")
                    + wrongBaseUrl();
        }
        if (configApi && (status == 403 || status == 404)) {
            return CONFIG_API;
        }
        if (tokenRequest) {
            boolean refusedByAirbyte =
                    status == 400 || status == 401 || status == 403 || (status == 500 && error.fromAirbyte());
            return refusedByAirbyte
                    ? "; check the client id and the client secret; see TROUBLESHOOTING.md#credentials"
                    : "";
        }
        return switch (status) {
            case 400 ->
                "value-not-found".equals(error.title())
                        ? "; if this is the type of a connector, set the request's definitionId instead, as returned by"
                                + " listSourceDefinitions or listDestinationDefinitions"
                        : "";
            case 401 ->
                "; check the credentials, and that they are for " + baseUrl + "; see TROUBLESHOOTING.md#credentials";
            case 403 ->
                "; Airbyte also responds with 403 if an id in the request does not exist"
                        + "; see TROUBLESHOOTING.md#forbidden";
            default -> "";
        };
    }

    /** Omits the query, because a login page's URL can contain a state or a token. */
    private String redirectHint(@Nullable String location, Redactor redactor) {
        String setting = configApi ? "configApiUrl" : "the base URL";
        HttpUrl target = location == null ? null : baseUrl.resolve(location);
        if (target == null) {
            return "; the server redirects, and redirects are not followed: set " + setting
                    + " to Airbyte's own address";
        }
        String shown = ErrorResponse.oneLine(redactor.apply(
                target.newBuilder().query(null).fragment(null).build().toString()));
        boolean sameHost = target.host().equals(baseUrl.host());
        if (sameHost && target.isHttps() && !baseUrl.isHttps()) {
            return "; the server redirects to " + shown + ", and redirects are not followed: write https:// in "
                    + setting;
        }
        return "; the server redirects to " + shown
                + ", and redirects are not followed: set " + setting + " to Airbyte's own"
                + " address, or, if this is a login page, see TROUBLESHOOTING.md#gateway";
    }

    private String gatewayHint() {
        return "; the response is not Airbyte's: a gateway in front of " + baseUrl
                + " requires credentials of its own, which"
                + " header(name, value) adds; see TROUBLESHOOTING.md#gateway";
    }

    private String wrongBaseUrl() {
        if (configApi) {
            return "; the server has no Config API at " + baseUrl + CONFIG_API;
        }
        return "; is the base URL right? It is " + baseUrl
                + ", and a self-managed Airbyte has its public API at <its URL>/api/public/v1"
                + "; see TROUBLESHOOTING.md#wrong-base-url";
    }

    /** Returns the text for a response to the token request that contains no token. */
    String withoutToken() {
        return "200 with a response that contains no token" + wrongBaseUrl();
    }

    /** Creates the exception for a 2xx response with a body that the operation does not return. */
    AirbyteApiException unreadable(Call call, Response response, String start, @Nullable Exception why) {
        Redactor redactor = redactorFor(call);
        String body = redactor.apply(start);
        boolean webPage = isWebPage(response) || ErrorResponse.isWebPage(body);
        // Gson's own exception is not a cause: its message can quote values.
        Throwable cause = why instanceof IOException && !(why instanceof MalformedJsonException)
                ? AirbyteApiException.redact(why, redactor)
                : null;
        String text = response.code() + " with "
                + (webPage
                        ? "a web page instead of JSON" + ErrorResponse.webPageTitle(body) + wrongBaseUrl()
                        : "a response " + problem(call, body, why, redactor));
        return failure(call, response.code(), null, text, cause, false, body);
    }

    private static String problem(Call call, String body, @Nullable Exception why, Redactor redactor) {
        if (why == null || (why instanceof EOFException && body.isBlank())) {
            return "without content";
        }
        if (why instanceof EOFException || why instanceof ProtocolException) {
            return "that was cut short";
        }
        if (Thread.currentThread().isInterrupted()) {
            return "that was still arriving when the thread was interrupted";
        }
        if (isTimeout(why)) {
            boolean silence = why instanceof SocketTimeoutException
                    && CallContext.of(call).isRepeatedAfterSilence();
            return silence ? "that stopped arriving" : "that was still arriving after " + timeout(call);
        }
        if (why instanceof IOException && !(why instanceof MalformedJsonException)) {
            return "that could not be read: " + ErrorResponse.oneLine(redactor.apply(String.valueOf(why.getMessage())));
        }
        return "that is not the expected JSON";
    }

    static boolean isWebPage(Response response) {
        return String.valueOf(response.header("Content-Type"))
                .toLowerCase(Locale.ROOT)
                .contains("html");
    }

    /** Returns whether the call timed out as a whole, or the HTTP/2 stream that has the same timeout. */
    static boolean isTimeout(Exception e) {
        return e instanceof InterruptedIOException && "timeout".equals(e.getMessage());
    }

    /** Creates the exception for a call without a response. */
    AirbyteApiException noResponse(Call call, IOException e) {
        Redactor redactor = redactorFor(call);
        Throwable cause = AirbyteApiException.redact(e, redactor);
        if (e instanceof AuthorizationException refused) {
            return failure(call, refused.status(), null, "not sent: " + oneLine(e, redactor), cause, false, null);
        }
        if (e instanceof UnknownProxyException) {
            return failure(call, 407, null, "not sent: " + oneLine(e, redactor) + PROXY, cause, false, null);
        }
        String text = CallContext.of(call).isSent() ? lost(call, e, redactor) : notSent(call, e, redactor);
        return failure(call, 0, null, text, cause, false, null);
    }

    private static String lost(Call call, IOException e, Redactor redactor) {
        if (Thread.currentThread().isInterrupted()) {
            return "interrupted while waiting for the response";
        }
        if (isTimeout(e)) {
            return "no response within " + timeout(call) + NO_RESPONSE;
        }
        if (CallContext.of(call).isHostSilent()) {
            return "no response, and the server does not respond on a new connection either" + NO_RESPONSE;
        }
        return "no response: " + oneLine(e, redactor) + NO_RESPONSE;
    }

    private String notSent(Call call, IOException e, Redactor redactor) {
        String server = baseUrl.scheme() + "://" + HostText.of(baseUrl) + ":" + baseUrl.port();
        if (Thread.currentThread().isInterrupted()) {
            return "not sent, because the thread is interrupted";
        }
        if (isTimeout(e)) {
            return "not sent within " + timeout(call);
        }
        if (e instanceof UnknownHostException) {
            return "not sent: host " + HostText.of(baseUrl) + " is not known; check the base URL";
        }
        if (e instanceof SSLException || String.valueOf(e.getMessage()).contains("fatal alert: ")) {
            String reason = oneLine(e, redactor);
            return "not sent: no trusted TLS connection to " + server + ": " + reason + clientCertificateHint(reason)
                    + TLS;
        }
        if (String.valueOf(e.getMessage()).contains("Failed to authenticate with proxy")) {
            return "not sent: no connection to " + server + PROXY;
        }
        return "not sent: no connection to " + server + ": " + oneLine(e, redactor) + (baseUrl.isHttps() ? TLS : "");
    }

    private static String clientCertificateHint(String reason) {
        return reason.contains("certificate_required") || reason.contains("bad_certificate")
                ? "; the server may require a client certificate"
                : "";
    }

    private static String oneLine(IOException e, Redactor redactor) {
        String message = e.getMessage();
        return ErrorResponse.oneLine(
                redactor.apply(message == null ? e.getClass().getSimpleName() : message));
    }

    private static String timeout(Call call) {
        Duration timeout = Duration.ofNanos(call.timeout().timeoutNanos());
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    private static AirbyteApiException failure(
            Call call,
            int status,
            @Nullable String title,
            String text,
            @Nullable Throwable cause,
            boolean fromAirbyte,
            @Nullable String rawBody) {
        CallContext context = CallContext.of(call);
        return new AirbyteApiException(
                context.operation() + ": " + text,
                cause,
                context.operation(),
                status,
                title,
                context.isSent(),
                context.isRepeatedAfterLoss(),
                fromAirbyte,
                context.serverTimeBefore(),
                rawBody);
    }

    /** Redacts what is secret in what this client sent: its credentials and the configuration in the body. */
    private Redactor redactorFor(Call call) {
        return Redactor.of(secrets)
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
        } catch (IOException | JsonParseException notJson) {
            return List.of();
        }
    }
}
