package io.github.airbytesdk.observability;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.okhttp3.OkHttpMetricsEventListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Provisions a pipeline and measures its calls and steps with Micrometer.
 *
 * <p>Micrometer counts calls, not requests: a call that is retried counts once, with the status and the time of its first
 * response. The step listener measures whole steps.
 */
public final class MeasuredPipeline {
    private MeasuredPipeline() {}

    /** Runs on an embedded Airbyte. */
    public static void main(String[] args) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = client(airbyte, registry)) {
            System.out.println(provision(client, airbyte, registry));
        }
        System.out.println(registry.getMetersAsString());
    }

    static AirbyteClient client(EmbeddedAirbyte airbyte, MeterRegistry registry) {
        OkHttpMetricsEventListener calls = OkHttpMetricsEventListener.builder(registry, "airbyte.calls")
                .uriMapper(MeasuredPipeline::pathWithoutIds)
                .build();
        return AirbyteClient.builder()
                .selfManaged(airbyte.url())
                .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                .httpClient(new OkHttpClient.Builder().eventListener(calls).build())
                .build();
    }

    /** Removes ids, because a tag should have few values. */
    static String pathWithoutIds(Request request) {
        return request.url().encodedPath().replaceAll("/([0-9a-f-]{36}|\\d+)(?=/|$)", "/{id}");
    }

    static ProvisionedPipeline provision(AirbyteClient client, EmbeddedAirbyte airbyte, MeterRegistry registry) {
        StepListener timed = new StepListener() {
            @Override
            public void finished(Step step, String result, Duration took) {
                registry.timer("airbyte.steps", "step", step.stepId()).record(took);
            }
        };
        return Pipelines.fakerToDevNull(client, airbyte).listener(timed).provision();
    }
}
