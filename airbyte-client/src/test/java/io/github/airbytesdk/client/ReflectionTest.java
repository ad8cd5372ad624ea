package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import io.github.airbytesdk.client.config.FailureReason;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * native-image and R8 analyze the calls in code. The classes that Gson creates by reflection are listed for them in the
 * jar.
 */
class ReflectionTest {
    private static final String PACKAGE = "io.github.airbytesdk.client.";
    private static final Pattern RULE = Pattern.compile("-keepclassmembers class (\\S+) \\{([^}]*)}");

    private static final Set<String> CALLS = Set.of("io.github.airbytesdk.client");
    private static final Set<String> MODELS = Set.of(PACKAGE + "model", PACKAGE + "config");

    /** Every class that Gson reads or creates, by its name. */
    private static final Map<String, Class<?>> READ = new TreeMap<>();

    @BeforeAll
    static void find() throws Exception {
        for (Class<?> type : compiled()) {
            if (!Modifier.isAbstract(type.getModifiers()) && !type.isEnum()) {
                add(type);
            }
            if (CALLS.contains(type.getPackageName())) {
                for (Method method : type.getMethods()) {
                    add(method.getGenericReturnType());
                    Stream.of(method.getGenericParameterTypes()).forEach(ReflectionTest::add);
                }
            }
        }
        // Otherwise the search has found nothing, and the tests below would pass for any metadata.
        assertTrue(
                READ.values().containsAll(List.of(SourceResponse.class, JobResponse.class, FailureReason.class)),
                READ::toString);
    }

    private static List<Class<?>> compiled() throws Exception {
        Path classes = Path.of(AirbyteClient.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace('/', '.')
                            .replace('\\', '.'))
                    .<Class<?>>map(ReflectionTest::load)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ReflectionTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name + " is named and does not exist", e);
        }
    }

    /** Adds a model with all that its fields hold. */
    private static void add(Type type) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(ReflectionTest::add);
        }
        if (!(type instanceof Class<?> model)
                || model.isEnum()
                || !isRead(model)
                || READ.putIfAbsent(model.getName(), model) != null) {
            return;
        }
        instanceFields(model).forEach(field -> add(field.getGenericType()));
    }

    /** A class outside the models' package says by an annotation that it is read. */
    private static boolean isRead(Class<?> type) {
        return MODELS.contains(type.getPackageName())
                || (type.getName().startsWith(PACKAGE)
                        && instanceFields(type).anyMatch(field -> field.isAnnotationPresent(SerializedName.class)));
    }

    private static Stream<Field> instanceFields(Class<?> type) {
        return Stream.of(type.getDeclaredFields()).filter(field -> !Modifier.isStatic(field.getModifiers()));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AirbyteClient.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, JsonObject> metadata() throws IOException {
        Map<String, JsonObject> entries = new TreeMap<>();
        for (String folder : List.of("airbyte-client", "airbyte-client-config")) {
            String json =
                    resource("/META-INF/native-image/io.github.airbytesdk/" + folder + "/reachability-metadata.json");
            for (JsonElement entry :
                    JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("reflection")) {
                JsonObject object = entry.getAsJsonObject();
                entries.put(object.get("type").getAsString(), object);
            }
        }
        return entries;
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }

    @Test
    void metadataNamesExactlyTheClassesThatGsonReads() throws Exception {
        Set<String> named = metadata().keySet();

        assertEquals(Set.of(), without(READ.keySet(), named));
        assertEquals(Set.of(), without(named, READ.keySet()));
    }

    @Test
    void metadataAllowsWhatGsonDoes() throws Exception {
        metadata().forEach((name, entry) -> {
            Class<?> type = load(name);
            assertFalse(type.isEnum(), name);
            assertEquals("[{\"name\":\"<init>\",\"parameterTypes\":[]}]", String.valueOf(entry.get("methods")), name);
            assertTrue(entry.has("allDeclaredFields"), name);
        });
    }

    @Test
    void shrinkingRulesKeepWhatGsonUses() throws Exception {
        Set<String> left = new TreeSet<>(READ.keySet());
        Matcher rule = RULE.matcher(resource("/META-INF/proguard/airbyte-client.pro"));
        while (rule.find()) {
            String members = rule.group(2);
            if (members.contains("<init>();") && members.contains("!static <fields>;")) {
                // ** matches any name in the package and its subpackages.
                String names = Pattern.quote(rule.group(1)).replace("**", "\\E.*\\Q");
                left.removeIf(name -> name.matches(names));
            }
        }
        assertEquals(Set.of(), left);
    }
}
