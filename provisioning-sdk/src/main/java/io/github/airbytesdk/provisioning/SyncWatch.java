package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a sync ends.
 *
 * <pre>{@code
 * SyncResult result = new SyncWatch(client)
 *         .listener(progress -> log(progress))
 *         .await(pipeline.jobId(), Duration.ofMinutes(30));
 * }</pre>
 *
 * <p>Airbyte has no completion callback, so the job is polled, at intervals that grow from 1 s to 30 s. An outage of the server
 * does not end the watch; a refusal does.
 *
 * <p>Immutable, and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SyncWatch {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_POLL = Duration.ofSeconds(1);

    /** A longer deadline, such as that of {@code ChronoUnit.FOREVER}, cannot be extended by the last poll. */
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private static final Set<Integer> OUTAGES = Set.of(0, 429, 502, 503, 504);

    private final AirbyteClient client;
    private final Consumer<SyncResult> listener;
    private final boolean cancelAtDeadline;
    private final boolean readAttempts;
    private final Sleeper sleeper;

    /**
     * Creates a watch without a listener. A sync that is still running at the deadline continues. The watch does not close the
     * client.
     */
    public SyncWatch(AirbyteClient client) {
        this(client, state -> {}, false, false, Sleeper.SYSTEM);
    }

    private SyncWatch(
            AirbyteClient client,
            Consumer<SyncResult> listener,
            boolean cancelAtDeadline,
            boolean readAttempts,
            Sleeper sleeper) {
        this.client = Objects.requireNonNull(client, "client");
        this.listener = listener;
        this.cancelAtDeadline = cancelAtDeadline;
        this.readAttempts = readAttempts;
        this.sleeper = sleeper;
    }

    /**
     * Sets the listener to notify after each poll, on the watching thread. Replaces any earlier listener. An exception from the
     * listener stops the watch but not the sync.
     */
    public SyncWatch listener(Consumer<SyncResult> listener) {
        Objects.requireNonNull(listener, "listener");
        return new SyncWatch(client, listener, cancelAtDeadline, readAttempts, sleeper);
    }

    /**
     * Cancels the sync when the deadline passes, and waits until Airbyte has stopped it, for at most the five minutes of a job
     * call. Airbyte cancels the sync that runs on the connection at that time, which may be a later one (not recorded), so do
     * not use this if someone else can start syncs of the connection.
     */
    public SyncWatch cancelAtDeadline() {
        return new SyncWatch(client, listener, true, readAttempts, sleeper);
    }

    /**
     * Reads the sync's attempts with each poll: the {@linkplain SyncResult#failures() reasons} of a failed attempt, and the rows
     * and bytes of {@linkplain SyncResult#streams() each stream}. Off by default.
     *
     * <p>The attempts are read from Airbyte's internal Config API, see {@link AirbyteClient#config()}, which needs the role of a
     * reader. If they cannot be read, the watch continues, and {@link SyncResult#attemptsMissing()} returns the reason.
     */
    public SyncWatch readAttempts() {
        return new SyncWatch(client, listener, cancelAtDeadline, true, sleeper);
    }

    SyncWatch sleeper(Sleeper sleeper) {
        return new SyncWatch(client, listener, cancelAtDeadline, readAttempts, sleeper);
    }

    /**
     * Waits until a sync ends or the deadline passes. Changes nothing on the server, unless {@link #cancelAtDeadline()} was
     * called.
     *
     * <p>An interrupt ends the watch like the deadline, without cancelling the sync, and leaves the thread interrupted.
     *
     * @param jobId id of the sync's job
     * @param deadline how long to wait. When it has passed, the job is polled once more, for at most one second
     * @return the latest state of the sync; {@link SyncResult#isFinal()} returns whether it has ended
     * @throws AirbyteApiException if the server refuses to return the job, or to cancel it. Airbyte responds 409 and "Job is
     *     not currently running" for an unknown job
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public SyncResult await(long jobId, Duration deadline) {
        Checks.positive("a deadline", deadline);
        // The pauses end at the deadline by themselves; the limit applies if the server does not respond.
        try (Deadline limit = Deadline.after(shorter(deadline, ENDLESS).plus(LAST_POLL))) {
            return await(jobId, deadline, limit);
        }
    }

    private SyncResult await(long jobId, Duration deadline, Deadline limit) {
        long start = sleeper.nanoTime();
        Attempts attempts = readAttempts ? Attempts.UNREAD : Attempts.NOT_REQUESTED;
        JobResponse latest = new JobResponse();
        Duration pause = FIRST_PAUSE;
        while (true) {
            latest = poll(jobId, latest);
            attempts = attempts.refresh(client, jobId);
            SyncResult result = result(jobId, latest, sleeper.since(start), attempts);
            listener.accept(result);
            if (result.isFinal()) {
                return result;
            }
            Duration left = deadline.minus(sleeper.since(start));
            if (left.isNegative() || left.isZero() || limit.isExceeded()) {
                limit.releaseInterrupt();
                return cancelAtDeadline
                        ? result(jobId, client.jobs().cancelJob(jobId), sleeper.since(start), attempts)
                        : result;
            }
            if (limit.isCancelled() || !sleeper.pause(shorter(pause, left))) {
                return result;
            }
            pause = shorter(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns the job, or its latest known state during an outage of the server. */
    private JobResponse poll(long jobId, JobResponse latest) {
        try {
            return client.jobs().getJob(jobId);
        } catch (AirbyteApiException e) {
            if (isOutage(e)) {
                return latest;
            }
            throw e;
        }
    }

    private static boolean isOutage(AirbyteApiException e) {
        // A lost response has an I/O failure as its cause; an unexpected response does not.
        boolean truncated = e.status() == 200 && e.getCause() instanceof IOException;
        return truncated || OUTAGES.contains(e.status());
    }

    private static SyncResult result(long jobId, JobResponse job, Duration elapsed, Attempts attempts) {
        JobStatus status = job.getStatus() == null ? JobStatus.UNKNOWN : job.getStatus();
        Duration duration = SyncResult.isFinal(status) ? duration(job.getDuration(), elapsed) : elapsed;
        return new SyncResult(
                jobId, status, orZero(job.getRowsSynced()), orZero(job.getBytesSynced()), duration, attempts);
    }

    private static Duration duration(@Nullable String text, Duration otherwise) {
        try {
            return text == null ? otherwise : Duration.parse(text);
        } catch (DateTimeException notIso8601) {
            return otherwise;
        }
    }

    private static long orZero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
