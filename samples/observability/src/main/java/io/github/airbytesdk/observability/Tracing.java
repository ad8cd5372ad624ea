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
 * <p>Its public entry wraps a finished client into a {@code Call.Factory}, and this client needs an {@code OkHttpClient},
 * so its three interceptors are put in place here in the same way. Two of them stand in a package that is called internal:
 * pin the version. OpenTelemetry's Java agent needs none of this code.
 */
final class Tracing {
    private Tracing() {}

    /** Makes a client with a span for each request that is sent, repeats included. */
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
     * Gives the requests of one call, after its first, their number, {@code http.request.resend_count}. An access token that
     * is fetched on the way counts among them.
     */
    private static Response countRepeats(Interceptor.Chain chain) throws IOException {
        Context counted = HttpClientRequestResendCount.initialize(Context.current());
        try (Scope scope = counted.makeCurrent()) {
            return chain.proceed(chain.request());
        }
    }
}
