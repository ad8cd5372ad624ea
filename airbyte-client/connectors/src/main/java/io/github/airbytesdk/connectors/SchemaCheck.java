package io.github.airbytesdk.connectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the keywords of JSON schema that connectors use, with the same results as Airbyte's validator. Unknown keywords accept
 * everything.
 */
final class SchemaCheck {
    /** RFC 3339, with the date and the time as groups. */
    private static final Pattern DATE_TIME =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})");

    private static final Pattern LEAP_SECOND = Pattern.compile("(-(06-30|12-31)[Tt]23:59):60(?=[Zz.])");

    private static final List<String> VARIANTS = List.of("oneOf", "anyOf", "allOf");
    private static final int LONGEST_QUOTE = 40;

    private final List<ConfigurationProblem> problems = new ArrayList<>();

    private SchemaCheck() {}

    static List<ConfigurationProblem> check(JsonObject schema, JsonElement value) {
        SchemaCheck check = new SchemaCheck();
        check.value(schema, value, "$");
        return List.copyOf(check.problems);
    }

    private static boolean accepts(JsonObject schema, JsonElement value) {
        return check(schema, value).stream().noneMatch(ConfigurationProblem::isRefused);
    }

    private void refuse(String path, String message) {
        problems.add(new ConfigurationProblem(path, message, true));
    }

    private void value(JsonObject schema, JsonElement value, String path) {
        if (!hasType(schema.get("type"), value)) {
            refuse(path, "is " + a(typeOf(value)) + "; " + typeNames(schema.get("type")) + " is expected");
            return;
        }
        if (schema.has("const") && !equal(schema.get("const"), value)) {
            refuse(path, quote(schema, value) + "the only value is " + JsonValues.text(schema.get("const")));
        } else if (schema.get("enum") instanceof JsonArray values && !contains(values, value)) {
            refuse(path, quote(schema, value) + "the values are " + names(values));
        }
        if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            number(schema, primitive.getAsBigDecimal(), path);
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            text(schema, primitive.getAsString(), path);
        } else if (value instanceof JsonArray array) {
            array(schema, array, path);
        } else if (value instanceof JsonObject object) {
            object(schema, object, path);
        }
        variants(schema, "allOf").forEach(each -> value(each, value, path));
        List<JsonObject> any = variants(schema, "anyOf");
        if (!any.isEmpty() && any.stream().noneMatch(each -> accepts(each, value))) {
            variant(any, value, path);
        }
        List<JsonObject> one = variants(schema, "oneOf");
        if (!one.isEmpty()) {
            oneOf(one, value, path);
        }
    }

    private void number(JsonObject schema, BigDecimal number, String path) {
        String is = isSecret(schema) ? "is " : "is " + number.toPlainString() + ", ";
        limit(schema, "minimum", number, order -> order < 0, path, is + "less than the minimum of ");
        limit(schema, "maximum", number, order -> order > 0, path, is + "more than the maximum of ");
        limit(schema, "exclusiveMinimum", number, order -> order <= 0, path, is + "not more than ");
        limit(schema, "exclusiveMaximum", number, order -> order >= 0, path, is + "not less than ");
    }

    private void size(JsonObject schema, String minimum, String maximum, int size, String path, String what) {
        String has = "has " + size + " " + what;
        limit(schema, minimum, BigDecimal.valueOf(size), order -> order < 0, path, has + "; the minimum is ");
        limit(schema, maximum, BigDecimal.valueOf(size), order -> order > 0, path, has + "; the maximum is ");
    }

    private void limit(
            JsonObject schema, String keyword, BigDecimal value, IntPredicate isRefused, String path, String message) {
        if (schema.get(keyword) instanceof JsonPrimitive limit
                && limit.isNumber()
                && isRefused.test(value.compareTo(limit.getAsBigDecimal()))) {
            refuse(path, message + limit.getAsBigDecimal().toPlainString());
        }
    }

    private void text(JsonObject schema, String text, String path) {
        size(schema, "minLength", "maxLength", text.codePointCount(0, text.length()), path, "characters");
        if (schema.get("pattern") instanceof JsonPrimitive pattern && !matches(pattern.getAsString(), text)) {
            refuse(path, quote(schema, new JsonPrimitive(text)) + "it has to match " + pattern.getAsString());
        } else if (schema.get("format") instanceof JsonPrimitive format && !hasFormat(format.getAsString(), text)) {
            refuse(path, quote(schema, new JsonPrimitive(text)) + "it has to be a " + format.getAsString());
        }
    }

    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            // A dialect that Java does not know: the server decides.
            return true;
        }
    }

    private static boolean hasFormat(String format, String text) {
        try {
            if (format.equals("date")) {
                LocalDate.parse(text);
                return text.length() == 10;
            }
            if (format.equals("date-time")) {
                // Java does not know leap seconds, which are valid.
                Matcher parts = DATE_TIME.matcher(LEAP_SECOND.matcher(text).replaceFirst("$1:59"));
                return parts.matches()
                        && LocalDate.parse(parts.group(1)) != null
                        && LocalTime.parse(parts.group(2)) != null;
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void array(JsonObject schema, JsonArray array, String path) {
        size(schema, "minItems", "maxItems", array.size(), path, "elements");
        if (isTrue(schema, "uniqueItems") && new HashSet<>(array.asList()).size() < array.size()) {
            refuse(path, "has an element twice");
        }
        if (schema.get("items") instanceof JsonObject items) {
            for (int i = 0; i < array.size(); i++) {
                value(items, array.get(i), path + "[" + i + "]");
            }
        }
    }

    private void object(JsonObject schema, JsonObject object, String path) {
        JsonObject properties = members(schema, "properties");
        Set<String> missing = new HashSet<>();
        required(schema).stream().filter(name -> !object.has(name)).forEach(missing::add);
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            if (properties.get(member.getKey()) instanceof JsonObject property) {
                value(property, member.getValue(), path + "." + member.getKey());
            } else {
                unknown(schema, member.getKey(), missing, path);
            }
        }
        for (String name : required(schema)) {
            if (missing.contains(name)) {
                refuse(path + "." + name, "is required" + defaultOf(members(properties, name)));
            }
        }
    }

    private void unknown(JsonObject schema, String name, Set<String> missing, String path) {
        if (schema.get("additionalProperties") instanceof JsonObject) {
            return;
        }
        boolean isClosed =
                schema.get("additionalProperties") instanceof JsonPrimitive allowed && !allowed.getAsBoolean();
        Set<String> known = members(schema, "properties").keySet();
        boolean isOpen = known.isEmpty() || VARIANTS.stream().anyMatch(schema::has);
        if (isOpen && !isClosed) {
            return;
        }
        String similar = NearestName.of(name, known);
        // Reports a mistyped name once, even if the member is also required.
        boolean isRequired = similar != null && missing.remove(similar);
        problems.add(new ConfigurationProblem(
                path + "." + name,
                "is unknown"
                        + (similar == null
                                ? ""
                                : "; did you mean " + similar + (isRequired ? ", which is required?" : "?")),
                isClosed || isRequired));
    }

    private void oneOf(List<JsonObject> variants, JsonElement value, String path) {
        List<JsonObject> accepting =
                variants.stream().filter(variant -> accepts(variant, value)).toList();
        if (accepting.size() > 1) {
            String selector = selector(variants);
            refuse(
                    path,
                    "fits " + accepting.size() + " variants at once"
                            + (selector == null
                                    ? ""
                                    : "; set " + selector + " to one of " + selectorValues(variants, selector)));
        } else {
            // Also reports unknown members of the variant that accepts the value.
            variant(accepting.isEmpty() ? variants : accepting, value, path);
        }
    }

    /** Reports the problems of the variant that was meant. */
    private void variant(List<JsonObject> variants, JsonElement value, String path) {
        if (variants.size() == 1) {
            value(variants.get(0), value, path);
            return;
        }
        String selector = selector(variants);
        if (value instanceof JsonObject object && selector != null) {
            JsonElement selected = object.get(selector);
            for (JsonObject variant : variants) {
                if (selected != null && contains(constants(variant, selector), selected)) {
                    value(variant, value, path);
                    return;
                }
            }
            refuse(
                    path + "." + selector,
                    (selected == null
                                    ? "is required"
                                    : quote(members(members(variants.get(0), "properties"), selector), selected)
                                            .replaceFirst("; $", ""))
                            + "; the values are " + selectorValues(variants, selector));
        } else if (!value.isJsonObject()) {
            refuse(
                    path,
                    "is " + a(typeOf(value)) + "; an object is expected"
                            + (selector == null
                                    ? ""
                                    : " with " + selector + " set to one of " + selectorValues(variants, selector)));
        } else {
            refuse(path, "fits none of its " + variants.size() + " variants");
        }
    }

    /** Returns the member whose values distinguish the variants, preferably by one value each, or null. */
    static @Nullable String selector(List<JsonObject> variants) {
        String selector = null;
        for (String name : members(variants.get(0), "properties").keySet()) {
            List<JsonArray> values =
                    variants.stream().map(variant -> constants(variant, name)).toList();
            List<JsonElement> all =
                    values.stream().flatMap(each -> each.asList().stream()).toList();
            if (values.stream().noneMatch(JsonArray::isEmpty) && new HashSet<>(all).size() == all.size()) {
                if (all.size() == variants.size()) {
                    return name;
                }
                selector = selector == null ? name : selector;
            }
        }
        return selector;
    }

    private static JsonArray constants(JsonObject variant, String name) {
        JsonObject property = members(members(variant, "properties"), name);
        if (property.get("const") instanceof JsonPrimitive constant) {
            JsonArray one = new JsonArray();
            one.add(constant);
            return one;
        }
        return property.get("enum") instanceof JsonArray values ? values : new JsonArray();
    }

    private static String selectorValues(List<JsonObject> variants, String selector) {
        JsonArray values = new JsonArray();
        variants.forEach(variant -> values.addAll(constants(variant, selector)));
        return names(values);
    }

    private static String names(JsonArray values) {
        List<String> texts = new ArrayList<>();
        for (JsonElement value : values) {
            if (texts.size() == 12) {
                texts.add("… (" + values.size() + " in all)");
                break;
            }
            texts.add(JsonValues.text(value));
        }
        return String.join(", ", texts);
    }

    private static String defaultOf(JsonObject property) {
        return property.get("default") instanceof JsonPrimitive value && !isSecret(property)
                ? "; the connector's default is " + JsonValues.text(value)
                : "";
    }

    /** A value in a message helps to find a mistake, but the value of a secret member may be a secret. */
    private static String quote(JsonObject schema, JsonElement value) {
        String text = JsonValues.text(value);
        if (isSecret(schema) || value.isJsonObject() || value.isJsonArray() || text.length() > LONGEST_QUOTE) {
            return "has another value; ";
        }
        return "is " + text + "; ";
    }

    private static boolean isSecret(JsonObject schema) {
        return isTrue(schema, "secret") || isTrue(schema, "airbyte_secret");
    }

    private static boolean isTrue(JsonObject schema, String keyword) {
        return schema.get(keyword) instanceof JsonPrimitive flag && flag.getAsBoolean();
    }

    private static JsonObject members(JsonObject schema, String keyword) {
        return schema.get(keyword) instanceof JsonObject object ? object : new JsonObject();
    }

    /** Returns the variants, each with the members that the surrounding schema describes. */
    private static List<JsonObject> variants(JsonObject schema, String keyword) {
        if (!(schema.get(keyword) instanceof JsonArray variants)) {
            return List.of();
        }
        List<JsonObject> found = new ArrayList<>();
        for (JsonElement each : variants) {
            JsonObject variant = each.getAsJsonObject();
            if (schema.has("properties") && variant.has("properties") && !isClosed(variant)) {
                variant = variant.deepCopy();
                JsonObject properties = variant.getAsJsonObject("properties");
                for (String name : members(schema, "properties").keySet()) {
                    properties.add(name, properties.has(name) ? properties.get(name) : new JsonObject());
                }
            }
            found.add(variant);
        }
        return found;
    }

    private static boolean isClosed(JsonObject schema) {
        return schema.get("additionalProperties") instanceof JsonPrimitive allowed && !allowed.getAsBoolean();
    }

    private static List<String> required(JsonObject schema) {
        return schema.get("required") instanceof JsonArray names
                ? names.asList().stream().map(JsonElement::getAsString).toList()
                : List.of();
    }

    private static boolean contains(JsonArray values, JsonElement value) {
        return values.asList().stream().anyMatch(each -> equal(each, value));
    }

    /** Gson compares numbers as doubles or longs, and considers 1 and 1.0 different. */
    private static boolean equal(JsonElement one, JsonElement other) {
        if (isNumber(one) && isNumber(other)) {
            return one.getAsBigDecimal().compareTo(other.getAsBigDecimal()) == 0;
        }
        return one.equals(other);
    }

    private static boolean isNumber(JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    private static boolean hasType(@Nullable JsonElement type, JsonElement value) {
        if (type instanceof JsonArray types) {
            return types.asList().stream().anyMatch(each -> hasType(each, value));
        }
        String actual = typeOf(value);
        return type == null
                || type.getAsString().equals(actual)
                || (type.getAsString().equals("number") && actual.equals("integer"));
    }

    private static String typeNames(@Nullable JsonElement type) {
        if (type instanceof JsonArray types) {
            Map<String, String> names = new LinkedHashMap<>();
            types.forEach(each -> names.put(each.getAsString(), a(each.getAsString())));
            return String.join(" or ", names.values());
        }
        return type == null ? "" : a(type.getAsString());
    }

    private static String a(String type) {
        return switch (type) {
            case "null" -> "null";
            case "array", "integer", "object" -> "an " + type;
            default -> "a " + type;
        };
    }

    /** Returns JSON schema's name of a value's type. A decimal without a fraction, such as 5.0, is an integer. */
    private static String typeOf(JsonElement value) {
        if (value instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                return "string";
            }
            if (primitive.isBoolean()) {
                return "boolean";
            }
            return primitive.getAsBigDecimal().stripTrailingZeros().scale() <= 0 ? "integer" : "number";
        }
        return value.isJsonObject() ? "object" : value.isJsonArray() ? "array" : "null";
    }
}
