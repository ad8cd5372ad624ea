package io.github.airbytesdk.client;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends the generated calls and reads their responses. */
final class Transport {
    static final MediaType JSON_TYPE = MediaType.get("application/json");

    private static final int NO_CONTENT = 204;

    private final OkHttpClient http;
    private final HttpUrl baseUrl;
    private final Timeouts timeouts;
    private final Headers headers;
    private final ApiExceptions exceptions;
    private final HostProbe probe;

    /** @param headers the application's headers, added to every request */
    Transport(OkHttpClient http, HttpUrl baseUrl, Timeouts timeouts, Headers headers, ApiExceptions exceptions) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.timeouts = timeouts;
        this.headers = headers.newBuilder()
                .set("Accept", "application/json")
                .set("User-Agent", UserAgent.VALUE)
                .build();
        this.exceptions = exceptions;
        this.probe = new HostProbe(http, baseUrl, headers, timeouts.silence());
    }

    /** Returns a transport for the Config API at this URL, with the same HTTP client and credentials. */
    Transport forConfigApi(HttpUrl url) {
        return new Transport(http, url, timeouts, headers, exceptions.forConfigApi(url));
    }

    ApiExceptions exceptions() {
        return exceptions;
    }

    /**
     * Sends a request and reads its response.
     *
     * @param operationId name of the operation in the API's description
     * @param path path below the base URL, with escaped parameters
     * @param query names and values of the query parameters in turn; a null value is omitted
     * @param body written by Gson; null for none
     * @param type type of a 2xx body
     */
    <T> T send(
            String operationId,
            String method,
            String path,
            @Nullable Object[] query,
            @Nullable Object body,
            TypeToken<T> type) {
        return Objects.requireNonNull(executeWithProbe(buildCall(operationId, method, path, query, body), type));
    }

    /** The same for an operation whose response has no body. */
    void send(String operationId, String method, String path, @Nullable Object[] query, @Nullable Object body) {
        executeWithProbe(buildCall(operationId, method, path, query, body), null);
    }

    private <T> @Nullable T executeWithProbe(Call call, @Nullable TypeToken<T> returnType) {
        if (CallContext.of(call).silenceNanos() == 0) {
            return execute(call, returnType, () -> false);
        }
        try (HostProbe.Watch silence = probe.over(call)) {
            return execute(call, returnType, silence);
        }
    }

    /** Prepares a call without sending it. */
    Call buildCall(String operationId, String method, String path, @Nullable Object[] query, @Nullable Object body) {
        requireWholePath(operationId, path);
        HttpUrl.Builder url = baseUrl.newBuilder().addEncodedPathSegments(path.substring(1));
        for (int i = 0; i < query.length; i += 2) {
            addQueryParameter(url, String.valueOf(query[i]), query[i + 1]);
        }
        boolean needsBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        CallContext context = new CallContext(operationId, method, timeouts.silenceNanosFor(operationId, method));
        Request.Builder request =
                new Request.Builder().url(url.build()).headers(headers).method(method, needsBody ? json(body) : null);
        if (method.equals("GET")) {
            // A gateway's cache would hide what was just created or deleted.
            request.header("Cache-Control", "no-cache");
        }
        Call call = http.newCall(context.attach(request).build());
        call.addEventListener(context);
        call.timeout().timeout(timeouts.nanosFor(operationId, method), TimeUnit.NANOSECONDS);
        return call;
    }

    private static void addQueryParameter(HttpUrl.Builder url, String name, @Nullable Object value) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> url.addEncodedQueryParameter(name, escaped(item)));
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((member, text) -> url.addEncodedQueryParameter(escaped(member), escaped(text)));
        } else if (value != null) {
            url.addEncodedQueryParameter(name, escaped(value));
        }
    }

    /** Returns the text of a parameter, with percent-encoding. */
    static String escaped(Object value) {
        return URLEncoder.encode(text(value), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return ModelJson.text(constant);
        }
        return value instanceof OffsetDateTime time ? ModelJson.text(time) : String.valueOf(value);
    }

    /** Refuses a required parameter that is null, which a caller's compiler may not have checked. */
    static void require(String operationId, String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is required to call " + operationId + ", but was null");
        }
    }

    /** Refuses an id that is empty or consists of dots: it would change the path, and a delete could hit another resource. */
    private static void requireWholePath(String operationId, String path) {
        String segments = path + "/";
        boolean isRoot = path.length() == 1;
        if (!isRoot && (segments.contains("//") || segments.contains("/./") || segments.contains("/../"))) {
            throw new IllegalArgumentException("an id for " + operationId + " is empty or consists of dots: " + path);
        }
    }

    private static RequestBody json(@Nullable Object body) {
        byte[] bytes = body == null ? new byte[0] : ModelJson.write(body).getBytes(StandardCharsets.UTF_8);
        return new OneShotBodyInterceptor.OneShot(RequestBody.create(bytes, JSON_TYPE));
    }

    /**
     * Returns the body of the response, or null if {@code returnType} is null.
     *
     * @param abandoned whether the call has become pointless, which ends it
     */
    <T> @Nullable T execute(Call call, @Nullable TypeToken<T> returnType, BooleanSupplier abandoned) {
        if (Thread.currentThread().isInterrupted()) {
            throw exceptions.notStarted(call);
        }
        CallContext.of(call).markStarted();
        try (InterruptWatch watch = InterruptWatch.over(call, abandoned);
                Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw exceptions.refused(call, response);
            }
            return read(call, response, returnType);
        } catch (IOException e) {
            if (ApiExceptions.isTimeout(e) || CallContext.of(call).isHostSilent()) {
                // Idle connections to a server that has stopped responding may be dead as well.
                http.connectionPool().evictAll();
            }
            throw exceptions.noResponse(call, e);
        }
    }

    private <T> @Nullable T read(Call call, Response response, @Nullable TypeToken<T> returnType) {
        BufferedSource source = BoundedBody.source(response);
        if (returnType == null) {
            // Airbyte responds to every delete with 204. Another status may mean that nothing was deleted.
            boolean otherDelete = call.request().method().equals("DELETE") && response.code() != NO_CONTENT;
            if (otherDelete || ApiExceptions.isWebPage(response)) {
                throw exceptions.unreadable(call, response, BoundedBody.text(source), null);
            }
            return null;
        }
        // A body that cannot be read may still contain the id of a created resource, so its start is kept for the
        // exception.
        String start = null;
        T data;
        try {
            start = BoundedBody.start(source);
            data = parse(start, source, returnType);
        } catch (IOException | RuntimeException e) {
            throw exceptions.unreadable(call, response, start == null ? BoundedBody.text(source) : start, e);
        }
        if (data == null) {
            throw exceptions.unreadable(call, response, start, null);
        }
        return data;
    }

    /** @param rest the whole body, or nothing if the start is all of it */
    @SuppressWarnings("unchecked") // T is String.
    private static <T> @Nullable T parse(String start, BufferedSource rest, TypeToken<T> returnType)
            throws IOException {
        if (returnType.getRawType() == String.class) {
            return (T) start;
        }
        Gson gson = ModelJson.GSON;
        Reader json = rest.exhausted() ? new StringReader(start) : reader(rest);
        return gson.getAdapter(returnType).read(gson.newJsonReader(json));
    }

    private static Reader reader(BufferedSource source) {
        return new InputStreamReader(source.inputStream(), StandardCharsets.UTF_8);
    }
}
