package io.github.airbytesdk.provisioning;

import java.time.Duration;

/**
 * Hears of the steps of a provisioning as they happen, on the thread that provisions. What it throws is dropped: telling
 * of a pipeline must not break it; it is logged as a warning.
 *
 * <p>A step that fails is started and not finished. A listener that several provisionings share is called by several threads
 * at once.
 *
 * @since 0.1.0
 */
public interface StepListener {
    /** A listener that does nothing. */
    StepListener NONE = new StepListener() {};

    /**
     * A step begins.
     *
     * @param step the step
     */
    default void started(Step step) {}

    /**
     * A step is done.
     *
     * @param step the step
     * @param result the id of what it made or found; for {@link Step#GET_STREAM_PROPERTIES} the number of streams
     * @param took time from the step's start, with repeats and pauses
     */
    default void finished(Step step, String result, Duration took) {}

    /**
     * The provisioning failed, and its undo is over. Also called when a future was cancelled, whose caller learns nothing
     * else of what is left.
     *
     * @param failure what is thrown
     */
    default void failed(ProvisioningException failure) {}
}
