package io.github.airbytesdk.client.configuration;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Writes the types of {@code java.time} in ISO 8601, always with seconds, as connectors' patterns require. */
final class IsoTime {
    private IsoTime() {}

    /** Returns null for a value of another type. */
    static @Nullable String format(Object value) {
        if (value instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        if (value instanceof ZonedDateTime time) {
            // Its toString() appends the zone's name, which ISO 8601 does not have.
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        if (value instanceof OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof OffsetTime time) {
            return DateTimeFormatter.ISO_OFFSET_TIME.format(time);
        }
        return value instanceof Instant
                        || value instanceof LocalDate
                        || value instanceof Year
                        || value instanceof YearMonth
                        || value instanceof MonthDay
                        || value instanceof Duration
                        || value instanceof Period
                        || value instanceof ZoneId
                ? value.toString()
                : null;
    }
}
