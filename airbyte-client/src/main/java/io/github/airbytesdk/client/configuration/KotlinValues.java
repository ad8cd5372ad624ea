package io.github.airbytesdk.client.configuration;

import java.lang.reflect.Method;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kotlin types whose compiled form plain reflection reads incorrectly. They are recognized by their names, so that
 * Kotlin's library is not needed.
 */
final class KotlinValues {
    private static final Set<String> UNSIGNED = Set.of("kotlin.UByte", "kotlin.UShort", "kotlin.UInt", "kotlin.ULong");

    /** Kotlin appends these to the getter of a property whose type is an unsigned number, and the number's bits to mask. */
    private static final Map<String, Integer> UNSIGNED_GETTERS =
            Map.of("w2LRezQ", 8, "Mh2AYeg", 16, "pVg5ArA", 32, "s-VKNKU", 64);

    private KotlinValues() {}

    static boolean isKotlin(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals("kotlin.Metadata"));
    }

    static boolean isSequence(Object value) {
        for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                if (implemented.getName().equals("kotlin.sequences.Sequence")) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isValueClass(Object value) {
        return isKotlin(value.getClass())
                && Arrays.stream(value.getClass().getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("unbox-impl"));
    }

    /** Returns the only property of a value class. */
    static @Nullable Object unwrap(Object value, JsonConverter converter) {
        if (UNSIGNED.contains(value.getClass().getName())) {
            return new BigInteger(value.toString());
        }
        if (OwnTypes.isPlatform(value.getClass())) {
            throw converter.refusal("is " + AcceptedTypes.named(value) + "; " + AcceptedTypes.remedy(value));
        }
        List<BeanProperty> properties = BeanProperty.of(value.getClass(), converter);
        return properties.get(0).read(value, converter);
    }

    /** Returns the value of a property whose type is a value class, given what its getter returned. */
    static @Nullable Object unmangled(Method getter, @Nullable Object value, JsonConverter converter) {
        String suffix = getter.getName().substring(getter.getName().indexOf('-') + 1);
        Integer bits = UNSIGNED_GETTERS.get(suffix);
        if (bits != null && value instanceof Number number) {
            BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            return BigInteger.valueOf(number.longValue()).and(mask);
        }
        if (getter.getReturnType().isPrimitive() || getter.getReturnType() == Object.class) {
            throw converter.refusal("is a property whose type is a Kotlin value class; use its value");
        }
        return value;
    }
}
