package io.github.airbytesdk.connectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Builds an example of a connector's configuration by the methods of its generated class, as a user would. The facts say
 * which members there are and which values are valid.
 */
final class ExampleBuilder {
    static final String CANARY = "canary-7f3a";

    private static final List<String> TEXTS = List.of(
            CANARY,
            "text",
            "2024-02-29T12:30:45Z",
            "2024-02-29",
            "2024-02-29T12:30:45.123456Z",
            "2024-02-29T12:30:45.123Z",
            "2024-02-29 12:30:45",
            "2024-02-29T12:30:45",
            "29-02-2024",
            "2024-02",
            "20240229T123045Z",
            "02/29/2024 12:30",
            "7",
            "12345678",
            "1234567890",
            "7f3a7f3a7f3a7f3a7f3a7f3a",
            "https://example.com/path",
            "https://drive.google.com/drive/folders/1",
            "acme.freshdesk.com",
            "acme.example.com",
            "owner/repository",
            "live_1",
            "sk_live_1",
            "true",
            "popular",
            "Sev1",
            "key=value",
            "data/a",
            "https://acme.snowflakecomputing.com",
            "https://0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-eu.apps.astra.datastax.com",
            "https://us-central1-acme.cloudfunctions.net");

    private final boolean isFull;
    private final int variant;
    /** The largest number of variants or of values to choose from, so that a test can go through all. */
    private int choices = 1;

    private ExampleBuilder(boolean isFull, int variant) {
        this.isFull = isFull;
        this.variant = variant;
    }

    static Object minimal(Class<?> type, JsonObject schema) {
        return new ExampleBuilder(false, 0).fill(create(type), schema);
    }

    static Object full(Class<?> type, JsonObject schema, int variant) {
        return new ExampleBuilder(true, variant).fill(create(type), schema);
    }

    /** Returns how many full examples there are that differ in their variants. */
    static int variants(Class<?> type, JsonObject schema) {
        ExampleBuilder builder = new ExampleBuilder(true, 0);
        builder.fill(create(type), schema);
        return builder.choices;
    }

    private static Object create(Class<?> type) {
        return invoke(method(type, "builder"), null);
    }

    private Object fill(Object part, JsonObject schema) {
        if (!(schema.get("properties") instanceof JsonObject properties)) {
            return part;
        }
        TreeSet<String> required = new TreeSet<>();
        if (schema.get("required") instanceof JsonArray names) {
            names.forEach(name -> required.add(name.getAsString()));
        }
        for (Map.Entry<String, JsonElement> member : properties.entrySet()) {
            JsonObject property = member.getValue().getAsJsonObject();
            boolean isConstant =
                    property.has("const") || ((ConfigurationPart) part).json().has(member.getKey());
            boolean hasNoValue = property.has("enum")
                    && property.get("type") instanceof JsonPrimitive type
                    && type.getAsString().equals("array");
            if (!isConstant && !hasNoValue && (isFull || required.contains(member.getKey()))) {
                Method setter = setter(part.getClass(), member.getKey());
                invoke(setter, part, value(setter.getParameterTypes()[0], property));
            }
        }
        return part;
    }

    private Object value(Class<?> type, JsonObject schema) {
        if (type.isArray()) {
            JsonObject items = schema.get("items") instanceof JsonObject object ? object : new JsonObject();
            int size =
                    schema.has("minItems") ? Math.max(1, schema.get("minItems").getAsInt()) : 1;
            Object array = Array.newInstance(type.getComponentType(), size);
            for (int i = 0; i < size; i++) {
                Array.set(array, i, value(type.getComponentType(), items));
            }
            return array;
        }
        if (type == String.class) {
            return text(schema);
        }
        if (type == long.class) {
            return number(schema).longValueExact();
        }
        if (type == double.class || type == Number.class) {
            return number(schema).doubleValue();
        }
        if (type == boolean.class) {
            return variant % 2 == 0;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[variant % type.getEnumConstants().length];
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Object.class) {
            return "text";
        }
        if (!Modifier.isAbstract(type.getModifiers())) {
            return fill(create(type), schema);
        }
        List<JsonObject> variants = schema.getAsJsonArray("oneOf").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
        choices = Math.max(choices, variants.size());
        JsonObject chosen = variants.get(variant % variants.size());
        String selector = SchemaCheck.selector(variants);
        Object part = Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        Modifier.isStatic(method.getModifiers()) && type.isAssignableFrom(method.getReturnType()))
                .map(method -> invoke(method, null))
                .filter(each -> SchemaCheck.check(
                                chosen.getAsJsonObject("properties").getAsJsonObject(selector),
                                ((ConfigurationPart) each).json().get(selector))
                        .isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no factory for " + chosen));
        return fill(part, chosen);
    }

    static String text(JsonObject schema) {
        boolean isDate = schema.get("format") instanceof JsonPrimitive format
                && format.getAsString().startsWith("date");
        Pattern pattern = Pattern.compile(
                schema.has("pattern") ? schema.get("pattern").getAsString() : isDate ? "^\\d{4}-\\d{2}" : "");
        return TEXTS.stream()
                .filter(text -> pattern.matcher(text).find())
                .filter(text ->
                        SchemaCheck.check(schema, new JsonPrimitive(text)).isEmpty())
                .findFirst()
                .orElseGet(() -> TEXTS.stream()
                        .filter(text -> pattern.matcher(text).find())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("add a text that matches " + pattern)));
    }

    private BigDecimal number(JsonObject schema) {
        if (schema.get("enum") instanceof JsonArray values) {
            return values.get(variant % values.size()).getAsBigDecimal();
        }
        return List.of("minimum", "maximum", "exclusiveMinimum").stream()
                .filter(schema::has)
                .map(keyword -> schema.get(keyword).getAsBigDecimal())
                .flatMap(limit -> List.of(limit, limit.add(BigDecimal.ONE)).stream())
                .filter(number ->
                        SchemaCheck.check(schema, new JsonPrimitive(number)).isEmpty())
                .findFirst()
                .orElse(BigDecimal.valueOf(7));
    }

    private static Method setter(Class<?> type, String name) {
        String plain = plain(name);
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getParameterCount() == 1 && !Modifier.isStatic(method.getModifiers()))
                .filter(method ->
                        List.of(plain, plain + "value", "value" + plain).contains(plain(method.getName())))
                .min(Comparator.comparingInt(method -> {
                    Class<?> parameter = method.getParameterTypes()[0];
                    return List.of("Instant", "LocalDate", "List").indexOf(parameter.getSimpleName());
                }))
                .orElseThrow(() -> new AssertionError(type + " has no method for " + name));
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object invoke(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new LinkageError(method.toString(), e);
        }
    }
}
