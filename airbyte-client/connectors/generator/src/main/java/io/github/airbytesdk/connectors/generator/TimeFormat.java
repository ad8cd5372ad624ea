package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out how a connector wants a date or an instant to be written. */
final class TimeFormat {
    private static final List<String> DATES = List.of("yyyy-MM-dd", "yyyy-MM");
    private static final List<String> INSTANTS = List.of(
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
            "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm:ss",
            "yyyyMMdd'T'HHmmss'Z'");

    private static final Instant INSTANT = Instant.parse("2024-11-30T23:59:58.123456Z");
    /** What a pattern for dates does not match. */
    private static final List<String> OTHER_TEXTS = List.of("", "a", "12", "acme.example.com", "2024-2024-2024");

    private TimeFormat() {}

    /** Returns the format of a text member for {@link LocalDate} or {@link Instant}; empty if it does not hold one. */
    static Optional<String> of(JsonObject property, Class<?> type) {
        boolean isDate = type == LocalDate.class;
        List<String> candidates = isDate ? DATES : INSTANTS;
        if (property.get("pattern") instanceof JsonPrimitive text) {
            Pattern pattern = Pattern.compile(text.getAsString());
            // An empty text is often allowed in place of a date, other texts are not.
            if (OTHER_TEXTS.stream()
                    .skip(1)
                    .anyMatch(other -> pattern.matcher(other).find())) {
                return Optional.empty();
            }
            return candidates.stream()
                    .filter(candidate -> pattern.matcher(sample(candidate)).find())
                    .findFirst();
        }
        String format = property.get("format") instanceof JsonPrimitive text ? text.getAsString() : "";
        return format.equals(isDate ? "date" : "date-time") ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private static String sample(String candidate) {
        return DateTimeFormatter.ofPattern(candidate, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(INSTANT);
    }
}
