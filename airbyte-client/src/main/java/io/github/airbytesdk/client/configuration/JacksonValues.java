package io.github.airbytesdk.client.configuration;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that belong to Jackson: its nodes, and beans and enums that are annotated for it. Jackson itself converts them. It is
 * optional, in both of its major versions, and not loaded before there is such a value.
 */
final class JacksonValues {
    /** What a class belongs to. */
    private enum Owner {
        NONE,
        JACKSON_2,
        JACKSON_3,
        MISSING_JACKSON,
        OTHER_LIBRARY
    }

    private static final ClassValue<Owner> OWNERS = new ClassValue<>() {
        @Override
        protected Owner computeValue(Class<?> type) {
            return owner(type);
        }
    };

    private JacksonValues() {}

    /** Returns whether a value belongs to Jackson or to another JSON library. */
    static boolean contain(Object value) {
        return OWNERS.get(value.getClass()) != Owner.NONE;
    }

    /** Converts a value by letting Jackson write it. */
    static JsonElement convert(Object value, JsonLocation location) {
        String named = AcceptedTypes.named(value);
        if (value.getClass().getSimpleName().equals("MissingNode")) {
            throw location.refusal("is a missing node; leave the member out");
        }
        return switch (OWNERS.get(value.getClass())) {
            case JACKSON_2 -> written(named, location, () -> Jackson2.write(value), Jackson2::unknownType);
            case JACKSON_3 -> written(named, location, () -> Jackson3.write(value), Jackson3::unknownType);
            case MISSING_JACKSON ->
                throw location.refusal("is " + named
                        + ", which is annotated for Jackson; add jackson-databind to the class path or use a Map");
            case OTHER_LIBRARY ->
                throw location.refusal(
                        "is " + named
                                + ", which is annotated for a JSON library that is not supported; pass the library's JSON text or use a Map");
            case NONE -> throw new AssertionError(named);
        };
    }

    private static JsonElement written(
            String named,
            JsonLocation location,
            Callable<String> write,
            Function<Throwable, @Nullable Class<?>> unknownType) {
        String text;
        try {
            text = write.call();
        } catch (Exception e) {
            // Without the message: it can quote values.
            Class<?> unknown = unknownType.apply(e);
            throw location.refusal("is " + named + ", which Jackson cannot write because "
                    + (unknown == null ? "of a " + e.getClass().getName() : "it contains a " + unknown.getName())
                    + "; add the Jackson module for it, or pass what your own mapper's valueToTree(...) returns");
        }
        try {
            return JsonText.read(text, location);
        } catch (IOException e) {
            throw location.refusal(
                    "is NaN or infinite, which JSON does not have; use a finite number or leave the" + " member out");
        }
    }

    private static Owner owner(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals("com.fasterxml.jackson.databind.JsonNode")) {
                return Owner.JACKSON_2;
            }
            if (c.getName().equals("tools.jackson.databind.JsonNode")) {
                return Owner.JACKSON_3;
            }
        }
        return OwnTypes.isPlatform(type) ? Owner.NONE : ownerByAnnotations(type);
    }

    private static Owner ownerByAnnotations(Class<?> type) {
        boolean jackson = false;
        boolean other = false;
        for (String annotation : annotations(type).toList()) {
            if (annotation.startsWith("tools.jackson.")) {
                return isPresent("tools.jackson") ? Owner.JACKSON_3 : Owner.MISSING_JACKSON;
            }
            jackson |= annotation.startsWith("com.fasterxml.jackson.");
            other |= annotation.toLowerCase(Locale.ROOT).contains("json")
                    || annotation.startsWith("kotlinx.serialization.Ser");
        }
        if (!jackson) {
            return other ? Owner.OTHER_LIBRARY : Owner.NONE;
        }
        // Jackson 3 reads the annotations of Jackson 2.
        return isPresent("com.fasterxml.jackson")
                ? Owner.JACKSON_2
                : isPresent("tools.jackson") ? Owner.JACKSON_3 : Owner.MISSING_JACKSON;
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
                names, inherited.filter(parent -> !OwnTypes.isPlatform(parent)).flatMap(JacksonValues::annotations));
    }

    private static boolean isPresent(String jackson) {
        try {
            Class.forName(jackson + ".databind.ObjectMapper", false, JacksonValues.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
