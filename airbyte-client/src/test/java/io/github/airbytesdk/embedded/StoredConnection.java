package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A connection. Guarded by the {@link World}. */
final class StoredConnection implements Table.Row {
    /** The status of a connection that has been deleted; it can still be read. */
    static final String DELETED = "deprecated";

    final UUID id = UUID.randomUUID();
    final StoredConnector source;
    final StoredConnector destination;
    final Instant createdAt;

    /** In the order in which they were started. */
    final List<StoredJob> jobs = new ArrayList<>();

    String name;
    String status = "active";

    /** The cron expression without its zone, or null for a manual schedule. */
    @Nullable
    String cronExpression;

    String namespaceDefinition = "destination";

    @Nullable
    String namespaceFormat;

    String prefix = "";
    String nonBreakingSchemaUpdatesBehavior = "ignore";
    List<ConfiguredStream> streams = List.of();
    Set<StoredTag> tags = new LinkedHashSet<>();

    StoredConnection(StoredConnector source, StoredConnector destination, String name, Instant createdAt) {
        this.source = source;
        this.destination = destination;
        this.name = name;
        this.createdAt = createdAt;
    }

    @Override
    public UUID id() {
        return id;
    }

    /** The workspace of the destination, which is also that of the source. */
    @Override
    public UUID workspaceId() {
        return destination.workspaceId;
    }

    /** Returns the job that has not ended, or null if there is none. */
    @Nullable
    StoredJob currentJob() {
        for (StoredJob job : jobs) {
            if (!job.state().isTerminal()) {
                return job;
            }
        }
        return null;
    }

    JsonObject toJson() {
        JsonObject schedule = Json.object()
                .add("scheduleType", cronExpression == null ? "manual" : "cron")
                .add("cronExpression", cronExpression == null ? null : cronExpression + " UTC")
                .build();
        JsonArray streamsJson = new JsonArray();
        streams.forEach(stream -> streamsJson.add(stream.toJson()));
        JsonArray tagsJson = new JsonArray();
        tags.forEach(tag -> tagsJson.add(tag.toJson()));
        return Json.object()
                .add("connectionId", id)
                .add("name", name)
                .add("sourceId", source.id)
                .add("destinationId", destination.id)
                .add("workspaceId", workspaceId())
                .add("status", status)
                .add("schedule", schedule)
                .add("configurations", Json.object().add("streams", streamsJson).build())
                .add("nonBreakingSchemaUpdatesBehavior", nonBreakingSchemaUpdatesBehavior)
                .add("namespaceDefinition", namespaceDefinition)
                .add("namespaceFormat", namespaceFormat)
                .add("prefix", prefix)
                .add("createdAt", createdAt.getEpochSecond())
                .add("tags", tagsJson)
                .build();
    }

    Connection view() {
        return new Connection(id, name, source.id, destination.id, workspaceId(), status, createdAt, toJson());
    }
}
