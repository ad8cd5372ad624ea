package io.github.airbytesdk.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The credentials for a call could not be obtained, so the call was not sent. */
final class AuthorizationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean abandoned;

    /** @param status the token endpoint's status, or 0 if there was no response */
    AuthorizationException(int status, String message, @Nullable Throwable cause) {
        this(status, message, cause, false);
    }

    /** @param abandoned whether the call that requested the credentials ended, which says nothing about the credentials */
    AuthorizationException(int status, String message, @Nullable Throwable cause, boolean abandoned) {
        super(message, cause);
        this.status = status;
        this.abandoned = abandoned;
    }

    int status() {
        return status;
    }

    boolean isAbandoned() {
        return abandoned;
    }
}
