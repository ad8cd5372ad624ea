package io.github.airbytesdk.embedded;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

    /** Why its attempts fail, if they do. */
    final List<JobFailure> failures;

    private final long allRows;
    private final JobCourse course;
    private final long startedNanos = System.nanoTime();
    private @Nullable State fixed;

    /** The status of a job, since when it has it, the rows that it has committed and the attempts that it has made. */
    record State(String status, Instant since, long rows, int attempts) {
        boolean isTerminal() {
            return JobCourse.isTerminal(status);
        }

        boolean isWaiting() {
            return JobCourse.isWaiting(status);
        }
    }

    StoredJob(
            long id,
            StoredConnection connection,
            String type,
            long allRows,
            Instant createdAt,
            JobCourse course,
            List<JobFailure> failures) {
        this.failures = failures;
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
        return new State(position.status(), createdAt.plus(position.since()), rows(position), position.attempts());
    }

    void fixStatus(String status, Instant now) {
        State before = state();
        boolean started = !JobCourse.isWaiting(status) && !status.equals("cancelled");
        fixed = new State(
                status,
                now,
                status.equals("succeeded") ? allRows : before.rows(),
                started ? Math.max(before.attempts(), 1) : before.attempts());
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

    /** The bytes of a number of rows. */
    static long bytes(long rows) {
        return rows * BYTES_PER_ROW;
    }

    /** As the calls that start or cancel a job show it: without totals. */
    JsonObject toJson() {
        return members(state()).build();
    }

    /** As the calls that read jobs show it. */
    JsonObject toJsonWithTotals() {
        State state = state();
        return members(state)
                .add("bytesSynced", bytes(state.rows()))
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
        return new Job(id, connection.id, type, state.status(), createdAt, state.rows(), bytes(state.rows()));
    }
}
