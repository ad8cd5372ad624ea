package io.github.airbytesdk.provisioning;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks of single values. Each message names the value and the rule. */
final class Checks {
    private static final int MAX_NAME = 256;

    private Checks() {}

    /** Airbyte stores names of up to 256 Unicode code points and responds 500 to longer ones. */
    static String name(String owner, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("the " + owner + "'s name is blank");
        }
        int length = name.codePointCount(0, name.length());
        if (length > MAX_NAME) {
            throw new IllegalArgumentException(
                    Messages.oneLine("the " + owner + "'s name has " + length + " characters; Airbyte stores at most "
                            + MAX_NAME + ": \"" + name.substring(0, name.offsetByCodePoints(0, 40)) + "…\""));
        }
        return name;
    }

    /** {@code UUID.fromString} accepts shortened ids, which Airbyte does not (not recorded). */
    static UUID uuid(String what, String value) {
        try {
            UUID id = UUID.fromString(value.strip());
            if (id.toString().equalsIgnoreCase(value.strip())) {
                return id;
            }
        } catch (IllegalArgumentException notAUuid) {
            // The exception below is clearer.
        }
        throw new IllegalArgumentException(Messages.oneLine(
                what + " \"" + value + "\" is not a UUID, such as 9924bcd0-99be-453d-ba47-c2c9766f7da5"));
    }

    static Duration positive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " of " + time + " is not positive");
        }
        return time;
    }
}
