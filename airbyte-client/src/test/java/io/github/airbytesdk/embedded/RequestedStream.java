package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a request describes it; null is absent.
 *
 * @param selectedFields the paths of the selected fields; empty is not the same as null
 */
record RequestedStream(
        String name,
        @Nullable String namespace,
        @Nullable String syncMode,
        List<String> cursorField,
        List<List<String>> primaryKey,
        boolean includeFiles,
        @Nullable JsonElement destinationObjectName,
        @Nullable List<List<String>> selectedFields,
        JsonArray mappers) {

    /** A stream without any settings. */
    RequestedStream(SourceStream stream) {
        this(stream.name(), stream.namespace(), null, List.of(), List.of(), false, null, null, new JsonArray());
    }

    static RequestedStream from(Body body) {
        List<Body> selectedFields = body.objects("selectedFields");
        return new RequestedStream(
                body.requiredString("name"),
                body.string("namespace"),
                body.oneOf("syncMode", SyncModes.ALL),
                body.strings("cursorField"),
                body.paths("primaryKey"),
                Boolean.TRUE.equals(body.flag("includeFiles")),
                body.get("destinationObjectName"),
                selectedFields == null
                        ? null
                        : selectedFields.stream()
                                .map(field -> field.strings("fieldPath"))
                                .toList(),
                Mappers.from(body.objects("mappers")));
    }
}
