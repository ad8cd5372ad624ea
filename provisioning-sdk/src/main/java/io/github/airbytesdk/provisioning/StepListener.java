package io.github.airbytesdk.provisioning;

import java.time.Duration;

/**
 * Receives the step events of a provisioning, on the provisioning thread. Exceptions from a listener are logged at WARNING and
 * do not fail the provisioning.
 *
 * <p>A step that fails is started but not finished. A listener that is shared by several provisionings is called by several
 * threads at once.
 *
 * @since 0.1.0
 */
public interface StepListener {
    /**
     * Called when a step starts.
     *
     * @param step the step
     */
    default void started(Step step) {}

    /**
     * Called when a step has succeeded.
     *
     * @param step the step
     * @param result the id of the resource that was created or found; for {@link Step#GET_STREAM_PROPERTIES} the number of
     *     streams
     * @param took time since the start of the step, including retries and pauses
     */
    default void finished(Step step, String result, Duration took) {}

    /**
     * Called when {@link PipelineProvisioner#checkConnections()} skipped a check, because the server does not offer it or
     * refuses it.
     *
     * @param step the step that created the connector
     * @param reason why it was skipped, in one line
     */
    default void checkSkipped(Step step, String reason) {}

    /**
     * Called when the provisioning has failed, after the rollback. Also called if a future was cancelled, whose caller cannot
     * learn in another way what remains on the server.
     *
     * @param failure the exception that is thrown
     */
    default void failed(ProvisioningException failure) {}
}
