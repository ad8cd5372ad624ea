package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Why an attempt failed. Decides whether there is another one, and when. */
enum FailureKind {
    /** Another attempt would fail in the same way: an invalid configuration, an unknown workspace, a missing secret. */
    REFUSED,
    /** A 500 from Airbyte itself: its database restarts, or some input is invalid. Final from the tenth attempt on. */
    UNEXPECTED,
    /** Airbyte still limits the rate of requests after the retries of the client. */
    TOO_MANY_REQUESTS,
    /** Anything else: no connection, a proxy's 502, a deadline, a worker that shuts down or has a defect. */
    OUTAGE;

    private static final int UNEXPECTED_ATTEMPTS = 10;
    private static final Duration AFTER_TOO_MANY_REQUESTS = Duration.ofSeconds(30);

    static FailureKind of(ProvisioningException failure) {
        if (!failure.isRetryable()) {
            return REFUSED;
        }
        return failure.getCause() instanceof AirbyteApiException cause ? retryable(cause) : OUTAGE;
    }

    static FailureKind of(AirbyteApiException failure) {
        int status = failure.status();
        boolean refused = status >= 300 && status < 500 && status != 408 && status != 409 && status != 429;
        return refused ? REFUSED : retryable(failure);
    }

    private static FailureKind retryable(AirbyteApiException failure) {
        if (failure.status() == 429) {
            return TOO_MANY_REQUESTS;
        }
        return failure.status() == 500 && failure.isFromAirbyte() ? UNEXPECTED : OUTAGE;
    }

    /** Leaves out the server's words: outside a provisioning, the SDK cannot know which secrets they might quote. */
    static ApplicationFailure failure(AirbyteApiException e, int attempt) {
        return of(e).failure(e.operation() + ": " + (e.status() == 0 ? "no response" : e.status()), attempt);
    }

    /**
     * Creates the failure that Temporal keeps.
     *
     * @param message the only text that is kept
     * @param attempt the number of this attempt, from 1
     */
    ApplicationFailure failure(String message, int attempt) {
        boolean last = this == REFUSED || (this == UNEXPECTED && attempt >= UNEXPECTED_ATTEMPTS);
        return ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(name())
                .setNonRetryable(last)
                .setNextRetryDelay(this == TOO_MANY_REQUESTS ? AFTER_TOO_MANY_REQUESTS : null)
                .build();
    }
}
