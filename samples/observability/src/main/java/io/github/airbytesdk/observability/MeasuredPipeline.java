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
 * A pipeline whose calls and steps are timed by Micrometer.
 *
 * <p>Micrometer counts calls, not requests: one that is repeated counts once, by its first answer and the time to it. How
 * long a step took as a whole, the step listener tells.
 */
public final class MeasuredPipeline {
    private MeasuredPipeline() {}

    /** Runs it on the stand-in. */
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

    /** A metric's tag must not have as many values as there are sources. */
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
