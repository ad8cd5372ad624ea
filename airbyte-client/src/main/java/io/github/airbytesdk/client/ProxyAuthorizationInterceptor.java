package io.github.airbytesdk.client;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.Route;

/**
 * Sends a request again with credentials for the proxy, if the proxy requires them. OkHttp does that itself, but not for a
 * one-shot body. It is safe for a create because the proxy has not forwarded the first request.
 */
final class ProxyAuthorizationInterceptor implements Interceptor {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    /** As many as OkHttp follows up. */
    private static final int MAX_FOLLOW_UPS = 20;

    @Override
    public Response intercept(Chain chain) throws IOException {
        CallContext context = CallContext.of(chain.call());
        Response response = chain.proceed(chain.request());
        for (int followUps = 0; followUps < MAX_FOLLOW_UPS; followUps++) {
            Route route = context.route();
            if (response.code() != PROXY_AUTHENTICATION_REQUIRED
                    || route == null
                    || route.proxy().type() != Proxy.Type.HTTP
                    || !(response.request().body() instanceof OneShotBodyInterceptor.OneShot)) {
                return response;
            }
            Request next = chain.getProxyAuthenticator().authenticate(route, response);
            if (next == null) {
                return response;
            }
            Response prior = response.newBuilder().body(ResponseBody.EMPTY).build();
            response.close();
            context.beginNextAttempt(true);
            response = chain.proceed(next).newBuilder().priorResponse(prior).build();
        }
        return response;
    }
}
