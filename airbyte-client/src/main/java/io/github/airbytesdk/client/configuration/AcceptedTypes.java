package io.github.airbytesdk.client.configuration;

import java.io.File;
import java.net.URL;
import java.util.Calendar;
import java.util.Date;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

/** Describes a value whose type is not accepted: the type's name, and what to use instead. */
final class AcceptedTypes {
    private AcceptedTypes() {}

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
        return "use a String, a number, a Map, a List, a record or a bean, or a Gson with an adapter for it";
    }
}
