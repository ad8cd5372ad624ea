package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a request describes it.
 *
 * @param selectedFields null if absent, which is not the same as empty
 */
record RequestedStream(
        String name,
        @Nullable String namespace,
        @Nullable String syncMode,
        List<String> cursorField,
        List<List<String>> primaryKey,
        @Nullable JsonElement includeFiles,
        @Nullable JsonElement destinationObjectName,
        @Nullable JsonArray selectedFields,
        JsonArray mappers) {

    /** Asks for a stream without any wishes. */
    RequestedStream(SourceStream stream) {
        this(stream.name(), stream.namespace(), null, List.of(), List.of(), null, null, null, new JsonArray());
    }

    static RequestedStream from(Body body) {
        JsonArray cursorField = body.array("cursorField");
        JsonArray primaryKey = body.array("primaryKey");
        JsonArray mappers = body.array("mappers");
        return new RequestedStream(
                body.requiredString("name"),
                body.string("namespace"),
                body.oneOf("syncMode", SyncModes.ALL),
                cursorField == null ? List.of() : strings(cursorField),
                primaryKey == null ? List.of() : paths(primaryKey),
                body.get("includeFiles"),
                body.get("destinationObjectName"),
                body.array("selectedFields"),
                mappers == null ? new JsonArray() : mappers);
    }

    static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            strings.add(element.isJsonPrimitive() ? element.getAsString() : element.toString());
        }
        return strings;
    }

    private static List<List<String>> paths(JsonArray array) {
        List<List<String>> paths = new ArrayList<>(array.size());
        for (JsonElement element : array) {
            paths.add(element instanceof JsonArray path ? strings(path) : List.of(element.toString()));
        }
        return paths;
    }
}
