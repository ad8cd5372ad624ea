package io.github.airbytesdk.client.configuration;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts Java, Kotlin and Groovy values to JSON. The accepted types are an explicit list, because a type that is written by
 * its private fields, or by a {@code toString()} that depends on the locale, would not reach the server as the caller meant
 * it. Everything else is refused with its JSON path, in one line and without the value, which may be a secret.
 *
 * <p>An instance converts one value and is not thread-safe.
 */
final class JsonConverter {
    private static final Pattern JSON_NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private final JsonLocation location;
    private final OwnTypes ownTypes;

    /** The containers around the value that is being converted. */
    private final Deque<Object> parents = new ArrayDeque<>();

    /**
     * @param prefix start of each message
     * @param gson writes types of the caller's own, or null
     */
    JsonConverter(String prefix, @Nullable Gson gson) {
        this.location = new JsonLocation(prefix);
        this.ownTypes = new OwnTypes(gson, this);
    }

    /** Reads a JSON text strictly, see {@link JsonText}. */
    JsonElement parse(CharSequence text) {
        return JsonText.parse(text, location);
    }

    JsonLocation.Refusal refusal(String text) {
        return location.refusal(text);
    }

    boolean isWrittenByGson(Object value) {
        return ownTypes.hasAdapter(value.getClass());
    }

    JsonElement convert(@Nullable Object value) {
        try {
            return toJson(value);
        } catch (JsonLocation.Refusal refusal) {
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
        if (JacksonValues.contain(value)) {
            return JacksonValues.convert(value, location);
        }
        if (KotlinValues.isValueClass(value)) {
            return convert(KotlinValues.unwrap(value, this));
        }
        if (OwnTypes.isPlatform(value.getClass()) || isBehaviour(value)) {
            throw refusal("is " + AcceptedTypes.named(value) + "; " + AcceptedTypes.remedy(value));
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
            return new JsonPrimitive(location.wellFormed(text.toString()));
        }
        if (value instanceof Boolean bool) {
            return new JsonPrimitive(bool);
        }
        if (value instanceof Number number && isJsonNumber(number)) {
            return new JsonPrimitive(finite(number));
        }
        if (value instanceof Character character) {
            return new JsonPrimitive(location.wellFormed(character.toString()));
        }
        if (value instanceof char[] characters) {
            return new JsonPrimitive(location.wellFormed(new String(characters)));
        }
        if (value instanceof Enum<?> constant && !JacksonValues.contain(value)) {
            return new JsonPrimitive(OwnTypes.nameOf(constant));
        }
        if (value instanceof UUID || value instanceof URI || value instanceof Path) {
            return new JsonPrimitive(location.wellFormed(value.toString()));
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

    private JsonElement copy(JsonElement element) {
        if (element instanceof JsonObject object) {
            return nested(element, () -> object(object.asMap()));
        }
        if (element instanceof JsonArray array) {
            return nested(element, () -> array(array.asList()));
        }
        if (element instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                location.wellFormed(primitive.getAsString());
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
                throw location.within(name, () -> refusal("is there twice, as keys of different types; keep one"));
            }
            if (!isAbsent(value)) {
                object.add(name, location.within(name, () -> convert(value)));
            }
        });
        return object;
    }

    private String nameOf(@Nullable Object key) {
        if (key instanceof CharSequence || key instanceof Character || key instanceof UUID || key instanceof Boolean) {
            return location.wellFormed(key.toString());
        }
        if (key instanceof Enum<?> constant) {
            return OwnTypes.nameOf(constant);
        }
        if (key instanceof Number number && isJsonNumber(number)) {
            return key.toString();
        }
        throw refusal("has a key that is " + (key == null ? "null" : AcceptedTypes.named(key)) + "; use String keys");
    }

    /** An empty Optional as the value of a member omits the member. */
    static boolean isAbsent(@Nullable Object value) {
        return (value instanceof Optional<?> optional && optional.isEmpty())
                || (value instanceof OptionalInt i && i.isEmpty())
                || (value instanceof OptionalLong l && l.isEmpty())
                || (value instanceof OptionalDouble d && d.isEmpty());
    }

    private JsonArray array(Collection<?> items) {
        JsonArray array = new JsonArray();
        for (Object item : items) {
            array.add(location.within(array.size(), () -> convert(item)));
        }
        return array;
    }

    private JsonArray array(Object items) {
        JsonArray array = new JsonArray();
        for (int i = 0; i < Array.getLength(items); i++) {
            Object item = Array.get(items, i);
            array.add(location.within(i, () -> convert(item)));
        }
        return array;
    }

    private JsonObject bean(Object value) {
        JsonObject object = new JsonObject();
        for (BeanProperty property : BeanProperty.of(value.getClass(), this)) {
            location.within(property.name(), () -> {
                Object member = property.read(value, this);
                if (object.has(property.name())) {
                    throw refusal("is there twice in " + AcceptedTypes.named(value) + "; rename one");
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
        return location.somewhere(() -> convert(value));
    }

    private <T> T nested(Object container, Supplier<T> conversion) {
        for (Object parent : parents) {
            if (parent == container) {
                throw refusal("contains itself; break the cycle");
            }
        }
        parents.push(container);
        T result = conversion.get();
        parents.pop();
        return result;
    }
}
