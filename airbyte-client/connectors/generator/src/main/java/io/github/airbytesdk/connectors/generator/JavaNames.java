package io.github.airbytesdk.connectors.generator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Idiomatic Java names for the names in JSON. */
final class JavaNames {
    private static final Pattern WORDS =
            Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** Methods of every builder that a method with one argument would overload or replace. */
    private static final Set<String> TAKEN_METHODS = Set.of("set", "put", "putSecret", "equals", "wait");

    private static final Set<String> TAKEN_TYPES = Set.of(
            "Object",
            "String",
            "Long",
            "Override",
            "SafeVarargs",
            "List",
            "Map",
            "Instant",
            "LocalDate",
            "Generated",
            "Nullable",
            "Enum",
            "ConnectorBuilder",
            "ConnectorSpec",
            "ConfigurationPart",
            "Boolean",
            "Number");

    private JavaNames() {}

    /** {@code api_key_2} becomes {@code apiKey2}. */
    static String method(String name) {
        String joined = type(name);
        String method =
                joined.isEmpty() ? "value" : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
        if (Character.isDigit(method.charAt(0))) {
            return "value" + method;
        }
        return SourceVersion.isKeyword(method) || TAKEN_METHODS.contains(method) ? method + "Value" : method;
    }

    /** {@code ssl_mode} becomes {@code SslMode}. May be empty, and may start with a digit. */
    private static String type(String name) {
        return words(name).stream()
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** Returns a name for a type that differs from those of its enclosing types and its siblings. */
    static String type(String name, Set<String> taken) {
        String type = type(name);
        if (type.isEmpty() || Character.isDigit(type.charAt(0))) {
            type = "Value" + type;
        }
        return unique(TAKEN_TYPES.contains(type) ? type + "Value" : type, taken);
    }

    /** {@code While reading Data} becomes {@code WHILE_READING_DATA}. */
    static String constant(String value, Set<String> taken) {
        String constant =
                words(value).stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.joining("_"));
        if (constant.isEmpty()) {
            constant = value.isEmpty() ? "EMPTY" : "VALUE";
        } else if (Character.isDigit(constant.charAt(0))) {
            constant = "VALUE_" + constant;
        }
        return unique(constant, taken);
    }

    /** The element of {@code queries} is a {@code query}. */
    static String singular(String name) {
        if (name.endsWith("ies")) {
            return name.substring(0, name.length() - 3) + "y";
        }
        return name.matches(".*(ss|us|is|x)e?s?") || !name.endsWith("s") ? name : name.substring(0, name.length() - 1);
    }

    static String unique(String name, Set<String> taken) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + i;
        }
        return unique;
    }

    /** Class files of types whose names differ only in case overwrite each other on some file systems. */
    static Set<String> none() {
        return new CaseInsensitiveSet();
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>(List.of(WORDS.split(name.replace("OAuth", "Oauth"))));
        words.removeIf(String::isEmpty);
        return words;
    }

    private static final class CaseInsensitiveSet extends HashSet<String> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean add(String name) {
            return super.add(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public boolean contains(Object name) {
            return super.contains(((String) name).toLowerCase(Locale.ROOT));
        }
    }
}
