package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Why an attempt failed, which decides whether and when there is another one. */
enum FailureKind {
    /** Another attempt would end the same: a wrong configuration, an unknown workspace, a reference to nothing. */
    REFUSED,
    /** Airbyte itself failed with a 500, or this program did. Some mistakes look like that, so it is not tried for ever. */
    UNEXPECTED,
    /** Too many requests, also after the client's own repeats. */
    TOO_MANY_REQUESTS,
    /** Anything else: no connection, a proxy's 502, a deadline, a worker that has to stop. */
    OUTAGE,
    /** The pipeline stands, and its first sync did not succeed. */
    SYNC;

    private static final int UNEXPECTED_ATTEMPTS = 5;
    private static final Duration AFTER_TOO_MANY_REQUESTS = Duration.ofSeconds(30);

    static FailureKind of(ProvisioningException failure) {
        if (!failure.isRetryable()) {
            return REFUSED;
        }
        return failure.getCause() instanceof AirbyteApiException cause ? passing(cause) : OUTAGE;
    }

    /** For calls outside a provisioning. */
    static FailureKind of(AirbyteApiException failure) {
        int status = failure.status();
        boolean refused = status >= 300 && status < 500 && status != 408 && status != 409 && status != 429;
        return refused ? REFUSED : passing(failure);
    }

    private static FailureKind passing(AirbyteApiException failure) {
        if (failure.status() == 429) {
            return TOO_MANY_REQUESTS;
        }
        return failure.status() == 500 && failure.isFromAirbyte() ? UNEXPECTED : OUTAGE;
    }

    /**
     * Makes what Temporal keeps of a failure.
     *
     * @param message the only text that is kept: neither causes nor their stack traces go into the history
     * @param attempt counts from 1
     */
    ApplicationFailure failure(String message, int attempt) {
        boolean last = switch (this) {
            case REFUSED, SYNC -> true;
            case UNEXPECTED -> attempt >= UNEXPECTED_ATTEMPTS;
            case TOO_MANY_REQUESTS, OUTAGE -> false;
        };
        return ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(name())
                .setNonRetryable(last)
                .setNextRetryDelay(this == TOO_MANY_REQUESTS ? AFTER_TOO_MANY_REQUESTS : null)
                .build();
    }
}
