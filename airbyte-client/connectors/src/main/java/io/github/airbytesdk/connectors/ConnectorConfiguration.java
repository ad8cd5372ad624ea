package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import java.util.function.Supplier;

/**
 * A checked configuration, ready to be sent. Immutable and safe for use by several threads. PipelineProvisioner accepts it
 * as a {@link Supplier}; calls of the generated client take {@link #toJson()}.
 */
public final class ConnectorConfiguration implements Supplier<JsonObject> {
    private final JsonObject json;
    private final String display;

    ConnectorConfiguration(JsonObject json, String display) {
        this.json = json;
        this.display = display;
    }

    /** Returns a copy of the configuration, secrets included: do not log it. */
    public JsonObject toJson() {
        return json.deepCopy();
    }

    /** The same as {@link #toJson()}. */
    @Override
    public JsonObject get() {
        return toJson();
    }

    /** Returns the configuration as JSON, with secrets shown as {@code ***}. */
    @Override
    public String toString() {
        return display;
    }
}
