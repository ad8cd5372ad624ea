package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operation {@code getStreamProperties}, which returns an array without an envelope. */
final class StreamsApi {
    private final World world;
    private final Discovery discovery;

    StreamsApi(World world, Discovery discovery) {
        this.world = world;
        this.discovery = discovery;
    }

    Reply get(ApiRequest request) throws InterruptedException {
        UUID sourceId = world.id(request.requiredQuery("sourceId"));
        String destinationText = request.query("destinationId");
        UUID destinationId = destinationText == null ? null : world.id(destinationText);
        StoredConnector source;
        StoredConnector destination;
        synchronized (world) {
            source = world.connector(ConnectorKind.SOURCE, sourceId);
            destination = destinationId == null ? null : world.connector(ConnectorKind.DESTINATION, destinationId);
        }
        boolean acrossWorkspaces = destination != null && !destination.workspaceId.equals(source.workspaceId);
        if (acrossWorkspaces && world.settings.ordinaryUser()) {
            throw Problems.forbidden();
        }
        JsonArray streams = new JsonArray();
        for (SourceStream stream : discovery.streams(source, request.queryFlag("ignoreCache"))) {
            streams.add(toJson(stream, destination));
        }
        return Reply.ok(streams);
    }

    private static JsonObject toJson(SourceStream stream, @Nullable StoredConnector destination) {
        Json.Members json = Json.object().add("streamName", stream.name());
        if (destination != null) {
            List<String> modes = SyncModes.of(stream, destination.definition).stream()
                    // createConnection accepts it nevertheless
                    .filter(mode -> !mode.equals(SyncModes.OVERWRITE_DEDUPED))
                    .toList();
            json.add("syncModes", Json.strings(modes));
        }
        return json.add("streamnamespace", stream.namespace())
                .add("defaultCursorField", Json.strings(stream.cursor()))
                .add("sourceDefinedCursorField", stream.cursorDefinedBySource())
                .add("sourceDefinedPrimaryKey", Json.paths(stream.primaryKey()))
                .add("propertyFields", Json.paths(stream.fields()))
                .build();
    }
}
