package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;

/** What a failed create has done to the server. */
enum Outcome {
    /** Certainly nothing. */
    REFUSED,
    /** Something or nothing, now or later. */
    UNKNOWN;

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    static Outcome of(Step step, AirbyteApiException failure) {
        // A sync can start after Airbyte gave up waiting for it, and it answers 409 then.
        boolean mayStartLater = step == Step.TRIGGER_FIRST_SYNC && failure.status() == 409;
        return isRefused(failure) && !mayStartLater ? REFUSED : UNKNOWN;
    }

    /** Whether the request never left this host, or was turned away before anybody acted on it. */
    static boolean isRefused(AirbyteApiException failure) {
        int status = failure.status();
        return !failure.mayHaveReachedServer() || (status >= 300 && status < 500 && status != REQUEST_TIMEOUT);
    }

    /** Whether the server said no, and not merely nothing, or not now. */
    static boolean isDefinite(AirbyteApiException failure) {
        int status = failure.status();
        return failure.mayHaveReachedServer()
                && status >= 300
                && status < 500
                && status != REQUEST_TIMEOUT
                && status != TOO_MANY_REQUESTS;
    }
}
