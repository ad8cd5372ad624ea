package io.github.airbytesdk.provisioning;

import java.util.Locale;

/**
 * The kinds of resource that make up a pipeline.
 *
 * @since 0.1.0
 */
public enum ResourceKind {
    /** A source, identified by a UUID. */
    SOURCE(Step.CREATE_SOURCE),
    /** A destination, identified by a UUID. */
    DESTINATION(Step.CREATE_DESTINATION),
    /** A connection between a source and a destination, identified by a UUID. */
    CONNECTION(Step.CREATE_CONNECTION),
    /** A job, such as the first sync of a connection, identified by a number. */
    JOB(Step.TRIGGER_FIRST_SYNC);

    private final Step step;
    private final String text;

    ResourceKind(Step step) {
        this.step = step;
        this.text = name().toLowerCase(Locale.ROOT);
    }

    /** Returns the step that creates such a resource. */
    Step step() {
        return step;
    }

    /** Returns the kind in lower case, such as {@code source}. */
    @Override
    public String toString() {
        return text;
    }
}
