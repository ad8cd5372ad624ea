package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a connector's configuration: the configuration itself, or an object within it. Generated classes extend
 * it with a method for each member. It is mutable and not safe for use by several threads.
 */
public abstract class ConfigurationPart {
    private final JsonObject json = new JsonObject();
    /** The same object with secrets masked, for {@link #toString()}. */
    private final JsonObject masked = new JsonObject();
    /** The paths of values that are not checked, such as {@code .tunnel_method.tunnel_port}. */
    private final Set<String> unchecked = new TreeSet<>();

    /** For generated classes. */
    protected ConfigurationPart() {}

    /**
     * Sets a member by its name in JSON: one that was added to the connector after this release, or a value that the
     * member's own method does not accept. The value is not checked, and {@link #toString()} does not show it.
     *
     * @param name the member's name in JSON
     * @param value null, a String, a number, a Boolean, an enum, a Gson element, a part of a configuration, or a map, a
     *     collection or an array of these
     * @throws IllegalArgumentException if the value is of another type
     */
    public ConfigurationPart set(String name, @Nullable Object value) {
        json.add(Objects.requireNonNull(name, "name"), JsonValues.of(name, value));
        masked.add(name, JsonValues.MASK);
        unchecked.add("." + name);
        return this;
    }

    /**
     * Sets a member.
     *
     * @throws NullPointerException if the value is null; the message names the member
     */
    protected final void put(String name, Object value) {
        json.add(name, JsonValues.of(name, Objects.requireNonNull(value, name)));
        masked.add(name, JsonValues.masked(value));
        unchecked.removeIf(path -> isWithin(path, "." + name));
        collectUnchecked("." + name, value);
    }

    private void collectUnchecked(String path, Object value) {
        if (value instanceof ConfigurationPart part) {
            part.unchecked.forEach(each -> unchecked.add(path + each));
        } else if (value instanceof Object[] || value instanceof List<?>) {
            Object[] values = value instanceof List<?> list ? list.toArray() : (Object[]) value;
            for (int i = 0; i < values.length; i++) {
                collectUnchecked(path + "[" + i + "]", values[i]);
            }
        }
    }

    /** Whether the value with this path, which starts with {@code $}, is checked. */
    final boolean isChecked(String path) {
        return unchecked.stream().noneMatch(each -> isWithin(path, "$" + each));
    }

    private static boolean isWithin(String path, String outer) {
        return path.startsWith(outer)
                && (path.length() == outer.length() || ".[".indexOf(path.charAt(outer.length())) >= 0);
    }

    /**
     * Sets a member whose value {@link #toString()} does not show.
     *
     * @throws NullPointerException if the value is null; the message names the member
     */
    protected final void putSecret(String name, Object value) {
        put(name, value);
        masked.add(name, JsonValues.MASK);
    }

    /** Writes a date or an instant, the latter in UTC, as the connector expects it. */
    protected static String formatTime(TemporalAccessor value, String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Objects.requireNonNull(value, "value"));
    }

    /** A number without a fraction is written without a decimal point. */
    protected static Number decimal(double value) {
        return JsonValues.number(value);
    }

    /** Boxes the elements. */
    protected static List<Long> longs(long[] values) {
        return LongStream.of(values).boxed().toList();
    }

    final JsonObject json() {
        return json.deepCopy();
    }

    final JsonObject masked() {
        return masked.deepCopy();
    }

    /** Returns the members as JSON. Secrets, and values passed to {@link #set}, are shown as {@code ***}. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + JsonValues.text(masked);
    }
}
