package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as the Config API shows it: with its attempts, the reasons of those that failed, and the rows per stream. */
final class JobInfo {
    private static final JobFailure CANCELLATION = new JobFailure(
            "airbyte_platform",
            "manual_cancellation",
            "This attempt was cancelled",
            "Setting attempt to FAILED because the job was cancelled",
            false,
            null);

    private JobInfo() {}

    static JsonObject of(StoredJob job) {
        StoredJob.State state = job.state();
        JsonArray attempts = new JsonArray();
        for (int i = 0; i < state.attempts(); i++) {
            boolean last = i == state.attempts() - 1;
            JsonObject attempt = attempt(job, state, i, last ? status(state) : "failed");
            attempts.add(Json.object().add("attempt", attempt).build());
        }
        return Json.object()
                .add("job", job(job, state))
                .add("attempts", attempts)
                .build();
    }

    private static JsonObject job(StoredJob job, StoredJob.State state) {
        JsonArray streams = new JsonArray();
        job.connection.streams.forEach(stream -> streams.add(Json.object()
                .add("name", stream.stream().name())
                .add("namespace", stream.stream().namespace())
                .build()));
        return Json.object()
                .add("id", job.id)
                .add("configType", job.type.equals("reset") ? "reset_connection" : job.type)
                .add("configId", job.connection.id)
                .add("enabledStreams", streams)
                .add("createdAt", job.createdAt.getEpochSecond())
                .add("updatedAt", state.since().getEpochSecond())
                .add("startedAt", state.attempts() == 0 ? null : job.createdAt.getEpochSecond())
                .add("status", state.status())
                .add("aggregatedStats", stats(state.rows()))
                .add("streamAggregatedStats", new JsonArray())
                .build();
    }

    /** The status of the last attempt, which knows only three. */
    private static String status(StoredJob.State state) {
        return switch (state.status()) {
            case "succeeded" -> "succeeded";
            case "failed", "incomplete", "cancelled", "pending", "queued" -> "failed";
            default -> "running";
        };
    }

    private static JsonObject attempt(StoredJob job, StoredJob.State state, int id, String status) {
        boolean running = status.equals("running");
        return Json.object()
                .add("id", id)
                .add("status", status)
                .add("createdAt", job.createdAt.getEpochSecond())
                .add("updatedAt", state.since().getEpochSecond())
                .add("endedAt", running ? null : state.since().getEpochSecond())
                .add("bytesSynced", StoredJob.bytes(state.rows()))
                .add("recordsSynced", state.rows())
                .add("totalStats", stats(state.rows()))
                .add("streamStats", streamStats(job, state.rows()))
                .add("failureSummary", status.equals("failed") ? failureSummary(job, state) : null)
                .build();
    }

    private static @Nullable JsonObject failureSummary(StoredJob job, StoredJob.State state) {
        List<JobFailure> reasons = state.status().equals("cancelled") ? List.of(CANCELLATION) : job.failures;
        if (reasons.isEmpty()) {
            return null;
        }
        JsonArray failures = new JsonArray();
        reasons.forEach(reason -> failures.add(reason.toJson(state.since())));
        return Json.object()
                .add("failures", failures)
                .add("partialSuccess", state.rows() > 0)
                .build();
    }

    /** Distributes the rows of an attempt over the streams in proportion to their sizes. */
    private static JsonArray streamStats(StoredJob job, long rows) {
        StoredConnection connection = job.connection;
        long all = connection.streams.stream()
                .mapToLong(stream -> World.rows(stream.stream(), connection.source))
                .sum();
        JsonArray streams = new JsonArray();
        for (ConfiguredStream stream : connection.streams) {
            long share = all == 0 ? 0 : World.rows(stream.stream(), connection.source) * rows / all;
            streams.add(Json.object()
                    .add("streamName", stream.stream().name())
                    .add("streamNamespace", stream.stream().namespace())
                    .add("stats", stats(share))
                    .build());
        }
        return streams;
    }

    private static JsonObject stats(long rows) {
        long bytes = StoredJob.bytes(rows);
        return Json.object()
                .add("recordsEmitted", rows)
                .add("bytesEmitted", bytes)
                .add("recordsCommitted", rows)
                .add("bytesCommitted", bytes)
                .add("recordsRejected", 0)
                .build();
    }
}
