package io.github.airbytesdk.client;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the {@code Authorization} header comes from. Safe for use by many threads. */
interface Authorization {
    /** Authentication is switched off on the server. */
    Authorization NONE = new Authorization() {
        @Override
        public @Nullable String header() {
            return null;
        }

        @Override
        public List<String> secrets() {
            return List.of();
        }
    };

    /**
     * Returns the header's value, or null for none.
     *
     * @throws AuthorizationException if there is none to be had
     */
    @Nullable
    String header() throws IOException;

    /**
     * Returns the value to try once more with after the server answered 401, or null where that is pointless. Airbyte
     * answers the same to an expired and to a wrong token.
     */
    default @Nullable String headerInsteadOf(String rejected) throws IOException {
        return null;
    }

    /** What a server must not be quoted with. */
    List<String> secrets();
}
