package io.github.airbytesdk.observability;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpClientRequestResendCount;
import io.opentelemetry.instrumentation.okhttp.v3_0.internal.ConnectionErrorSpanInterceptor;
import io.opentelemetry.instrumentation.okhttp.v3_0.internal.OkHttpClientInstrumenterBuilderFactory;
import io.opentelemetry.instrumentation.okhttp.v3_0.internal.TracingInterceptor;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * OpenTelemetry's OkHttp instrumentation, for {@code AirbyteClient.builder().httpClient(...)}.
 *
 * <p>Its public API wraps a client in a {@code Call.Factory}, and {@code AirbyteClient} needs an {@code OkHttpClient}, so the
 * three interceptors are added here in the same order. Two of them are in an internal package, so pin the version.
 * OpenTelemetry's Java agent needs none of this code.
 */
final class Tracing {
    private Tracing() {}

    /** Creates a client with a span for each request that is sent, including retries. */
    static OkHttpClient traced(OpenTelemetry telemetry) {
        Instrumenter<Interceptor.Chain, Response> instrumenter =
                OkHttpClientInstrumenterBuilderFactory.create(telemetry).build();
        return new OkHttpClient.Builder()
                .addInterceptor(Tracing::countRepeats)
                .addInterceptor(new ConnectionErrorSpanInterceptor(instrumenter))
                .addNetworkInterceptor(new TracingInterceptor(instrumenter, telemetry.getPropagators()))
                .build();
    }

    /**
     * Sets {@code http.request.resend_count} on each request of a call after its first one. A request for an access token
     * counts as well.
     */
    private static Response countRepeats(Interceptor.Chain chain) throws IOException {
        Context counted = HttpClientRequestResendCount.initialize(Context.current());
        try (Scope scope = counted.makeCurrent()) {
            return chain.proceed(chain.request());
        }
    }
}
