package io.github.airbytesdk.client;

import org.jspecify.annotations.Nullable;

/** Text that may stand in a header. Checked early, because an HTTP library's complaint may quote the value. */
final class HeaderText {
    private HeaderText() {}

    static boolean isValid(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return false;
        }
        // A loop, because a stream's classes are part of every start.
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
