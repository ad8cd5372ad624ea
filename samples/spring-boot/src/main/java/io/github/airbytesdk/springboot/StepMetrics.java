package io.github.airbytesdk.springboot;

import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Measures how long each step takes, and counts the failures of each. */
@Component
class StepMetrics implements StepListener {
    private final MeterRegistry registry;

    StepMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void finished(Step step, String result, Duration took) {
        registry.timer("airbyte.steps", "step", step.stepId()).record(took);
    }

    @Override
    public void failed(ProvisioningException failure) {
        registry.counter("airbyte.failures", "step", failure.step().stepId()).increment();
    }
}
