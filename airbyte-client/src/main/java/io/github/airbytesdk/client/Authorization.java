package io.github.airbytesdk.client;

import java.io.IOException;
import java.util.List;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** Where the {@code Authorization} header comes from. Safe for use by many threads. */
interface Authorization {
    /** Authentication is switched off on the server. */
    Authorization NONE = call -> null;

    /**
     * Returns the header's value, or null for none.
     *
     * @param call the call that waits for it, and with whose end there is nothing more to wait for
     * @throws AuthorizationException if there is none to be had
     */
    @Nullable
    String header(Call call) throws IOException;

    /**
     * Returns the value to try once more with after the server answered 401, or null where that is pointless. Airbyte
     * answers the same to an expired and to a wrong token.
     */
    default @Nullable String headerInsteadOf(String rejected, Call call) throws IOException {
        return null;
    }

    /** What a server must not be quoted with, besides the headers of the call itself. */
    default List<String> secrets() {
        return List.of();
    }
}
