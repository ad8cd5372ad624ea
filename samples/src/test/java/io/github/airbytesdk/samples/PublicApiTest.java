package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.configuration.JsonConfiguration;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The public API of each hand-written package is committed as text, so that a review sees every change of it. */
class PublicApiTest {
    private static final String RENEW = "mvn test -Dtest=PublicApiTest -Dapi.renew";

    static List<Arguments> packages() {
        return List.of(
                Arguments.of("airbyte-client/api.txt", AirbyteClient.class),
                Arguments.of("airbyte-client/api-configuration.txt", JsonConfiguration.class),
                Arguments.of("airbyte-client/api-embedded.txt", EmbeddedAirbyte.class),
                Arguments.of("provisioning-sdk/api.txt", PipelineProvisioner.class),
                Arguments.of("provisioning-sdk/api-streams.txt", StreamSelection.class));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void publicApiIsAsCommitted(String name, Class<?> anyOfIt) throws Exception {
        Path file = Path.of("..").resolve(name);
        SortedSet<String> api = api(anyOfIt, file.resolveSibling("src"));
        if (System.getProperty("api.renew") != null) {
            Files.write(file, api);
        }

        List<String> written = Files.readAllLines(file);

        List<String> added = new ArrayList<>(api);
        added.removeAll(written);
        List<String> gone = new ArrayList<>(written);
        gone.removeAll(api);
        assertTrue(
                added.isEmpty() && gone.isEmpty(),
                () -> "the public API differs from " + name + "; if that is intended, run: " + RENEW
                        + added.stream().map(line -> "\n+ " + line).collect(Collectors.joining())
                        + gone.stream().map(line -> "\n- " + line).collect(Collectors.joining()));
    }

    /** One line for each type and member, each starting with the name of its type. */
    private static SortedSet<String> api(Class<?> anyOfThePackage, Path sources) throws Exception {
        SortedSet<String> lines = new TreeSet<>();
        for (Class<?> type : types(anyOfThePackage)) {
            if (!isHandWritten(type, sources)) {
                continue;
            }
            String owner = name(type);
            lines.add(owner + ": " + header(type));
            Stream.of(type.getDeclaredFields())
                    .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                    .forEach(field -> lines.add(owner + ": " + line(field)));
            Stream.of(type.getDeclaredConstructors())
                    .filter(constructor -> isVisible(constructor.getModifiers()) && !constructor.isSynthetic())
                    .forEach(constructor -> lines.add(owner + ": " + line(constructor)));
            methods(type)
                    .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
                    .filter(method -> !isOfEveryObject(method))
                    .forEach(method -> lines.add(owner + ": " + line(method)));
        }
        return lines;
    }

    /** The form of generated types follows from the description and the templates, and has tests of its own. */
    private static boolean isHandWritten(Class<?> type, Path sources) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        return Stream.of("main", "test")
                .anyMatch(kind ->
                        Files.exists(sources.resolve(kind).resolve("java").resolve(file)));
    }

    /** The methods that a type declares, and those that it inherits from types which are not visible themselves. */
    private static Stream<Method> methods(Class<?> type) {
        Stream<Method> methods = Stream.of(type.getDeclaredMethods());
        Class<?> parent = type.getSuperclass();
        return parent == null || isVisible(parent) ? methods : Stream.concat(methods, methods(parent));
    }

    /** The package's visible types, from the folder or the jar that its classes came from. */
    private static List<Class<?>> types(Class<?> anyOfThePackage) throws Exception {
        URI origin = anyOfThePackage
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        String folder = anyOfThePackage.getPackageName().replace('.', '/');
        Path path = Path.of(origin);
        if (Files.isDirectory(path)) {
            return types(path.resolve(folder), anyOfThePackage);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return types(jar.getPath(folder), anyOfThePackage);
        }
    }

    private static List<Class<?>> types(Path folder, Class<?> anyOfThePackage) throws IOException {
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    Class<?> type = load(anyOfThePackage.getPackageName() + "." + name.replace(".class", ""));
                    if (isVisible(type)) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApiTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getEnclosingClass() == null || isVisible(type.getEnclosingClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isOfEveryObject(Method method) {
        return List.of("equals", "hashCode", "toString").contains(method.getName());
    }

    /** Such as {@code public final class extends java.io.IOException}. */
    private static String header(Class<?> type) {
        String kind = type.isRecord()
                ? "record"
                : type.isEnum()
                        ? "enum"
                        : type.isAnnotation() ? "@interface" : type.isInterface() ? "interface" : "class";
        int shown = Modifier.classModifiers() & ~Modifier.STRICT;
        if (type.isInterface()) {
            shown &= ~Modifier.ABSTRACT;
        }
        Type parent = type.getGenericSuperclass();
        return Modifier.toString(type.getModifiers() & shown) + " " + kind + parameters(type.getTypeParameters())
                + (parent == null || parent == Object.class ? "" : " extends " + parent.getTypeName())
                + list(" implements ", type.getGenericInterfaces());
    }

    private static String line(Field field) {
        return Modifier.toString(field.getModifiers() & Modifier.fieldModifiers()) + " "
                + shown(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String line(Constructor<?> constructor) {
        return Modifier.toString(constructor.getModifiers() & Modifier.constructorModifiers()) + " "
                + name(constructor.getDeclaringClass()) + arguments(constructor);
    }

    private static String line(Method method) {
        int shown = Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED & ~Modifier.NATIVE;
        String typeParameters = parameters(method.getTypeParameters());
        return Modifier.toString(method.getModifiers() & shown)
                + (method.isDefault() ? " default " : " ")
                + (typeParameters.isEmpty() ? "" : typeParameters + " ")
                + shown(method.getAnnotatedReturnType())
                + " " + method.getName() + arguments(method);
    }

    private static String arguments(Executable call) {
        return Arrays.stream(call.getAnnotatedParameterTypes())
                        .map(PublicApiTest::shown)
                        .collect(Collectors.joining(", ", "(", call.isVarArgs() ? "...)" : ")"))
                + list(" throws ", call.getGenericExceptionTypes());
    }

    private static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(variable -> variable.getName() + bounds(variable))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String bounds(TypeVariable<?> variable) {
        return variable.getBounds()[0] == Object.class ? "" : list(" extends ", variable.getBounds());
    }

    private static String list(String before, Type[] types) {
        return types.length == 0
                ? ""
                : before + Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }

    private static String shown(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }

    /** Without the package, and with its outer types. */
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
