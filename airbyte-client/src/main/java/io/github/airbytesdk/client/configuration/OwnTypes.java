package io.github.airbytesdk.client.configuration;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types of the caller's own that Gson writes: those with an adapter in the Gson that was set, all beans if one was set, and
 * those that {@link JsonAdapter} annotates. The contents of such a type are converted by the same rules as everything else.
 */
final class OwnTypes {
    /** Created with the first value that needs it, because most configurations are maps of plain values. */
    private static final class Default {
        static final Gson GSON = new Gson();
    }

    /** Packages of libraries whose classes must not be read by their fields. */
    private static final List<String> PLATFORMS = List.of(
            "java.",
            "javax.",
            "kotlin.",
            "kotlinx.",
            "groovy.",
            "org.codehaus.groovy.",
            "org.apache.groovy.",
            "scala.",
            "com.google.gson.",
            "com.fasterxml.jackson.",
            "tools.jackson.",
            "jakarta.json.");

    private static final String GENERATED_MODELS = "io.github.airbytesdk.client.model.";

    private final @Nullable Gson gson;
    private final JsonConverter converter;
    private @Nullable Gson strict;

    OwnTypes(@Nullable Gson gson, JsonConverter converter) {
        this.gson = gson;
        this.converter = converter;
    }

    /** Returns whether a class belongs to the JDK, to a language's runtime or to a JSON library. */
    static boolean isPlatform(Class<?> type) {
        Class<?> element = type;
        while (element.getComponentType() != null) {
            element = element.getComponentType();
        }
        ClassLoader loader = element.getClassLoader();
        String name = element.getName();
        return loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || PLATFORMS.stream().anyMatch(name::startsWith);
    }

    /** Returns whether the Gson that was set has an adapter of the caller's own for a class. */
    boolean hasAdapter(Class<?> type) {
        if (gson == null || type == String.class) {
            return false;
        }
        TypeAdapter<?> adapter = adapter(gson, type);
        TypeAdapter<?> usual = adapter(Default.GSON, type);
        return adapter != null && (usual == null || adapter.getClass() != usual.getClass());
    }

    private static @Nullable TypeAdapter<?> adapter(Gson gson, Class<?> type) {
        try {
            return gson.getAdapter(type);
        } catch (JsonParseException | IllegalArgumentException noAdapter) {
            return null;
        }
    }

    /** Returns whether Gson, and not this library, writes a bean. */
    boolean isFor(Object value) {
        Class<?> type = value.getClass();
        return (gson != null && !KotlinValues.isKotlin(type))
                || type.isAnnotationPresent(JsonAdapter.class)
                || Arrays.stream(type.getDeclaredFields())
                        .anyMatch(field -> field.isAnnotationPresent(JsonAdapter.class));
    }

    JsonElement write(Object value) {
        if (strict == null) {
            strict = (gson == null ? Default.GSON : gson)
                    .newBuilder()
                    .registerTypeAdapterFactory(new Inside())
                    .create();
        }
        try {
            return strict.toJsonTree(value, value.getClass());
        } catch (StackOverflowError e) {
            throw converter.refusal("contains itself; break the cycle");
        } catch (JsonIOException e) {
            Class<?> type = value.getClass();
            Module reader = Gson.class.getModule();
            if (!type.getModule().isOpen(type.getPackageName(), reader)) {
                throw BeanProperty.notOpen(type, reader, converter);
            }
            throw e;
        }
    }

    /** Keeps Gson from writing types that it would write by their fields, such as dates. */
    private final class Inside implements TypeAdapterFactory {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            boolean known = raw.isPrimitive()
                    || raw == Object.class
                    || raw == String.class
                    || Map.class.isAssignableFrom(raw)
                    || Collection.class.isAssignableFrom(raw)
                    || JsonElement.class.isAssignableFrom(raw);
            return known || !isPlatform(raw) || hasAdapter(raw) ? null : new Converted<>(gson);
        }
    }

    private final class Converted<T> extends TypeAdapter<T> {
        private final Gson gson;

        Converted(Gson gson) {
            this.gson = gson;
        }

        @Override
        public void write(JsonWriter out, @Nullable T value) {
            gson.toJson(value == null || JsonConverter.isAbsent(value) ? null : converter.convertInside(value), out);
        }

        @Override
        public T read(JsonReader in) {
            throw new UnsupportedOperationException("configurations are only written");
        }
    }

    static String nameOf(Enum<?> constant) {
        if (constant.getDeclaringClass().getName().startsWith(GENERATED_MODELS)) {
            return constant.toString();
        }
        return nameOf(constantField(constant), constant.name());
    }

    private static @Nullable Field constantField(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getDeclaredField(constant.name());
        } catch (NoSuchFieldException renamed) {
            return null;
        }
    }

    static String nameOf(@Nullable Field field, String name) {
        SerializedName serialized = field == null ? null : field.getAnnotation(SerializedName.class);
        return serialized == null ? name : serialized.value();
    }
}
