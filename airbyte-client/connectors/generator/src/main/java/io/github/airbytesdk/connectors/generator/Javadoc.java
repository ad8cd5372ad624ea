package io.github.airbytesdk.connectors.generator;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the Javadoc of a member from the facts. */
final class Javadoc {
    private Javadoc() {}

    static CodeBlock member(String name, JsonObject property, boolean isRequired) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Sets " + code(name) + ", " + type(property) + range(property) + ".");
        sentences.add(isRequired ? "Required." : "Optional.");
        if (Schemas.isSecret(property)) {
            sentences.add("Secret.");
        }
        JsonElement preset = property.get("default");
        if (preset != null && !preset.toString().equals("\"\"")) {
            sentences.add("The connector's default is "
                    + code(preset instanceof JsonPrimitive text ? text.getAsString() : preset.toString()) + ".");
        }
        if (property.get("pattern") instanceof JsonPrimitive pattern) {
            sentences.add("It matches " + code(pattern.getAsString()) + ".");
        }
        return CodeBlock.of("$L", String.join(" ", sentences));
    }

    private static String type(JsonObject property) {
        if (Schemas.is(property, "array")) {
            JsonObject items = Schemas.items(property);
            return "an array" + (items.has("type") ? ", each element " + type(items) : "");
        }
        JsonArray variants = Schemas.variants(property);
        if (variants != null) {
            return "an object, one of " + variants.size() + " variants";
        }
        String format = property.get("format") instanceof JsonPrimitive text ? text.getAsString() : null;
        if (!Schemas.enumValues(property).isEmpty()) {
            return "an enumerated string";
        }
        for (String type : List.of("string", "integer", "number", "boolean", "object")) {
            if (Schemas.is(property, type)) {
                return (type.matches("[aeiou].*") ? "an " : "a ") + type + (format == null ? "" : " (" + format + ")");
            }
        }
        return "any JSON value";
    }

    private static String range(JsonObject property) {
        String minimum = limit(property, "minimum");
        String above = limit(property, "exclusiveMinimum");
        String maximum = limit(property, "maximum");
        String least = limit(property, "minItems");
        StringBuilder range = new StringBuilder();
        if (minimum != null) {
            range.append(" from ").append(minimum);
        }
        if (above != null) {
            range.append(" above ").append(above);
        }
        if (maximum != null) {
            range.append(minimum == null && above == null ? " up to " : " to ").append(maximum);
        }
        if (least != null && !least.equals("0")) {
            range.append(", at least ").append(least);
        }
        if (property.get("uniqueItems") instanceof JsonPrimitive unique && unique.getAsBoolean()) {
            range.append(", without duplicates");
        }
        return range.toString();
    }

    private static @Nullable String limit(JsonObject property, String keyword) {
        return property.get(keyword) instanceof JsonPrimitive limit ? limit.getAsString() : null;
    }

    static String code(String text) {
        return text.isEmpty() ? "The empty string" : "<code>" + text(text) + "</code>";
    }

    /** Escapes what means something to Javadoc, to HTML or to the end of a comment. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean isPlain = (Character.isLetterOrDigit(c) && c < 128) || " _-.,:;()[]+=!?'|^".indexOf(c) >= 0;
            if (isPlain) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append("&#").append(c).append(';');
            }
        });
        return escaped.toString();
    }
}
