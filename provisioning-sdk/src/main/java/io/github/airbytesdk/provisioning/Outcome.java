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
        if (!failure.mayHaveReachedServer()) {
            return REFUSED;
        }
        int status = failure.status();
        boolean redirected = status >= 300 && status < 400;
        boolean rejected = status >= 400 && status < 500 && status != REQUEST_TIMEOUT;
        // A sync can start after Airbyte gave up waiting for it, and it answers 409 then.
        boolean mayStartLater = step == Step.TRIGGER_FIRST_SYNC && status == 409;
        return redirected || (rejected && !mayStartLater) ? REFUSED : UNKNOWN;
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
