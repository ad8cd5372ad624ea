package io.github.airbytesdk.observability;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.logging.LoggingSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/** Provisions a pipeline and traces it: steps and requests are spans of one trace, which is logged. */
public final class TracedPipeline {
    private TracedPipeline() {}

    /** Runs on an embedded Airbyte. */
    public static void main(String[] args) {
        SdkTracerProvider spans = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(LoggingSpanExporter.create()))
                .build();
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                OpenTelemetrySdk telemetry =
                        OpenTelemetrySdk.builder().setTracerProvider(spans).build();
                AirbyteClient client = client(airbyte, telemetry)) {
            System.out.println(provision(client, airbyte, telemetry));
        }
    }

    static AirbyteClient client(EmbeddedAirbyte airbyte, OpenTelemetry telemetry) {
        return AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .httpClient(Tracing.traced(telemetry))
                .build();
    }

    static ProvisionedPipeline provision(AirbyteClient client, EmbeddedAirbyte airbyte, OpenTelemetry telemetry) {
        return Pipelines.fakerToDevNull(client, airbyte)
                .listener(new StepSpans(telemetry.getTracer("io.github.airbytesdk.observability")))
                .provision();
    }
}
