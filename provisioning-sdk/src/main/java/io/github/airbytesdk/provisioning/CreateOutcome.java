package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;

/** The outcome of a failed create on the server. */
enum CreateOutcome {
    /** Nothing was created. */
    REFUSED,
    /** The request may have taken effect, or may still do so. */
    UNKNOWN;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    static CreateOutcome of(Step step, AirbyteApiException failure) {
        // Airbyte responds 409 if it stops waiting for a sync to start, and the sync can still start (not recorded).
        boolean mayStartLater = step == Step.TRIGGER_FIRST_SYNC && failure.status() == 409;
        return isRefused(failure) && !mayStartLater ? REFUSED : UNKNOWN;
    }

    /** Returns whether the request was not sent, or was refused before it took effect. */
    static boolean isRefused(AirbyteApiException failure) {
        int status = failure.status();
        return !failure.mayHaveReachedServer() || (status >= 300 && status < 500 && status != REQUEST_TIMEOUT);
    }

    /** Returns whether a later attempt may succeed: the server did not respond, or not with a refusal of the input. */
    static boolean isRetryable(AirbyteApiException failure) {
        int status = failure.status();
        return !failure.mayHaveReachedServer()
                || status < 300
                || status >= 500
                || status == REQUEST_TIMEOUT
                || status == TOO_MANY_REQUESTS;
    }
}
