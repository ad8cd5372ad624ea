package io.github.airbytesdk.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Puts credentials on each request and replays it once when they were rejected.
 *
 * <p>An interceptor and not OkHttp's {@code Authenticator}, which cannot replay a one-shot body. The replay is safe for
 * a create, too: the server refused the first request before it acted.
 */
final class AuthorizedCalls implements Interceptor {
    private static final int UNAUTHORIZED = 401;

    private final Authorization authorization;

    AuthorizedCalls(Authorization authorization) {
        this.authorization = authorization;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (Exchange.of(request).isAnonymous()) {
            return chain.proceed(request);
        }
        String header = authorization.header();
        Response response = chain.proceed(authorized(request, header));
        if (response.code() != UNAUTHORIZED || header == null) {
            return response;
        }
        String other = authorization.headerInsteadOf(header);
        if (other == null || other.equals(header)) {
            return response;
        }
        response.close();
        return chain.proceed(authorized(request, other));
    }

    private static Request authorized(Request request, @Nullable String header) {
        return header == null
                ? request
                : request.newBuilder().header("Authorization", header).build();
    }
}
