package io.github.airbytesdk.client;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Adds credentials to each request, and sends a request once more with new credentials if the server responds with 401.
 *
 * <p>It does not use OkHttp's {@code Authenticator}, which cannot repeat a one-shot body. The repeat is safe for a create,
 * because the server refused the first request before it acted.
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
        CallContext context = CallContext.of(chain.call());
        String header = context.isAnonymous() ? null : authorization.header(chain.call());
        if (header == null) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(authorized(request, header, context));
        if (response.code() != UNAUTHORIZED) {
            return response;
        }
        String other;
        try {
            other = authorization.headerInsteadOf(header, chain.call());
        } catch (IOException e) {
            response.close();
            context.beginNextAttempt(true);
            throw e;
        }
        if (other == null || other.equals(header)) {
            return response;
        }
        response.close();
        context.beginNextAttempt(true);
        return chain.proceed(authorized(request, other, context));
    }

    private Request authorized(Request request, String header, CallContext context) {
        context.markAuthorizedBy(authorization, header);
        return request.newBuilder().header("Authorization", header).build();
    }
}
