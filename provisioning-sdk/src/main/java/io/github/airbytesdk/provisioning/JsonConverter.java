package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts Java, Kotlin and Groovy values to JSON. The accepted types are an explicit list, because a type that is written by
 * its private fields, or by a {@code toString()} that depends on the locale, reaches the server as something else than the
 * caller meant. Everything else is refused with its JSON path, in one line and without the value, which may be a secret.
 *
 * <p>An instance converts one value and is not thread-safe.
 */
final class JsonConverter {
    /** Deeper than any connector's schema; Gson and the server stop at about 255 and 1,000. */
    private static final int MAX_DEPTH = 200;

    private static final int MAX_NAME = 60;
    private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final Pattern JSON_NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern PLACE_IN_TEXT = Pattern.compile("at line \\d+ column \\d+");

    private final String prefix;
    private final OwnTypes ownTypes;
    private final Deque<String> path = new ArrayDeque<>();

    /** The containers around the value that is being converted. */
    private final Deque<Object> parents = new ArrayDeque<>();

    /**
     * @param prefix start of each message
     * @param gson writes types of the caller's own, or null
     */
    JsonConverter(String prefix, @Nullable Gson gson) {
        this.prefix = prefix;
        this.ownTypes = new OwnTypes(gson, this);
    }

    boolean isWrittenByGson(Object value) {
        return ownTypes.hasAdapter(value.getClass());
    }

    // JSON text.

