package io.github.airbytesdk.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to secrets in a configuration: {@code ${env:NAME}} is an environment variable of the worker, and
 * {@code ${file:PATH}} a file on its machine, without the line break at its end. So whoever can submit tenants can have a
 * worker read both.
 *
 * <p>Anything else in braces, such as {@code ${NAMESPACE}}, is the connector's own and stays.
 */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("(\\$\\{\\s*[A-Za-z]+\\s*:)[^}]*}?");
    private static final Pattern LINE_BREAK_AT_END = Pattern.compile("\\R\\z");

    private final Map<String, String> environment;

    References(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A reference that leads to nothing; its message names the reference and no value. */
    static final class UnresolvedException extends Exception {
        private static final long serialVersionUID = 1L;

        UnresolvedException(String message) {
            super(message);
        }
    }

    /**
     * Returns a copy of a configuration with its secrets.
     *
     * @param secrets gets what the references led to
     */
    JsonObject resolve(JsonObject configuration, Secrets secrets) throws UnresolvedException {
        JsonObject resolved = new JsonObject();
        for (Map.Entry<String, JsonElement> member : configuration.entrySet()) {
            resolved.add(member.getKey(), resolve(member.getValue(), secrets));
        }
        return resolved;
    }

    private JsonElement resolve(JsonElement element, Secrets secrets) throws UnresolvedException {
        if (element.isJsonObject()) {
            return resolve(element.getAsJsonObject(), secrets);
        }
        if (element.isJsonArray()) {
            JsonArray resolved = new JsonArray();
            for (JsonElement item : element.getAsJsonArray()) {
                resolved.add(resolve(item, secrets));
            }
            return resolved;
        }
        return isString(element) ? new JsonPrimitive(resolve(element.getAsString(), secrets)) : element;
    }

    private String resolve(String text, Secrets secrets) throws UnresolvedException {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String value = value(matcher.group(1), matcher.group(2));
            secrets.add(value);
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(resolved).toString();
    }

    private String value(String kind, String name) throws UnresolvedException {
        String reference = "${" + kind + ":" + name + "}";
        if (kind.equals("env")) {
            String value = environment.get(name);
            if (value == null || value.isEmpty()) {
                throw new UnresolvedException(
                        reference + ": the worker has no such environment variable, or an empty one");
            }
            return value;
        }
        try {
            return LINE_BREAK_AT_END.matcher(Files.readString(Path.of(name))).replaceFirst("");
        } catch (IOException | InvalidPathException e) {
            throw new UnresolvedException(reference + ": the worker cannot read this file as text ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** Returns the beginning of what looks like a reference and is none, or null. */
    static String firstMalformed(JsonElement element) {
        if (element.isJsonObject()) {
            return firstMalformed(element.getAsJsonObject().asMap().values());
        }
        if (element.isJsonArray()) {
            return firstMalformed(element.getAsJsonArray().asList());
        }
        if (!isString(element)) {
            return null;
        }
        Matcher matcher = LOOKS_LIKE_ONE.matcher(element.getAsString());
        while (matcher.find()) {
            Matcher reference = REFERENCE.matcher(matcher.group());
            if (!reference.matches() || reference.group(2).isBlank()) {
                return matcher.group(1) + "…";
            }
        }
        return null;
    }

    private static String firstMalformed(Iterable<JsonElement> elements) {
        for (JsonElement element : elements) {
            String malformed = firstMalformed(element);
            if (malformed != null) {
                return malformed;
            }
        }
        return null;
    }

    /** Whether a text holds a reference. */
    static boolean isIn(String text) {
        return REFERENCE.matcher(text).find();
    }

    static boolean isString(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
    }
}
