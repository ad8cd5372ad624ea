package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A job of a connection. It follows its {@link JobCourse} in real time until a test or a cancellation fixes its status.
 * Guarded by the {@link World}.
 */
final class StoredJob {
    private static final int BYTES_PER_ROW = 180;

    final long id;
    final StoredConnection connection;
    final String type;
    final Instant createdAt;

    private final long allRows;
    private final JobCourse course;
    private final long startedNanos = System.nanoTime();
    private @Nullable State fixed;

    /** The status of a job, since when it has it, and the rows that it has committed so far. */
    record State(String status, Instant since, long rows) {
        boolean isTerminal() {
            return JobCourse.isTerminal(status);
        }

        boolean isWaiting() {
            return JobCourse.isWaiting(status);
        }
    }

    StoredJob(long id, StoredConnection connection, String type, long allRows, Instant createdAt, JobCourse course) {
        this.id = id;
        this.connection = connection;
        this.type = type;
        this.allRows = allRows;
        this.createdAt = createdAt;
        this.course = course;
    }

    State state() {
        if (fixed != null) {
            return fixed;
        }
        JobCourse.Position position = course.at(Duration.ofNanos(System.nanoTime() - startedNanos));
        return new State(position.status(), createdAt.plus(position.since()), rows(position));
    }

    void fixStatus(String status, Instant now) {
        fixed = new State(status, now, status.equals("succeeded") ? allRows : state().rows());
    }

    /** Commits a quarter of the rows with each quarter of the running time; a failed attempt has committed half. */
    private long rows(JobCourse.Position position) {
        return switch (position.status()) {
            case "pending", "queued" -> 0;
            case "running" -> allRows * (long) (4 * position.progress()) / 4;
            case "succeeded" -> allRows;
            default -> allRows / 2;
        };
    }

    /** As the calls that start or cancel a job show it: without totals. */
    JsonObject toJson() {
        return members(state()).build();
    }

    /** As the calls that read jobs show it. */
    JsonObject toJsonWithTotals() {
        State state = state();
        return members(state)
                .add("bytesSynced", state.rows() * BYTES_PER_ROW)
                .add("rowsSynced", state.rows())
                .build();
    }

    private Json.Members members(State state) {
        // The server counts in seconds.
        Duration duration = Duration.ofSeconds(state.since().getEpochSecond() - createdAt.getEpochSecond());
        return Json.object()
                .add("jobId", id)
                .add("status", state.status())
                .add("jobType", type)
                .add("startTime", time(createdAt))
                .add("connectionId", connection.id)
                .add("lastUpdatedAt", state.isTerminal() ? time(state.since()) : null)
                .add("duration", state.isWaiting() ? null : duration);
    }

    /** Writes a time as the server does: in seconds, which are left out where they are zero. */
    private static String time(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond())
                .atOffset(ZoneOffset.UTC)
                .toString();
    }

    Job view() {
        State state = state();
        return new Job(id, connection.id, type, state.status(), createdAt, state.rows(), state.rows() * BYTES_PER_ROW);
    }
}
