package io.github.airbytesdk.embedded;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Validates values against JSON schemas (draft 7), as far as the configurations of connectors use it. The verdicts,
 * their wording and their order are those of the validator that the server uses: the properties of an object first,
 * then the other keywords in the order of the schema.
 */
final class SchemaValidator {
    private static final int FIRST_TWO = 2;

    private final List<String> errors = new ArrayList<>();

    private SchemaValidator() {}

    /** Returns what is wrong with a value; empty if it is valid. */
    static List<String> validate(JsonObject schema, JsonElement value) {
        return validate(schema, value, "$");
    }

    private static List<String> validate(JsonObject schema, JsonElement value, String path) {
        SchemaValidator validator = new SchemaValidator();
        validator.check(schema, value, path);
        return validator.errors;
    }

    private void check(JsonObject schema, JsonElement value, String path) {
        if (schema.has("properties") && value instanceof JsonObject object) {
            checkProperties(schema.getAsJsonObject("properties"), object, path);
        }
        for (Map.Entry<String, JsonElement> keyword : schema.entrySet()) {
            checkKeyword(schema, keyword.getKey(), keyword.getValue(), value, path);
        }
    }

    private void checkProperties(JsonObject properties, JsonObject object, String path) {
        for (Map.Entry<String, JsonElement> property : properties.entrySet()) {
            JsonElement member = object.get(property.getKey());
            if (member != null) {
                check(property.getValue().getAsJsonObject(), member, path + "." + property.getKey());
            }
        }
    }

