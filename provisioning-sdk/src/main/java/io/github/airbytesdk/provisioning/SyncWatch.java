package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatusEnum;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches a sync until it ends.
 *
 * <pre>{@code
 * SyncResult result = new SyncWatch(client)
 *         .listener(progress -> log(progress))
 *         .await(pipeline.jobId(), Duration.ofMinutes(30));
 * }</pre>
 *
 * <p>Airbyte has no way to be told of a sync's end, so the job is asked for, at once and then after pauses that grow from one
 * second to thirty. An outage of the server does not end the watch; a refusal does.
 *
 * <p>Immutable, and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SyncWatch {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_LOOK = Duration.ofSeconds(1);
    private static final Set<Integer> OUTAGES = Set.of(0, 429, 502, 503, 504);

    private final AirbyteClient client;
    private final Consumer<SyncProgress> listener;
    private final boolean cancelAtDeadline;
    private final Pacing pacing;

    /** Starts without a listener; a sync that outlives its deadline goes on. The client is not closed by this class. */
    public SyncWatch(AirbyteClient client) {
        this(client, progress -> {}, false, Pacing.REAL);
    }

    SyncWatch(AirbyteClient client, Consumer<SyncProgress> listener, boolean cancelAtDeadline, Pacing pacing) {
        this.client = Objects.requireNonNull(client, "client");
        this.listener = listener;
        this.cancelAtDeadline = cancelAtDeadline;
        this.pacing = pacing;
    }

    /**
     * Tells somebody of the progress after each time the job was asked for, on the thread that watches. What a listener
     * throws ends the watch, and not the sync.
     */
    public SyncWatch listener(Consumer<SyncProgress> listener) {
        return new SyncWatch(client, Objects.requireNonNull(listener, "listener"), cancelAtDeadline, pacing);
    }

    /**
     * Cancels the sync when the deadline passes, and waits until Airbyte has stopped it, for at most the five minutes of a
     * job call. Airbyte cancels by connection:
     * whatever runs there then is stopped, so do not ask for it where somebody else may start syncs.
     */
    public SyncWatch cancelAtDeadline() {
        return new SyncWatch(client, listener, true, pacing);
    }

    SyncWatch pacing(Pacing pacing) {
        return new SyncWatch(client, listener, cancelAtDeadline, pacing);
    }

    /**
     * Watches a sync until it ends or the deadline passes; the pipeline is left as it is in either case.
     *
     * <p>An interrupt ends the watch like the deadline, without cancelling the sync, and leaves the thread interrupted.
     *
     * @param jobId the sync's job
     * @param deadline how long to watch. When it has passed, the job is asked for once more, for which a server that does not
     *     answer has one second
     * @return what became of it; {@link SyncResult#isFinal()} tells whether it has ended
     * @throws AirbyteApiException if the server refuses to show the job, or cannot cancel it when it is asked to. Airbyte
     *     answers 409 and "Job is not currently running" where it does not know the job
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public SyncResult await(long jobId, Duration deadline) {
        Checks.positive("a deadline", deadline);
        // The pauses keep to the deadline by themselves; this is for a server that does not answer.
        try (Stop stop = new Stop(deadline.plus(LAST_LOOK))) {
            return await(jobId, deadline, stop);
        }
    }

    private SyncResult await(long jobId, Duration deadline, Stop stop) {
        long start = pacing.nanoTime();
        JobResponse latest = new JobResponse();
        Duration pause = FIRST_PAUSE;
        while (true) {
            JobResponse job = ask(jobId);
            latest = job == null ? latest : job;
            SyncResult result = result(jobId, latest, pacing.since(start));
            tell(result, pacing.since(start));
            if (result.isFinal()) {
                return result;
            }
            Duration left = deadline.minus(pacing.since(start));
            if (left.isNegative() || left.isZero() || stop.isOver()) {
                stop.lower();
                return cancelAtDeadline ? result(jobId, client.jobs().cancelJob(jobId), pacing.since(start)) : result;
            }
            if (stop.isRaised() || !pacing.pause(pause.compareTo(left) < 0 ? pause : left)) {
                return result;
            }
            Duration longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /** Returns null where the server could not be asked just now. */
    private @Nullable JobResponse ask(long jobId) {
        try {
            return client.jobs().getJob(jobId);
        } catch (AirbyteApiException e) {
            if (isOutage(e)) {
                return null;
            }
            throw e;
        }
    }

    private static boolean isOutage(AirbyteApiException e) {
        // An answer that was lost while it arrived, unlike one that is no job's, has an I/O failure as its cause.
        boolean cutShort = e.status() == 200 && e.getCause() instanceof IOException;
        return cutShort || OUTAGES.contains(e.status());
    }

    private void tell(SyncResult result, Duration elapsed) {
        listener.accept(new SyncProgress(result.jobId(), result.status(), result.rows(), result.bytes(), elapsed));
    }

    private static SyncResult result(long jobId, JobResponse job, Duration elapsed) {
        JobStatusEnum status = job.getStatus() == null ? JobStatusEnum.UNKNOWN_DEFAULT_OPEN_API : job.getStatus();
        Duration duration = SyncResult.isFinal(status) ? duration(job.getDuration(), elapsed) : elapsed;
        return new SyncResult(jobId, status, orZero(job.getRowsSynced()), orZero(job.getBytesSynced()), duration);
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
