package io.github.airbytesdk.client.configuration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Where in a configuration a conversion is: the JSON path that a refusal names. Not thread-safe. */
final class JsonLocation {
    /** Deeper than any connector's schema; Gson and the server stop at about 255 and 1,000. */
    private static final int MAX_DEPTH = 200;

    private static final int MAX_NAME = 60;
    private static final Pattern SIMPLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** The segment of a value whose name or index is not known. */
    private static final Object ANYWHERE = new Object();

    private final String prefix;

    /** Names and indexes. */
    private final Deque<Object> path = new ArrayDeque<>();

    /** @param prefix start of each message */
    JsonLocation(String prefix) {
        this.prefix = prefix;
    }

    interface Conversion<T, E extends Exception> {
        T run() throws E;
    }

    <T, E extends Exception> T within(int index, Conversion<T, E> conversion) throws E {
        return withinSegment(index, conversion);
    }

    <T, E extends Exception> T within(String name, Conversion<T, E> conversion) throws E {
        return withinSegment(name, conversion);
    }

    /** Converts a value of which only the container is known. */
    <T, E extends Exception> T somewhere(Conversion<T, E> conversion) throws E {
        return withinSegment(ANYWHERE, conversion);
    }

    private <T, E extends Exception> T withinSegment(Object segment, Conversion<T, E> conversion) throws E {
        path.addLast(segment);
        if (path.size() > MAX_DEPTH) {
            throw refusal("is nested more than " + MAX_DEPTH + " deep; use a flatter structure");
        }
        T result = conversion.run();
        path.removeLast();
        return result;
    }

    private static String text(Object segment) {
        if (segment instanceof String name) {
            return SIMPLE_NAME.matcher(name).matches() ? "." + name : "['" + shown(name) + "']";
        }
        return segment == ANYWHERE ? ".*" : "[" + segment + "]";
    }

    /** Returns a name on one line, and cut to the length of a line. */
    private static String shown(String name) {
        String line = name.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
        return line.codePointCount(0, line.length()) <= MAX_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_NAME)) + "…";
    }

    /** UTF-8 cannot encode half of a surrogate pair, so that it would be sent as a question mark. */
    String wellFormed(String text) {
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

    /** @param text what is wrong with the value at the current path, and a remedy */
    Refusal refusal(String text) {
        StringBuilder message = new StringBuilder(prefix).append('$');
        path.forEach(segment -> message.append(text(segment)));
        return new Refusal(message.append(' ').append(text).toString());
    }

    /** @param text what is wrong with the text as a whole */
    Refusal refusalOfText(String text) {
        return new Refusal(prefix + text);
    }

    /** A message for the user: one line with a path and a remedy, and without any value. */
    static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }
}
