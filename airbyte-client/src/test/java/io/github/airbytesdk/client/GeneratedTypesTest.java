package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.config.CheckConnectionRead;
import io.github.airbytesdk.client.config.FailureReason;
import io.github.airbytesdk.client.model.StreamProperties;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The form of the generated types: names, nullness, setters, and what is public. */
class GeneratedTypesTest {
    private static final Path SOURCES = Path.of("target", "generated-sources", "openapi", "java");

    private static Map<String, Class<?>> classes() {
        Map<String, Class<?>> classes = new HashMap<>(Description.models());
        classes.values().removeIf(Class::isEnum);
        return classes;
    }

    private static Stream<Method> getters(Class<?> model) {
        return Arrays.stream(model.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0);
    }

    private static Stream<Method> setters(Class<?> model) {
        return Arrays.stream(model.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() > 0);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Set<String> required(String schema) {
        Set<String> required = new HashSet<>();
        Description.schema(schema).path("required").forEach(name -> required.add(name.asString("")));
        return required;
    }

    @Test
    void gettersAreNullableAndSettersUnlessRequired() {
        int required = 0;
        for (Map.Entry<String, Class<?>> model : classes().entrySet()) {
            getters(model.getValue())
                    .forEach(getter -> assertTrue(isNullable(getter.getAnnotatedReturnType()), getter::toString));
            for (Method setter : setters(model.getValue()).toList()) {
                boolean isRequired = required(model.getKey()).contains(nameOnTheWire(setter));
                assertEquals(!isRequired, isNullable(setter.getParameters()[0].getAnnotatedType()), setter::toString);
                assertFalse(isNullable(setter.getAnnotatedReturnType()), setter::toString);
                required += isRequired ? 1 : 0;
            }
        }
        assertTrue(required > 40, "only " + required + " required properties");
    }

    private static String nameOnTheWire(Method setter) {
        return setter.getName().matches("client(Id|Secret)")
                        && setter.getDeclaringClass().getSimpleName().equals("AccessTokenRequest")
                ? setter.getName().replaceFirst("(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                : setter.getName();
    }

    @Test
    void callsAreNonNullAndOptionalParametersNullable() {
        for (Class<?> api : Description.apis()) {
            for (Method call : api.getMethods()) {
                if (call.getDeclaringClass() == api) {
                    assertFalse(isNullable(call.getAnnotatedReturnType()), call::toString);
                    for (Parameter parameter : call.getParameters()) {
                        assertFalse(isNullable(parameter.getAnnotatedType()), call::toString);
                    }
                }
            }
            for (Class<?> query : api.getClasses()) {
                setters(query)
                        .forEach(setter ->
                                assertTrue(isNullable(setter.getParameters()[0].getAnnotatedType()), setter::toString));
                getters(query)
                        .forEach(getter -> assertTrue(isNullable(getter.getAnnotatedReturnType()), getter::toString));
            }
        }
    }

    @Test
    void packagesAreNullMarked() {
        for (Class<?> type : List.of(AirbyteClient.class, StreamProperties.class, FailureReason.class)) {
            assertTrue(type.getPackage().isAnnotationPresent(NullMarked.class), type::getName);
        }
    }

    @Test
    void everyPropertyHasOneGetterAndOneFluentSetter() {
        int properties = 0;
        for (Class<?> model : classes().values()) {
            List<String> setters = setters(model).map(Method::getName).sorted().toList();
            List<String> getters = getters(model)
                    .filter(getter -> !getter.getName().endsWith("Text"))
                    .map(getter -> getter.getName().replaceFirst("^get", ""))
                    .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                    .sorted()
                    .toList();
            assertEquals(getters, setters, model.getSimpleName());
            setters(model).forEach(setter -> assertEquals(model, setter.getReturnType(), setter::toString));
            properties += setters.size();
        }
        assertTrue(properties > 300, "only " + properties + " properties");
    }

    @Test
    void eachConceptHasOneEnumWithUnknownAsItsLast() {
        Map<Set<String>, Class<?>> byValues = new HashMap<>();
        List<Class<?>> enums =
                Description.models().values().stream().filter(Class::isEnum).collect(Collectors.toList());
        for (Class<?> type : enums) {
            Object[] constants = type.getEnumConstants();
            Set<String> values = Arrays.stream(constants).map(Object::toString).collect(Collectors.toSet());

            assertEquals("UNKNOWN", ((Enum<?>) constants[constants.length - 1]).name(), type.getName());
            Class<?> same = byValues.put(values, type);
            assertEquals(null, same, () -> type.getSimpleName() + " has the values of another enum");
        }
        List<String> parts = new ArrayList<>();
        byValues.forEach((part, type) -> byValues.forEach((whole, other) -> {
            if (type != other && whole.containsAll(part)) {
                parts.add(type.getSimpleName() + " of " + other.getSimpleName());
            }
        }));
        // A connector's type, and whether a namespace comes from the source or the destination, are two concepts.
        assertEquals(List.of("ConnectorType of NamespaceDefinition"), parts);
        assertTrue(enums.size() >= 10, enums::toString);
    }

    @Test
    void noTypeHasANameOfTheGenerator() {
        List<String> names = new ArrayList<>();
        Description.models().values().forEach(type -> names.add(type.getSimpleName()));
        Description.apis().forEach(type -> names.add(type.getSimpleName()));
        for (String name : names) {
            assertTrue(name.matches("[A-Z][A-Za-z]*"), name);
            assertFalse(
                    name.matches(".*(Enum|Inline|OneOf|AllOf|AnyOf|Dto|ResponseBody|ReadList|WithBasic|Oauth).*"),
                    name);
        }
    }

    @Test
    void everyTimeIsAJavaTime() throws Exception {
        List<String> times = new ArrayList<>();
        for (Class<?> model : classes().values()) {
            for (Method getter : getters(model).toList()) {
                if (getter.getName().matches("get\\w*(At|Time|Timestamp|Date)")) {
                    times.add(getter.toString());
                    assertTrue(
                            Set.of(Instant.class, OffsetDateTime.class).contains(getter.getReturnType()),
                            getter::toString);
                }
            }
        }
        assertEquals(10, times.size(), times::toString);
    }

    /** An integer or a text whose description speaks of a time would be one that the name does not show. */
    @Test
    void noOtherNumberOrTextIsDescribedAsATime() {
        for (String name : classes().keySet()) {
            for (Map.Entry<String, JsonNode> property :
                    Description.schema(name).path("properties").properties()) {
                JsonNode schema = property.getValue();
                boolean isTime = Set.of("unixtime", "date-time")
                        .contains(schema.path("format").asString(""));
                String description = schema.path("description").asString("");
                assertTrue(
                        isTime || !description.matches("(?is).*(epoch|creation time|time at which|time of the).*"),
                        name + "." + property.getKey() + ": " + description);
            }
        }
    }

    /** What is public of the hand-written types is in api.txt. */
    @Test
    void onlyCallsAndModelsArePublic() throws IOException {
        Set<String> apis = new TreeSet<>(List.of("ConfigApi"));
        Description.apis().forEach(api -> apis.add(api.getSimpleName()));

        assertEquals(apis, publicTypes("io/github/airbytesdk/client"));
        assertEquals(
                Description.models().values().stream()
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                publicTypes("io/github/airbytesdk/client/model"));
        assertTrue(
                publicTypes("io/github/airbytesdk/client/config").contains(CheckConnectionRead.class.getSimpleName()));
        assertFalse(publicTypes("io/github/airbytesdk/client/config").contains("Model"));
    }

    private static Set<String> publicTypes(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+\\.java"))
                    .map(name -> (folder + "/" + name).replace('/', '.').replaceFirst("\\.java$", ""))
                    .map(GeneratedTypesTest::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .map(Class::getSimpleName)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, GeneratedTypesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void generatedSourcesAreJavadocAndJspecify() throws IOException {
        List<String> wrong = new ArrayList<>();
        Collection<Path> read = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                read.add(file);
                String source = Files.readString(file);
                boolean hasEntity = source.matches("(?s).*&(\\w+|#\\d+);.*");
                boolean hasMarkdown = source.contains("`");
                boolean hasOtherNullness = source.matches("(?s).*(jakarta\\.annotation\\.(?!Generated;)|javax\\.).*");
                boolean isGenerated = source.contains("@Generated(") || file.endsWith("package-info.java");
                if (hasEntity || hasMarkdown || hasOtherNullness || !isGenerated) {
                    wrong.add(file.toString());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(read.size() > 100, read::toString);
    }
}
