package io.github.airbytesdk.provisioning;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that belong to Jackson: its nodes, and beans and enums that are annotated for it. Jackson itself converts them. It is
 * optional, in both of its major versions; no class here loads it before there is such a value.
 */
interface JacksonValues {
    /**
     * Returns one layer of the value in types that {@link JsonConverter} accepts: a map or a list of nodes, a string, a number,
     * a boolean or null.
     */
    @Nullable
    Object unwrap(Object value, JsonConverter converter);

    /** Returns null for a value that does not belong to Jackson. */
    static @Nullable JacksonValues of(Object value) {
        return Kind.OF_CLASS.get(value.getClass()).values;
    }

    /** The library that a class belongs to. */
    enum Kind {
        NONE(null),
        JACKSON_2(new Linked(2)),
        JACKSON_3(new Linked(3)),
        NO_JACKSON((value, converter) -> {
            throw converter.refusal("is " + AcceptedTypes.named(value)
                    + ", which is annotated for Jackson; add jackson-databind to the class path or use a Map");
        }),
        OTHER_LIBRARY((value, converter) -> {
            throw converter.refusal(
                    "is " + AcceptedTypes.named(value)
                            + ", which is annotated for a JSON library that is not supported; pass the library's JSON text or use a Map");
        });

        static final ClassValue<Kind> OF_CLASS = new ClassValue<>() {
            @Override
            protected Kind computeValue(Class<?> type) {
                return of(type);
            }
        };

        @SuppressWarnings("ImmutableEnumChecker") // No implementation has any state.
        final @Nullable JacksonValues values;

        Kind(@Nullable JacksonValues values) {
            this.values = values;
        }

        private static Kind of(Class<?> type) {
            for (Class<?> c = type; c != null; c = c.getSuperclass()) {
                if (c.getName().equals("com.fasterxml.jackson.databind.JsonNode")) {
                    return JACKSON_2;
                }
                if (c.getName().equals("tools.jackson.databind.JsonNode")) {
                    return JACKSON_3;
                }
            }
            return OwnTypes.isPlatform(type) ? NONE : ofAnnotations(type);
        }

        private static Kind ofAnnotations(Class<?> type) {
            boolean jackson = false;
            boolean other = false;
            for (String annotation : annotations(type).toList()) {
                if (annotation.startsWith("tools.jackson.")) {
                    return isPresent("tools.jackson.databind.ObjectMapper") ? JACKSON_3 : NO_JACKSON;
                }
                jackson |= annotation.startsWith("com.fasterxml.jackson.");
                other |= annotation.toLowerCase(Locale.ROOT).contains("json")
                        || annotation.startsWith("kotlinx.serialization.Ser");
            }
            if (jackson) {
                return isPresent("com.fasterxml.jackson.databind.ObjectMapper")
                        ? JACKSON_2
                        : isPresent("tools.jackson.databind.ObjectMapper") ? JACKSON_3 : NO_JACKSON;
            }
            return other ? OTHER_LIBRARY : NONE;
        }

        /** Names of the annotations of a class, of what it inherits from, and of their members. */
        private static Stream<String> annotations(Class<?> type) {
            Stream<AnnotatedElement> members = Stream.of(
                            Stream.of(type),
                            Arrays.stream(type.getDeclaredFields()),
                            Arrays.stream(type.getDeclaredMethods()),
                            Arrays.stream(type.getDeclaredConstructors()),
                            Arrays.stream(type.getDeclaredConstructors())
                                    .flatMap(constructor -> Arrays.stream(constructor.getParameters())))
                    .flatMap(stream -> stream);
            Stream<String> names = members.flatMap(member -> Arrays.stream(member.getDeclaredAnnotations()))
                    .map(Annotation::annotationType)
                    .map(Class::getName)
                    .filter(name -> !name.startsWith("com.google.gson."));
            Stream<Class<?>> inherited =
                    Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
            return Stream.concat(
                    names,
                    inherited.filter(parent -> !OwnTypes.isPlatform(parent)).flatMap(Kind::annotations));
        }

        private static boolean isPresent(String name) {
            try {
                Class.forName(name, false, JacksonValues.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError absent) {
                return false;
            }
        }
    }

    /** Loads a version of Jackson with the first value that belongs to it. */
    record Linked(int version) implements JacksonValues {
        @Override
        public @Nullable Object unwrap(Object value, JsonConverter converter) {
            return version == 2 ? Jackson2.unwrap(value, converter) : Jackson3.unwrap(value, converter);
        }
    }
}
