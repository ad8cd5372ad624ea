package io.github.airbytesdk.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No credentials could be had, so the call itself was not sent. */
final class AuthorizationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean abandoned;

    /** @param status what the token endpoint answered, 0 where it did not answer */
    AuthorizationException(int status, String message, @Nullable Throwable cause) {
        this(status, message, cause, false);
    }

    /** @param abandoned whether the call ended that asked for credentials, which says nothing about them */
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
