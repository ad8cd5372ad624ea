package io.github.airbytesdk.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Puts credentials on each request and replays it once when they were rejected.
 *
 * <p>An interceptor and not OkHttp's {@code Authenticator}, which cannot replay a one-shot body. The replay is safe for
 * a create, too: the server refused the first request before it acted.
 */
final class AuthorizationInterceptor implements Interceptor {
    private static final int UNAUTHORIZED = 401;

    private final Authorization authorization;

    AuthorizationInterceptor(Authorization authorization) {
        this.authorization = authorization;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallContext exchange = CallContext.of(chain.call());
        String header = exchange.isAnonymous() ? null : authorization.header(chain.call());
        if (header == null) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(authorized(request, header, exchange));
        if (response.code() != UNAUTHORIZED) {
            return response;
        }
        String other;
        try {
            other = authorization.headerInsteadOf(header, chain.call());
        } catch (IOException e) {
            response.close();
            exchange.beginNextAttempt(true);
            throw e;
        }
        if (other == null || other.equals(header)) {
            return response;
        }
        response.close();
        exchange.beginNextAttempt(true);
        return chain.proceed(authorized(request, other, exchange));
    }

    private static Request authorized(Request request, String header, CallContext exchange) {
        exchange.markAuthorizedBy(header);
        return request.newBuilder().header("Authorization", header).build();
    }
}
