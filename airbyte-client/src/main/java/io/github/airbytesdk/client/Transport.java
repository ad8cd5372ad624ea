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
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** The one way from the generated calls to the network and back. */
final class Transport extends ApiClient {
    static final MediaType JSON_TYPE = MediaType.get("application/json");

    private static final int NO_CONTENT = 204;
    private static final int READ_AT_ONCE = 8192;
    private static final Pattern EMPTY_OR_DOTS = Pattern.compile("/\\.{0,2}(/|$)");

    private final OkHttpClient http;
    private final HttpUrl baseUrl;
    private final Timeouts budgets;
    private final ApiExceptions failures;

    Transport(OkHttpClient http, HttpUrl baseUrl, Timeouts budgets, Authorization authorization) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.budgets = budgets;
        this.failures = new ApiExceptions(baseUrl, authorization);
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
        Request request = new Request.Builder()
                .url(url.build())
                .header("Accept", "application/json")
                .header("User-Agent", USER_AGENT)
                .method(method, needsBody ? json(body) : null)
                .build();
        Call call = CallContext.begin(http.newCall(request), operationId);
        call.timeout().timeout(budgets.of(operationId, method).toNanos(), TimeUnit.NANOSECONDS);
        return call;
    }

    /** An id that is empty or dots would make another path of it, and a delete of something else. */
    private static void requireWholePath(String operationId, String path) {
        if (path.length() > 1 && EMPTY_OR_DOTS.matcher(path).find()) {
            throw new IllegalArgumentException("an id given to " + operationId + " is empty or dots: " + path);
        }
    }

    private static RequestBody json(@Nullable Object body) {
        byte[] bytes = body == null ? new byte[0] : JSON.serialize(body).getBytes(StandardCharsets.UTF_8);
        return new OneShotBodyInterceptor.OneShot(RequestBody.create(bytes, JSON_TYPE));
    }

    @Override
    public <T> ApiResponse<T> execute(Call call, @Nullable Type returnType) {
        try {
            return answer(call, returnType);
        } finally {
            CallContext.end(call);
        }
    }

    @SuppressWarnings("unchecked") // Gson reads what the type says.
    private <T> ApiResponse<T> answer(Call call, @Nullable Type returnType) {
        if (Thread.currentThread().isInterrupted()) {
            throw failures.notStarted(call);
        }
        try (InterruptWatch watch = InterruptWatch.over(call);
                Response response = call.execute()) {
            if (!response.isSuccessful()) {
                throw failures.refused(call, response);
            }
            return new ApiResponse<>(response.code(), response.headers(), (T) read(call, response, returnType));
        } catch (IOException e) {
            throw failures.noAnswer(call, e);
        }
    }

    private @Nullable Object read(Call call, Response response, @Nullable Type returnType) {
        BufferedSource source = BoundedBody.source(response);
        if (returnType == null) {
            // Every delete without a body is answered 204; whoever says something else may not have deleted anything.
            boolean otherDelete = call.request().method().equals("DELETE") && response.code() != NO_CONTENT;
            if (otherDelete || ApiExceptions.isWebPage(response)) {
                throw failures.unreadable(call, response, BoundedBody.text(source), null);
            }
            return null;
        }
        // A body that cannot be read may still name what a create has made, so its start is kept for the exception.
        ByteString start = null;
        Object data;
        try {
            start = BoundedBody.start(source);
            data = parse(source, returnType);
        } catch (IOException | RuntimeException e) {
            throw failures.unreadable(call, response, start == null ? BoundedBody.text(source) : start.utf8(), e);
        }
        if (data == null) {
            throw failures.unreadable(call, response, start.utf8(), null);
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

    /** An {@code InputStreamReader} takes 8 KiB for every answer, however short. */
    private static Reader reader(BufferedSource source) {
        int atOnce = (int) Math.min(source.getBuffer().size(), READ_AT_ONCE);
        return Channels.newReader(
                source, StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE), atOnce);
    }
}
