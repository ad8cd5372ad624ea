package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ConfigApi;
import io.github.airbytesdk.client.config.CheckConnectionRead;
import io.github.airbytesdk.client.config.CheckConnectionStatus;
import io.github.airbytesdk.client.config.DestinationIdRequestBody;
import io.github.airbytesdk.client.config.FailureReason;
import io.github.airbytesdk.client.config.SourceIdRequestBody;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks, by the Config API, whether the connectors of a source and a destination can connect. Both checks run at the same
 * time: that of the destination on a thread of its own, which ends before {@link #run} returns or throws.
 */
final class ConnectionChecks {
    /** Whether connections are checked, and whether a server without checks is a failure. */
    enum Mode {
        OFF,
        IF_AVAILABLE,
        REQUIRED
    }

    private final AirbyteClient client;
    private final Mode mode;
    private final StepRunner steps;
    private final Deadline deadline;

    ConnectionChecks(AirbyteClient client, Mode mode, StepRunner steps, Deadline deadline) {
        this.client = client;
        this.mode = mode;
        this.steps = steps;
        this.deadline = deadline;
    }

    /**
     * The outcome of one check.
     *
     * @param step the step that created the connector
     * @param failure the connector's words, if the check failed
     * @param unavailable why the server does not offer the check
     */
    private record Outcome(
            Step step, @Nullable String failure, @Nullable AirbyteApiException unavailable) {}

    /** Runs both checks, unless they are off. One that fails, or cannot be run, fails the step that created its connector. */
    void run(UUID sourceId, UUID destinationId) {
        if (mode == Mode.OFF) {
            return;
        }
        ConfigApi api;
        try {
            api = client.config();
        } catch (IllegalStateException noUrl) {
            skip(Step.CREATE_SOURCE, String.valueOf(noUrl.getMessage()), null);
            return;
        }
        FutureTask<Outcome> destinationCheck = new FutureTask<>(() -> check(
                Step.CREATE_DESTINATION,
                () -> api.checkConnectionToDestination(new DestinationIdRequestBody().destinationId(destinationId))));
        Thread thread = new Thread(destinationCheck, "airbyte-destination-check");
        thread.setDaemon(true);
        thread.start();
        Outcome source;
        Outcome destination;
        try {
            source = check(
                    Step.CREATE_SOURCE,
                    () -> api.checkConnectionToSource(new SourceIdRequestBody().sourceId(sourceId)));
            destination = result(destinationCheck);
        } finally {
            end(thread);
        }
        conclude(source, destination);
    }

    private Outcome check(Step step, Supplier<CheckConnectionRead> call) {
        CheckConnectionRead result;
        try {
            result = call.get();
        } catch (RuntimeException | Error e) {
            if (e instanceof AirbyteApiException failure && ConfigAccess.isUnavailable(failure)) {
                return new Outcome(step, null, failure);
            }
            throw StepFailure.of(step, e);
        }
        if (result.getStatus() == CheckConnectionStatus.SUCCEEDED) {
            return new Outcome(step, null, null);
        }
        if (result.getStatus() == CheckConnectionStatus.FAILED) {
            return new Outcome(step, words(result.getMessage()), null);
        }
        throw StepFailure.retryable(
                step, "the platform could not run the connection check" + reason(result), null, List.of());
    }

    private String reason(CheckConnectionRead result) {
        FailureReason reason =
                result.getJobInfo() == null ? null : result.getJobInfo().getFailureReason();
        String text = reason == null ? result.getMessage() : reason.getExternalMessage();
        return text == null ? "" : ": " + words(text);
    }

    private String words(@Nullable String text) {
        return text == null || text.isBlank() ? "nothing" : Messages.words(steps.redacted(text));
    }

    private Outcome result(FutureTask<Outcome> check) {
        try {
            return check.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StepFailure.retryable(
                    Step.CREATE_DESTINATION, "the connection check was ended: " + deadline.reason(), null, List.of());
        } catch (ExecutionException e) {
            throw StepFailure.of(Step.CREATE_DESTINATION, e.getCause());
        }
    }

    /** Waits until the thread has ended. An interrupt ends its call within a fraction of a second. */
    private static void end(Thread thread) {
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void conclude(Outcome source, Outcome destination) {
        if (source.failure() != null) {
            String both = destination.failure() == null
                    ? ""
                    : "; that of the destination failed, too: " + destination.failure();
            throw failed(source, both);
        }
        if (destination.failure() != null) {
            throw failed(destination, "");
        }
        for (Outcome outcome : List.of(source, destination)) {
            AirbyteApiException unavailable = outcome.unavailable();
            if (unavailable != null) {
                skip(outcome.step(), String.valueOf(unavailable.getMessage()), unavailable);
            }
        }
    }

    private static StepFailure failed(Outcome outcome, String more) {
        return StepFailure.permanent(
                outcome.step(),
                "the connection check failed, see TROUBLESHOOTING.md#source-check; the connector reports: "
                        + outcome.failure() + more,
                null);
    }

    private void skip(Step step, String reason, @Nullable AirbyteApiException cause) {
        if (mode == Mode.REQUIRED) {
            throw StepFailure.permanent(step, "the required connection check is not available: " + reason, cause);
        }
        steps.checkSkipped(step, reason);
    }
}
