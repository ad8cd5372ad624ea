package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a connection, with its settings.
 *
 * @param stream what the source offers
 * @param namespace as the request gave it, even where the stream was found without it
 * @param selectedFields as in the request; empty means all fields
 */
record ConfiguredStream(
        SourceStream stream,
        @Nullable String namespace,
        String syncMode,
        List<String> cursorField,
        List<List<String>> primaryKey,
        @Nullable JsonElement includeFiles,
        @Nullable JsonElement destinationObjectName,
        JsonArray selectedFields,
        JsonArray mappers) {

    int fieldCount() {
        return selectedFields.isEmpty() ? stream.topLevelFields().size() : selectedFields.size();
    }

    /** Empty arrays are really sent, although they mean "not set" and a request must not hold them. */
    JsonObject toJson() {
        return Json.object()
                .add("name", stream.name())
                .add("namespace", namespace)
                .add("syncMode", syncMode)
                .add("cursorField", Json.strings(cursorField))
                .add("primaryKey", Json.paths(primaryKey))
                .add("includeFiles", includeFiles)
                .add("destinationObjectName", destinationObjectName)
                .add("selectedFields", selectedFields)
                .add("mappers", mappers)
                .build();
    }
}
