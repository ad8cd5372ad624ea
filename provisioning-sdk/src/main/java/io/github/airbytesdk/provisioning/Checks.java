package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks that need no server; each message names the value and the rule. */
final class Checks {
    private static final int MAX_NAME = 256;

    private Checks() {}

    /** Airbyte stores names of up to 256 characters and fails with a 500 on longer ones. */
    static String name(String owner, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("the " + owner + "'s name is blank");
        }
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException("the " + owner + "'s name has " + name.length() + " characters, and "
                    + MAX_NAME + " is the most that Airbyte stores: \"" + name.substring(0, 40) + "…\"");
        }
        return name;
    }

    /** {@code UUID.fromString} takes shortened ones, which Airbyte does not. */
    static UUID uuid(String what, String value) {
        try {
            UUID id = UUID.fromString(value.strip());
            if (id.toString().equalsIgnoreCase(value.strip())) {
                return id;
            }
        } catch (IllegalArgumentException notAUuid) {
            // Said below.
        }
        throw new IllegalArgumentException(
                what + " \"" + value + "\" is no UUID; it looks like 9924bcd0-99be-453d-ba47-c2c9766f7da5");
    }

    static Duration positive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " of " + time + " leaves no time");
        }
        return time;
    }
}
