package io.github.airbytesdk.client;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Provides the {@code Authorization} header. Safe for use by many threads. */
interface Authorization {
    /** For servers whose authentication is switched off. */
    Authorization NONE = call -> null;

    /**
     * Returns the header's value, or null for none.
     *
     * @param call the call that waits for the value, which need not be obtained once the call has ended
     * @throws AuthorizationException if it cannot be obtained
     */
    @Nullable
    String header(Call call) throws IOException;

    /**
     * Returns the value for one more attempt after the server responded with 401, or null if another attempt is pointless.
     * Airbyte's responses to an expired and to a wrong token are the same (not recorded).
     */
    default @Nullable String headerInsteadOf(String rejected, Call call) throws IOException {
        return null;
    }

    /**
     * Returns a time that Airbyte's own clock has reached, or null if none is known.
     *
     * @param header a value that {@link #header} returned
     * @param nowNanos now, by {@link System#nanoTime}
     */
    default @Nullable Instant serverTime(String header, long nowNanos) {
        return null;
    }

    /** Returns the texts that no message may contain, besides the headers of the call itself. */
    default List<String> secrets() {
        return List.of();
    }
}
