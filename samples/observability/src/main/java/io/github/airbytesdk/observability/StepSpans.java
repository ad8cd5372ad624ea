package io.github.airbytesdk.observability;

import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;

/**
 * Creates a span for each step, which is the parent of its requests. The listener is called on the provisioning thread, so
 * the span can be made current. For one provisioning at a time.
 */
final class StepSpans implements StepListener {
    private final Tracer tracer;
    private Span span;
    private Scope scope;

    StepSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    @SuppressWarnings("MustBeClosed") // Closed by another method when the step ends.
    public void started(Step step) {
        span = tracer.spanBuilder(step.stepId()).startSpan();
        scope = span.makeCurrent();
    }

    @Override
    public void finished(Step step, String result, Duration took) {
        span.setAttribute("airbyte.result", result);
        end();
    }

    /** The span of a failed step also contains the requests of the rollback. */
    @Override
    public void failed(ProvisioningException failure) {
        span.setStatus(StatusCode.ERROR, failure.getMessage());
        end();
    }

    private void end() {
        scope.close();
        span.end();
    }
}
