package io.github.airbytesdk.client;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.FieldNamingStrategy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.github.airbytesdk.client.model.AccessTokenRequest;
import io.github.airbytesdk.client.model.AccessTokenResponse;
import io.github.airbytesdk.client.model.ResourceRequirements;
import io.github.airbytesdk.client.model.StreamProperties;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Gson that reads and writes the models, which have no annotations. */
final class ModelJson {
    static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setFieldNamingStrategy(new Names())
            .registerTypeAdapter(OffsetDateTime.class, new OffsetDateTimeAdapter().nullSafe())
            .registerTypeAdapter(Instant.class, new InstantAdapter().nullSafe())
            .create();

    /** The form in which Airbyte writes times. Every other form needs a formatter, whose many classes delay the first response. */
    private static final Pattern MINUTE_OR_SECOND =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d)(?::(\\d\\d))?Z");

    /** As seconds, a number of milliseconds since 1973 would be after the year 5000. */
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

    /** Digits before the decimal point, more than any time has. */
    private static final int LONGEST_TIME = 19;

    private ModelJson() {}

    static String write(Object value) {
        return GSON.toJson(value);
    }

    /**
     * Returns the text of a constant as a parameter.
     *
     * @throws IllegalArgumentException if this version does not know the value, because the server would read it as text
     */
    static String text(Enum<?> constant) {
        if (constant.name().equals("UNKNOWN")) {
            throw new IllegalArgumentException(
                    constant.getDeclaringClass().getSimpleName()
                            + ".UNKNOWN stands for values that this version of the client does not know, and cannot be sent; set another value, or null");
        }
        return constant.toString();
    }

    static String text(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    /** Almost all members have the same name in JSON as in Java. */
    private static final class Names implements FieldNamingStrategy {
        @Override
        public String translateName(Field member) {
            Class<?> model = member.getDeclaringClass();
            String name = member.getName();
            if (name.equals("grantType")) {
                return "grant-type";
            }
            if (name.equals("defaults")) {
                return "default";
            }
            if (isNamespaceOfStreamProperties(member)) {
                return "streamnamespace";
            }
            boolean isSnakeCase = model == ResourceRequirements.class
                    || model == AccessTokenRequest.class
                    || model == AccessTokenResponse.class;
            return isSnakeCase ? FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES.translateName(member) : name;
        }

        /** Airbyte writes {@code streamnamespace} here and {@code streamNamespace} everywhere else. */
        @Override
        public List<String> alternateNames(Field member) {
            return isNamespaceOfStreamProperties(member) ? List.of("streamNamespace") : List.of();
        }

        private static boolean isNamespaceOfStreamProperties(Field member) {
            return member.getDeclaringClass() == StreamProperties.class
                    && member.getName().equals("namespace");
        }
    }

    private static final class OffsetDateTimeAdapter extends TypeAdapter<OffsetDateTime> {
        @Override
        public void write(JsonWriter out, OffsetDateTime time) throws IOException {
            out.value(text(time));
        }

        @Override
        public @Nullable OffsetDateTime read(JsonReader in) throws IOException {
            return time(in.nextString());
        }
    }

    private static final class InstantAdapter extends TypeAdapter<Instant> {
        private static final int SECONDS_LENGTH = 10;

        /** A number of seconds, as Airbyte writes it. */
        @Override
        public void write(JsonWriter out, Instant time) throws IOException {
            out.value(time.getEpochSecond());
        }

        @Override
        public @Nullable Instant read(JsonReader in) throws IOException {
            String text = in.nextString();
            if (isUsual(text)) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            OffsetDateTime time = time(text);
            return time == null ? null : time.toInstant();
        }

        /** Returns whether a text is the seconds of a time from 2001 to 2286, which needs neither BigDecimal nor a time zone. */
        private static boolean isUsual(String text) {
            if (text.length() != SECONDS_LENGTH) {
                return false;
            }
            for (int i = 0; i < SECONDS_LENGTH; i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads a time as ISO 8601, in which Airbyte omits seconds that are zero, or as a number of seconds or milliseconds since
     * 1970. Returns null for a text that cannot be read, because the rest of the response may contain the id of a new resource.
     */
    static @Nullable OffsetDateTime time(String text) {
        try {
            Matcher usual = MINUTE_OR_SECOND.matcher(text);
            if (usual.matches()) {
                return ofParts(usual);
            }
            return isNumber(text) ? ofNumber(new BigDecimal(text)) : OffsetDateTime.parse(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException notATime) {
            return null;
        }
    }

    private static OffsetDateTime ofParts(Matcher parts) {
        int second = parts.group(6) == null ? 0 : Integer.parseInt(parts.group(6));
        return OffsetDateTime.of(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Integer.parseInt(parts.group(4)),
                Integer.parseInt(parts.group(5)),
                second,
                0,
                ZoneOffset.UTC);
    }

    private static boolean isNumber(String text) {
        // A date has a second hyphen.
        return !text.isEmpty() && text.length() < 40 && text.indexOf('-', 1) < 0 && text.indexOf(':') < 0;
    }

    private static OffsetDateTime ofNumber(BigDecimal number) {
        if (number.precision() - number.scale() > LONGEST_TIME) {
            throw new ArithmeticException("too large for a time");
        }
        BigDecimal seconds = number.abs().compareTo(FIRST_MILLISECONDS) < 0 ? number : number.movePointLeft(3);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos).atOffset(ZoneOffset.UTC);
    }
}
