package io.github.airbytesdk.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the dates of HTTP headers. */
final class HttpDate {
    private HttpDate() {}

    /** Returns the date, or null if the value is null or not a date. */
    static @Nullable Instant parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim()));
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
