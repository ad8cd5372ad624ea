package io.github.airbytesdk.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No credentials could be had, so the call itself was not sent. */
final class AuthorizationException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean interrupted;

    /** @param status what the token endpoint answered, 0 where it did not answer */
    AuthorizationException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.interrupted = Thread.currentThread().isInterrupted();
    }

    int status() {
        return status;
    }

    /** Whether the thread that asked had been told to stop, which says nothing about the credentials. */
    boolean isInterrupted() {
        return interrupted;
    }
}
