package io.github.airbytesdk.provisioning;

/**
 * The steps of a provisioning, in their order. Their ids are those of the workflow {@code provision-pipeline}.
 *
 * @since 0.1.0
 */
public enum Step {
    /** Creates the source, {@code POST /sources}. */
    CREATE_SOURCE("createSource"),
    /** Creates the destination, {@code POST /destinations}. */
    CREATE_DESTINATION("createDestination"),
    /** Discovers the source's streams, {@code GET /streams}. This is the first use of the source's configuration. */
    GET_STREAM_PROPERTIES("getStreamProperties"),
    /** Creates the connection, {@code POST /connections}. */
    CREATE_CONNECTION("createConnection"),
    /** Starts the first sync, {@code POST /jobs}. */
    TRIGGER_FIRST_SYNC("triggerFirstSync");

    private final String stepId;

    Step(String stepId) {
        this.stepId = stepId;
    }

    /** Returns the step's id in the workflow, such as {@code createSource}. */
    public String stepId() {
        return stepId;
    }

    /** Returns the step's id. */
    @Override
    public String toString() {
        return stepId;
    }
}