    /** Reads a JSON text strictly: no duplicate names, nothing after the value. Numbers keep every digit. */
    JsonElement parse(CharSequence text) {
        try (JsonReader reader = new JsonReader(new StringReader(text.toString()))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("more than one value");
            }
            return json;
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException e) {
            Matcher place = PLACE_IN_TEXT.matcher(String.valueOf(e.getMessage()));
            throw new Refusal(prefix + "the text is not valid JSON" + (place.find() ? ", " + place.group() : ""));
        }
    }

    private JsonElement read(JsonReader reader) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                JsonObject object = new JsonObject();
                reader.beginObject();
                while (reader.hasNext()) {
                    String name = reader.nextName();
                    JsonElement value = within(name, () -> read(reader));
                    if (object.has(name)) {
                        throw within(name, () -> refusal("is there twice; keep one"));
                    }
                    object.add(name, value);
                }
                reader.endObject();
                return object;
            }
            case BEGIN_ARRAY -> {
                JsonArray array = new JsonArray();
                reader.beginArray();
                while (reader.hasNext()) {
                    array.add(within(array.size(), () -> read(reader)));
                }
                reader.endArray();
                return array;
            }
            case STRING -> {
                return new JsonPrimitive(wellFormed(reader.nextString()));
            }
            case NUMBER -> {
                return new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            }
            case BOOLEAN -> {
                return new JsonPrimitive(reader.nextBoolean());
            }
            case NULL -> {
                reader.nextNull();
                return JsonNull.INSTANCE;
            }
            default -> throw new JsonParseException("no value");
        }
    }

    // Values.

    JsonElement convert(@Nullable Object value) {
        try {
            return toJson(value);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException e) {
            // Without the cause: its message can quote values.
            throw refusal("cannot be read, because of a " + e.getClass().getName()
                    + "; use a Map, a List, a record or a bean");
        }
    }

    private JsonElement toJson(@Nullable Object value) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (isWrittenByGson(value)) {
            return nested(value, () -> copy(ownTypes.write(value)));
        }
        if (value instanceof JsonElement element) {
            return copy(element);
        }
        if (value instanceof Map<?, ?> map) {
            return nested(value, () -> object(map));
        }
        if (value instanceof Collection<?> collection) {
            return nested(value, () -> array(collection));
        }
        JsonElement scalar = scalar(value);
        if (scalar != null) {
            return scalar;
        }
        if (value.getClass().isArray() && !(value instanceof byte[])) {
            return nested(value, () -> array(value));
        }
        JacksonValues jackson = JacksonValues.of(value);
        if (jackson != null) {
            return nested(value, () -> convert(jackson.unwrap(value, this)));
        }
        if (KotlinValues.isValueClass(value)) {
            return convert(KotlinValues.unwrap(value, this));
        }
        if (OwnTypes.isPlatform(value.getClass()) || isBehaviour(value)) {
            throw refusal("is " + named(value) + "; " + remedy(value));
        }
        return nested(value, () -> ownTypes.isFor(value) ? copy(ownTypes.write(value)) : bean(value));
    }

    /** Returns whether a value does something rather than contains something: a lambda, a sequence, a function. */
    private static boolean isBehaviour(Object value) {
        return value.getClass().isHidden()
                || Proxy.isProxyClass(value.getClass())
                || value instanceof Iterable<?>
                || value instanceof Iterator<?>
                || value instanceof BaseStream<?, ?>
                || value instanceof Supplier<?>
                || value instanceof Callable<?>
                || KotlinValues.isSequence(value);
    }

    private @Nullable JsonElement scalar(Object value) {
        if (value instanceof CharSequence text) {
            return new JsonPrimitive(wellFormed(text.toString()));
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof Number number && isJsonNumber(number)) {
            return new JsonPrimitive(finite(number));
        }
        if (value instanceof Character character) {
            return new JsonPrimitive(wellFormed(character.toString()));
        }
        if (value instanceof char[] characters) {
            return new JsonPrimitive(wellFormed(new String(characters)));
        }
        if (value instanceof Enum<?> constant && JacksonValues.of(value) == null) {
            return new JsonPrimitive(OwnTypes.nameOf(constant));
        }
        if (value instanceof UUID || value instanceof URI || value instanceof Path) {
            return new JsonPrimitive(wellFormed(value.toString()));
        }
        if (value instanceof Optional<?> optional) {
            return convert(optional.orElse(null));
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? new JsonPrimitive(optional.getAsInt()) : JsonNull.INSTANCE;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? new JsonPrimitive(optional.getAsLong()) : JsonNull.INSTANCE;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? new JsonPrimitive(finite(optional.getAsDouble())) : JsonNull.INSTANCE;
        }
        String time = IsoTime.format(value);
        return time == null ? null : new JsonPrimitive(time);
    }

    private static boolean isJsonNumber(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Double
                || number instanceof Float
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigDecimal
                || number instanceof BigInteger;
    }

    private Number finite(Number number) {
        if ((number instanceof Double || number instanceof Float) && !Double.isFinite(number.doubleValue())) {
            throw refusal("is " + number + ", which JSON does not have; use a finite number or leave the member out");
        }
        return number;
    }

    /** UTF-8 cannot encode half of a surrogate pair, so that it would be sent as a question mark. */
    private String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw refusal("has half of a surrogate pair, which is not a character; use whole code points");
            }
        }
        return text;
    }

    private JsonElement copy(JsonElement element) {
        if (element instanceof JsonObject object) {
            return nested(element, () -> object(object.asMap()));
        }
        if (element instanceof JsonArray array) {
            return nested(element, () -> array(array.asList()));
        }
        if (element instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                wellFormed(primitive.getAsString());
            } else if (primitive.isNumber()
                    && !JSON_NUMBER.matcher(primitive.getAsString()).matches()) {
                throw refusal("is not a number that JSON has; use a finite number or leave the member out");
            }
        }
        return element;
    }

    private JsonObject object(Map<?, ?> map) {
        JsonObject object = new JsonObject();
        map.forEach((key, value) -> {
            String name = nameOf(key);
            if (object.has(name)) {
                throw within(name, () -> refusal("is there twice, as keys of different types; keep one"));
            }
            if (!isAbsent(value)) {
                object.add(name, within(name, () -> convert(value)));
            }
        });
        return object;
    }

    private String nameOf(@Nullable Object key) {
        if (key instanceof CharSequence || key instanceof Character || key instanceof UUID || key instanceof Boolean) {
            return wellFormed(key.toString());
        }
        if (key instanceof Enum<?> constant) {
            return OwnTypes.nameOf(constant);
        }
        if (key instanceof Number number && isJsonNumber(number)) {
            return key.toString();
        }
        throw refusal("has a key that is " + (key == null ? "null" : named(key)) + "; use String keys");
    }

    /** An empty Optional as the value of a member says that there is no such member. */
    static boolean isAbsent(@Nullable Object value) {
        return (value instanceof Optional<?> optional && optional.isEmpty())
                || (value instanceof OptionalInt i && i.isEmpty())
                || (value instanceof OptionalLong l && l.isEmpty())
                || (value instanceof OptionalDouble d && d.isEmpty());
    }

    private JsonArray array(Collection<?> items) {
        JsonArray array = new JsonArray();
        for (Object item : items) {
            array.add(within(array.size(), () -> convert(item)));
        }
        return array;
    }

    private JsonArray array(Object items) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < Array.getLength(items); i++) {
            Object item = Array.get(items, i);
            array.add(within(i, () -> convert(item)));
        }
        return array;
    }

    private JsonObject bean(Object value) {
        JsonObject object = new JsonObject();
        for (BeanProperty property : BeanProperty.of(value.getClass(), this)) {
            within(property.name(), () -> {
                Object member = property.read(value, this);
                if (object.has(property.name())) {
                    throw refusal("is there twice in " + named(value) + "; rename one");
                }
                if (member != null && !isAbsent(member)) {
                    object.add(property.name(), convert(member));
                }
                return object;
            });
        }
        return object;
    }

    /** Converts a value that Gson met somewhere inside one that it writes. */
    JsonElement convertInside(Object value) {
        return withinSegment(".*", () -> convert(value));
    }

    // Places and refusals.

    private interface Conversion<T, E extends Exception> {
        T run() throws E;
    }

    private <T, E extends Exception> T within(int index, Conversion<T, E> conversion) throws E {
        return withinSegment("[" + index + "]", conversion);
    }

    private <T, E extends Exception> T within(String name, Conversion<T, E> conversion) throws E {
        return withinSegment(SIMPLE_NAME.matcher(name).matches() ? "." + name : "['" + shown(name) + "']", conversion);
    }

    private <T, E extends Exception> T withinSegment(String segment, Conversion<T, E> conversion) throws E {
        path.addLast(segment);
        T result = conversion.run();
        path.removeLast();
        return result;
    }

    /** On one line and not longer than a line. */
    private static String shown(String name) {
        String line = name.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
        return line.codePointCount(0, line.length()) <= MAX_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_NAME)) + "…";
    }

    private <T> T nested(Object container, Conversion<T, RuntimeException> conversion) {
        for (Object parent : parents) {
            if (parent == container) {
                throw refusal("contains itself; break the cycle");
            }
        }
        if (parents.size() == MAX_DEPTH) {
            throw refusal("is nested more than " + MAX_DEPTH + " deep; use a flatter structure");
        }
        parents.push(container);
        T result = conversion.run();
        parents.pop();
        return result;
    }

    /** @param text what is wrong with the value at the current path, and a remedy */
    Refusal refusal(String text) {
        StringBuilder message = new StringBuilder(prefix).append('$');
        path.forEach(message::append);
        return new Refusal(message.append(' ').append(text).toString());
    }

    static String named(Object value) {
        String name = value instanceof Calendar
                ? Calendar.class.getName()
                : value.getClass().getTypeName();
        return ("aeiou".indexOf(Character.toLowerCase(name.charAt(0))) < 0 ? "a " : "an ") + name;
    }

    static String remedy(Object value) {
        if (value instanceof Date
                || value instanceof Calendar
                || value.getClass().getName().matches("(?:java\\.time|kotlin\\.time|kotlinx\\.datetime)\\..*")) {
            return "use a String or a java.time value";
        }
        if (value instanceof Iterable<?>
                || value instanceof Iterator<?>
                || value instanceof Enumeration<?>
                || value instanceof BaseStream<?, ?>
                || KotlinValues.isSequence(value)) {
            return "use a List";
        }
        if (value instanceof Number) {
            return "use a Long or a BigDecimal";
        }
        if (value instanceof byte[]) {
            return "use a String, such as the bytes in Base64";
        }
        if (value instanceof File) {
            return "use a String or a java.nio.file.Path";
        }
        if (value instanceof URL) {
            return "use a String or a java.net.URI";
        }
        if (value instanceof Supplier<?> || value instanceof Callable<?>) {
            return "pass what it returns";
        }
        return "use a String, a number, a Map, a List, a record or a bean, or set a Gson for it with gson(...)";
    }

    /** A message for the user: one line with a path and a remedy, and without any value. */
    static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }
}
