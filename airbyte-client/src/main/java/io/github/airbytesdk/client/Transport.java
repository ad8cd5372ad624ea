package io.github.airbytesdk.client;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.airbytesdk.client.invoker.ApiClient;
import io.github.airbytesdk.client.invoker.ApiResponse;
import io.github.airbytesdk.client.invoker.JSON;
import io.github.airbytesdk.client.invoker.Pair;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Type;
import java.nio.channels.Channels;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Sends the generated calls and reads their responses. */
final class Transport extends ApiClient {
    static final MediaType JSON_TYPE = MediaType.get("application/json");

    private static final int NO_CONTENT = 204;
    private static final int READ_AT_ONCE = 8192;
    private static final Pattern EMPTY_OR_DOTS = Pattern.compile("/\\.{0,2}(/|$)");

    private final OkHttpClient http;
    private final HttpUrl baseUrl;
    private final Timeouts timeouts;
    private final Headers headers;
    private final ApiExceptions exceptions;

    /** @param headers the application's headers, added to every request */
    Transport(OkHttpClient http, HttpUrl baseUrl, Timeouts timeouts, Headers headers, ApiExceptions exceptions) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.timeouts = timeouts;
        this.headers = headers;
        this.exceptions = exceptions;
    }

    /** Returns a transport for the Config API at this URL, with the same HTTP client and credentials. */
    Transport forConfigApi(HttpUrl url) {
        return new Transport(http, url, timeouts, headers, exceptions.forConfigApi(url));
    }

    ApiExceptions exceptions() {
        return exceptions;
    }

    @Override
    public Call buildCall(
            String operationId, String method, String path, List<Pair> queryParams, @Nullable Object body) {
        requireWholePath(operationId, path);
        HttpUrl.Builder url = baseUrl.newBuilder().addEncodedPathSegments(path.substring(1));
        for (Pair pair : queryParams) {
            url.addEncodedQueryParameter(pair.getName(), pair.getValue());
        }
        boolean needsBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        CallContext context = new CallContext(operationId, method);
        Request.Builder request = new Request.Builder()
                .url(url.build())
                .headers(headers)
                .header("Accept", "application/json")
                .header("User-Agent", USER_AGENT)
                .method(method, needsBody ? json(body) : null);
        if (method.equals("GET")) {
            // A gateway's cache would hide what was just created or deleted.
            request.header("Cache-Control", "no-cache");
        }
        Call call = http.newCall(context.attach(request).build());
        call.addEventListener(context);
        call.timeout().timeout(timeouts.nanosFor(operationId, method), TimeUnit.NANOSECONDS);
        return call;
    }

    /** Refuses an id that is empty or consists of dots: it would change the path, and a delete could hit another resource. */
    private static void requireWholePath(String operationId, String path) {
        if (path.length() > 1 && EMPTY_OR_DOTS.matcher(path).find()) {
            throw new IllegalArgumentException("an id for " + operationId + " is empty or consists of dots: " + path);
        }
    }

    private static RequestBody json(@Nullable Object body) {
        byte[] bytes = body == null ? new byte[0] : JSON.serialize(body).getBytes(StandardCharsets.UTF_8);
        return new OneShotBodyInterceptor.OneShot(RequestBody.create(bytes, JSON_TYPE));
    }

    @Override
    public <T> ApiResponse<T> execute(Call call, @Nullable Type returnType) {
        return execute(call, returnType, () -> false);
    }

    /** @param abandoned whether the call has become pointless, which ends it */
    @SuppressWarnings("unchecked") // Gson reads what the type says.
    <T> ApiResponse<T> execute(Call call, @Nullable Type returnType, BooleanSupplier abandoned) {
        if (Thread.currentThread().isInterrupted()) {
            throw exceptions.notStarted(call);
        }
        CallContext.of(call).markStarted();
        try (InterruptWatch watch = InterruptWatch.over(call, abandoned);
                Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw exceptions.refused(call, response);
            }
            return new ApiResponse<>(response.code(), response.headers(), (T) read(call, response, returnType));
        } catch (IOException e) {
            if (ApiExceptions.isTimeout(e)) {
                // Idle connections to a server that has stopped responding may be dead as well.
                http.connectionPool().evictAll();
            }
            throw exceptions.noResponse(call, e);
        }
    }

    private @Nullable Object read(Call call, Response response, @Nullable Type returnType) {
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
        ByteString start = null;
        Object data;
        try {
            start = BoundedBody.start(source);
            data = parse(source, returnType);
        } catch (IOException | RuntimeException e) {
            throw exceptions.unreadable(call, response, start == null ? BoundedBody.text(source) : start.utf8(), e);
        }
        if (data == null) {
            throw exceptions.unreadable(call, response, start.utf8(), null);
        }
        return data;
    }

    private static @Nullable Object parse(BufferedSource source, Type returnType) throws IOException {
        if (returnType == String.class) {
            return BoundedBody.text(source);
        }
        Gson gson = JSON.getGson();
        return gson.getAdapter(TypeToken.get(returnType)).read(gson.newJsonReader(reader(source)));
    }

    /** An {@code InputStreamReader} would allocate 8 KiB for every response, however short. */
    private static Reader reader(BufferedSource source) {
        int atOnce = (int) Math.min(source.getBuffer().size(), READ_AT_ONCE);
        return Channels.newReader(
                source, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE), atOnce);
    }
}
