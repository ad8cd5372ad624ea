package io.github.airbytesdk.client;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Keeps OkHttp from acting on responses that {@link RetryInterceptor} decides about. Part of a network interceptor, because
 * OkHttp acts before application interceptors see the response, and not one of its own, because each costs time in each call.
 */
final class FollowUpGuard {
    /** A 407 although OkHttp uses no HTTP proxy: a proxy that is not configured in OkHttp has refused the request. */
    static final class UnknownProxyException extends IOException {
        private static final long serialVersionUID = 1L;

        UnknownProxyException() {
            super("407 Proxy Authentication Required");
        }
    }

    private FollowUpGuard() {}

    static Response proceed(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        Connection connection = chain.connection();
        boolean throughProxy = connection != null && connection.route().proxy().type() == Proxy.Type.HTTP;
        if (response.code() == 407 && !throughProxy) {
            // OkHttp would throw an exception that does not say that the request was refused.
            CallContext.of(chain.call()).markNotProcessed();
            response.close();
            throw new UnknownProxyException();
        }
        return withoutImmediateRetryAfter(response);
    }

    /** OkHttp repeats any call with {@code 503} and {@code Retry-After: 0}. */
    private static Response withoutImmediateRetryAfter(Response response) {
        String retryAfter = response.code() == 503 ? response.header("Retry-After") : null;
        return retryAfter != null && retryAfter.matches("0+")
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }
}
