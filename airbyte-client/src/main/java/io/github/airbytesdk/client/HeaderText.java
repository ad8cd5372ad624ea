package io.github.airbytesdk.client;

import org.jspecify.annotations.Nullable;

/** Text that may stand in a header. Checked early, because an HTTP library's complaint may quote the value. */
final class HeaderText {
    private HeaderText() {}

    static boolean isValid(@Nullable String value) {
        return value != null && !value.isBlank() && value.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
