package io.github.airbytesdk.client;

import org.jspecify.annotations.Nullable;

/** Checks header values early, because an exception of the HTTP library may quote them. */
final class HeaderText {
    private HeaderText() {}

    static boolean isValid(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return false;
        }
        return value.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