    private void checkKeyword(JsonObject schema, String keyword, JsonElement rule, JsonElement value, String path) {
        switch (keyword) {
            case "type" -> checkType(rule, value, path);
            case "enum" -> {
                boolean known = rule.getAsJsonArray().asList().stream().anyMatch(allowed -> areEqual(allowed, value));
                error(!known, path, "does not have a value in the enumeration " + Json.write(rule));
            }
            case "const" ->
                error(!areEqual(rule, value), path, "must be the constant value '" + rule.getAsString() + "'");
            case "oneOf" -> checkOneOf(rule.getAsJsonArray(), value, path);
            case "required" -> checkRequired(rule.getAsJsonArray(), value, path);
            case "additionalProperties" -> checkNoOthers(schema, rule, value, path);
            default -> {
                if (value instanceof JsonArray array) {
                    checkArray(keyword, rule, array, path);
                } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
                    checkNumber(keyword, rule, primitive.getAsBigDecimal(), path);
                } else if (Json.isString(value)) {
                    checkString(keyword, rule, value.getAsString(), path);
                }
            }
        }
    }

    private void error(boolean isWrong, String path, String message) {
        if (isWrong) {
            errors.add(path + ": " + message);
        }
    }

    private void checkType(JsonElement rule, JsonElement value, String path) {
        List<String> types = rule instanceof JsonArray several
                ? several.asList().stream().map(JsonElement::getAsString).toList()
                : List.of(rule.getAsString());
        error(
                types.stream().noneMatch(type -> hasType(type, value)),
                path,
                typeOf(value) + " found, " + (types.size() == 1 ? types.get(0) : types) + " expected");
    }

    private static boolean hasType(String expected, JsonElement value) {
        String actual = typeOf(value);
        return actual.equals(expected)
                || (expected.equals("number") && actual.equals("integer"))
                || (expected.equals("integer") && actual.equals("number") && isInteger(value.getAsBigDecimal()));
    }

    private static String typeOf(JsonElement value) {
        if (value.isJsonObject()) {
            return "object";
        }
        if (value.isJsonArray()) {
            return "array";
        }
        if (value instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                return "string";
            }
            if (primitive.isBoolean()) {
                return "boolean";
            }
            return primitive.getAsString().matches("-?\\d+") ? "integer" : "number";
        }
        return "null";
    }

    /** A decimal without a fraction, such as 5.0, is an integer. */
    private static boolean isInteger(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static boolean areEqual(JsonElement allowed, JsonElement value) {
        boolean numbers =
                allowed instanceof JsonPrimitive a && a.isNumber() && value instanceof JsonPrimitive b && b.isNumber();
        return numbers ? allowed.getAsBigDecimal().compareTo(value.getAsBigDecimal()) == 0 : allowed.equals(value);
    }

    /** Stops at the second valid choice; without any, every choice is listed with all that is wrong with it. */
    private void checkOneOf(JsonArray choices, JsonElement value, String path) {
        List<String> valid = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < choices.size() && valid.size() < FIRST_TWO; i++) {
            List<String> wrong = validate(choices.get(i).getAsJsonObject(), value, path);
            found.addAll(wrong);
            if (wrong.isEmpty()) {
                valid.add(String.valueOf(i));
            }
        }
        if (valid.isEmpty()) {
            error(true, path, "must be valid to one and only one schema, but 0 are valid");
            errors.addAll(found);
        } else if (valid.size() > 1) {
            error(
                    true,
                    path,
                    "must be valid to one and only one schema, but " + valid.size() + " are valid with indexes '"
                            + String.join(", ", valid) + "'");
        }
    }

    private void checkRequired(JsonArray names, JsonElement value, String path) {
        if (value instanceof JsonObject object) {
            for (JsonElement name : names) {
                error(
                        !object.has(name.getAsString()),
                        path,
                        "required property '" + name.getAsString() + "' not found");
            }
        }
    }

    private void checkNoOthers(JsonObject schema, JsonElement rule, JsonElement value, String path) {
        boolean allowed = !rule.isJsonPrimitive() || rule.getAsBoolean();
        if (!allowed && value instanceof JsonObject object) {
            JsonObject properties = schema.has("properties") ? schema.getAsJsonObject("properties") : new JsonObject();
            for (String name : object.keySet()) {
                error(
                        !properties.has(name),
                        path,
                        "property '" + name
                                + "' is not defined in the schema and the schema does not allow additional properties");
            }
        }
    }

    private void checkArray(String keyword, JsonElement rule, JsonArray array, String path) {
        switch (keyword) {
            case "items" -> {
                for (int i = 0; i < array.size(); i++) {
                    check(rule.getAsJsonObject(), array.get(i), path + "[" + i + "]");
                }
            }
            case "minItems" ->
                error(
                        array.size() < rule.getAsInt(),
                        path,
                        "must have at least " + rule + " items but found " + array.size());
            case "uniqueItems" ->
                error(
                        rule.getAsBoolean() && new HashSet<>(array.asList()).size() < array.size(),
                        path,
                        "must have only unique items in the array");
            default -> {
                // No keyword for arrays.
            }
        }
    }

    private void checkNumber(String keyword, JsonElement rule, BigDecimal number, String path) {
        switch (keyword) {
            case "minimum" ->
                error(number.compareTo(rule.getAsBigDecimal()) < 0, path, "must have a minimum value of " + rule);
            case "maximum" ->
                error(number.compareTo(rule.getAsBigDecimal()) > 0, path, "must have a maximum value of " + rule);
            case "exclusiveMinimum" ->
                error(
                        number.compareTo(rule.getAsBigDecimal()) <= 0,
                        path,
                        "must have an exclusive minimum value of " + rule);
            default -> {
                // No keyword for numbers.
            }
        }
    }

    private void checkString(String keyword, JsonElement rule, String text, String path) {
        switch (keyword) {
            case "pattern" ->
                error(
                        !Pattern.compile(rule.getAsString()).matcher(text).find(),
                        path,
                        "does not match the regex pattern " + rule.getAsString());
            case "minLength" ->
                error(
                        text.codePointCount(0, text.length()) < rule.getAsInt(),
                        path,
                        "must be at least " + rule + " characters long");
            case "format" -> checkFormat(rule.getAsString(), text, path);
            default -> {
                // No keyword for strings.
            }
        }
    }

    private void checkFormat(String format, String text, String path) {
        if (format.equals("date")) {
            error(!isDate(text), path, "does not match the date pattern must be a valid RFC 3339 full-date");
        } else if (format.equals("date-time")) {
            error(!isDateTime(text), path, "does not match the date-time pattern must be a valid RFC 3339 date-time");
        }
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A date and a time to the second at least, with a zone. */
    private static boolean isDateTime(String text) {
        try {
            return text.length() > 19 && text.charAt(16) == ':' && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
