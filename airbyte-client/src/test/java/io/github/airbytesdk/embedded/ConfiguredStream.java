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
 * @param selectedFields the names of the selected fields, in the order of the stream's schema; empty means all
 */
record ConfiguredStream(
        SourceStream stream,
        String syncMode,
        List<String> cursorField,
        List<List<String>> primaryKey,
        boolean includeFiles,
        @Nullable JsonElement destinationObjectName,
        List<String> selectedFields,
        JsonArray mappers) {

    /** The names of the fields that are synced. */
    List<String> fields() {
        return selectedFields.isEmpty() ? stream.topLevelFields() : selectedFields;
    }

    /** The server sends empty arrays for what is not set, although a request must not contain them. */
    JsonObject toJson() {
        JsonArray selected = new JsonArray();
        selectedFields.forEach(field -> selected.add(
                Json.object().add("fieldPath", Json.strings(List.of(field))).build()));
        return Json.object()
                .add("name", stream.name())
                .add("namespace", stream.namespace())
                .add("syncMode", syncMode)
                .add("cursorField", Json.strings(cursorField))
                .add("primaryKey", Json.paths(primaryKey))
                .add("includeFiles", includeFiles)
                .add("destinationObjectName", destinationObjectName)
                .add("selectedFields", selected)
                .add("mappers", Mappers.stored(mappers))
                .build();
    }
}
