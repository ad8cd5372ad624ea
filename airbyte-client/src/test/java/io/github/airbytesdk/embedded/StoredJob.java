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
    private static final int BYTES_A_ROW = 180;

    final long id;
    final StoredConnection connection;
    final String type;
    final Instant createdAt;

    private final long allRows;
    private final JobCourse course;
    private final long startedNanos = System.nanoTime();
    private @Nullable State fixed;

    /** How a job stands: its status, since when, and the rows committed so far. */
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

    /** Commits a quarter more with each quarter of the running time; an attempt that did not succeed got half. */
    private long rows(JobCourse.Position position) {
        return switch (position.status()) {
            case "pending", "queued" -> 0;
            case "running" -> allRows * (long) (4 * position.progress()) / 4;
            case "succeeded" -> allRows;
            default -> allRows / 2;
        };
    }

    JsonObject toJson() {
        State state = state();
        boolean terminal = state.isTerminal();
        // The server counts in seconds, and a job that has committed nothing yet has no totals at all.
        Duration duration = Duration.ofSeconds(state.since().getEpochSecond() - createdAt.getEpochSecond());
        boolean committed = terminal || state.rows() > 0;
        return Json.object()
                .add("jobId", id)
                .add("status", state.status())
                .add("jobType", type)
                .add("startTime", time(createdAt))
                .add("connectionId", connection.id)
                .add("lastUpdatedAt", terminal ? time(state.since()) : null)
                .add("duration", state.isWaiting() ? null : duration)
                .add("bytesSynced", committed ? state.rows() * BYTES_A_ROW : null)
                .add("rowsSynced", committed ? state.rows() : null)
                .build();
    }

    /** Writes a time as the server does: to the second, and without the seconds where they are zero. */
    private static String time(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond())
                .atOffset(ZoneOffset.UTC)
                .toString();
    }

    Job view() {
        State state = state();
        return new Job(id, connection.id, type, state.status(), createdAt, state.rows(), state.rows() * BYTES_A_ROW);
    }
}
