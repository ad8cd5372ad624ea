package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.client.config.AttemptInfoRead;
import io.github.airbytesdk.client.config.AttemptRead;
import io.github.airbytesdk.client.config.AttemptStats;
import io.github.airbytesdk.client.config.AttemptStreamStats;
import io.github.airbytesdk.client.config.FailureReason;
import io.github.airbytesdk.client.config.JobIdRequestBody;
import io.github.airbytesdk.client.config.JobInfoRead;
import io.github.airbytesdk.client.config.StreamDescriptor;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of a sync show.
 *
 * @param failures the reasons of the latest attempt that failed
 * @param streams what the latest attempt has synced
 * @param missing why this could not be read, or null if it was
 * @param isFinal whether reading again would show nothing else
 */
record Attempts(
        List<SyncFailure> failures,
        List<StreamProgress> streams,
        @Nullable String missing,
        boolean isFinal) {
    static final Attempts NOT_REQUESTED = new Attempts(
            List.of(),
            List.of(),
            "SyncWatch.readAttempts() was not called, which reads them from Airbyte's Config API",
            true);

    /** Nothing has been read yet. */
    static final Attempts UNREAD = new Attempts(List.of(), List.of(), null, false);

    /** Reads the attempts of a job, unless the server has refused that before. If it fails, these attempts remain. */
    Attempts refresh(AirbyteClient client, long jobId) {
        if (isFinal) {
            return this;
        }
        try {
            return of(client.config().getJobInfoWithoutLogs(new JobIdRequestBody().id(jobId)));
        } catch (AirbyteApiException e) {
            return new Attempts(failures, streams, String.valueOf(e.getMessage()), ConfigAccess.isUnavailable(e));
        } catch (IllegalStateException noUrl) {
            return new Attempts(failures, streams, String.valueOf(noUrl.getMessage()), true);
        }
    }

    private static Attempts of(JobInfoRead info) {
        List<AttemptRead> attempts = stream(info.getAttempts())
                .map(AttemptInfoRead::getAttempt)
                .filter(Objects::nonNull)
                .toList();
        List<SyncFailure> failures = List.of();
        List<StreamProgress> streams = List.of();
        for (AttemptRead attempt : attempts) {
            List<SyncFailure> reasons = failures(attempt);
            failures = reasons.isEmpty() ? failures : reasons;
            streams = streams(attempt);
        }
        return new Attempts(failures, streams, null, false);
    }

    private static List<SyncFailure> failures(AttemptRead attempt) {
        return attempt.getFailureSummary() == null
                ? List.of()
                : stream(attempt.getFailureSummary().getFailures())
                        .map(Attempts::failure)
                        .distinct()
                        .toList();
    }

    private static SyncFailure failure(FailureReason reason) {
        String message =
                reason.getExternalMessage() == null ? reason.getInternalMessage() : reason.getExternalMessage();
        StreamDescriptor stream = reason.getStreamDescriptor();
        return new SyncFailure(
                text(reason.getFailureOrigin(), "unknown"),
                text(reason.getFailureType(), "unknown"),
                text(message, "no message"),
                stream == null || stream.getName() == null
                        ? null
                        : new StreamName(stream.getNamespace(), stream.getName()),
                Boolean.TRUE.equals(reason.getRetryable()));
    }

    private static String text(@Nullable String text, String otherwise) {
        return text == null || text.isBlank()
                ? otherwise
                : Messages.words(ApiExceptionInternals.redacted(text, List.of()));
    }

    private static List<StreamProgress> streams(AttemptRead attempt) {
        return stream(attempt.getStreamStats())
                .filter(stats -> stats.getStreamName() != null)
                .map(Attempts::progress)
                .toList();
    }

    private static StreamProgress progress(AttemptStreamStats stream) {
        AttemptStats stats = stream.getStats() == null ? new AttemptStats() : stream.getStats();
        return new StreamProgress(
                new StreamName(stream.getStreamNamespace(), Objects.requireNonNull(stream.getStreamName())),
                first(stats.getRecordsCommitted(), stats.getRecordsEmitted()),
                first(stats.getBytesCommitted(), stats.getBytesEmitted()));
    }

    private static long first(@Nullable Long committed, @Nullable Long emitted) {
        return committed != null ? committed : emitted != null ? emitted : 0;
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream().filter(Objects::nonNull);
    }
}
