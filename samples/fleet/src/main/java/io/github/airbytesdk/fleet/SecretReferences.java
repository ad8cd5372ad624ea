package io.github.airbytesdk.fleet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves the secrets of one tenant, and redacts them in texts: {@code ${env:NAME}} is an environment variable of the worker,
 * {@code ${file:PATH}} a file on its machine. Anyone who can submit tenants can therefore make a worker read both. Other text in
 * braces, such as {@code ${NAMESPACE}}, belongs to the connector and is kept.
 */
final class SecretReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");
    private static final int MIN_REDACTED = 4;

    private final Map<String, String> environment;

    /** The longest first, so that a secret that contains another is redacted as a whole. */
    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    SecretReferences(Map<String, String> environment) {
        this.environment = environment;
    }

    static boolean isIn(String text) {
        return REFERENCE.matcher(text).find();
    }

    /**
     * Returns a connector's configuration with its type, and with the values of the references in its strings.
     *
     * @throws IllegalArgumentException if a reference cannot be resolved; the message names it and contains no value
     */
    JsonElement resolve(Tenant.Connector connector, String typeMember) {
        JsonObject configuration =
                JsonParser.parseString(connector.configuration()).getAsJsonObject();
        if (connector.type() != null) {
            configuration.addProperty(typeMember, connector.type());
        }
        return resolve(configuration);
    }

    private JsonElement resolve(JsonElement element) {
        if (element instanceof JsonObject object) {
            object.asMap().replaceAll((name, value) -> resolve(value));
        } else if (element instanceof JsonArray array) {
            array.asList().replaceAll(this::resolve);
        } else if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return new JsonPrimitive(REFERENCE
                    .matcher(primitive.getAsString())
                    .replaceAll(reference -> Matcher.quoteReplacement(value(reference))));
        }
        return element;
    }

    private String value(MatchResult reference) {
        String name = reference.group(2);
        String value;
        try {
            value = reference.group(1).equals("env")
                    ? environment.getOrDefault(name, "")
                    : Files.readString(Path.of(name)).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(reference.group() + " is not a file that the worker can read as UTF-8");
        }
        if (value.isEmpty()) {
            throw new IllegalArgumentException(reference.group() + " is not set on the worker, or is empty");
        }
        addSecret(value);
        value.lines().map(String::strip).forEach(this::addSecret);
        return value;
    }

    private void addSecret(String secret) {
        if (secret.length() >= MIN_REDACTED) {
            String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            String inJson = new JsonPrimitive(secret).toString();
            secrets.addAll(List.of(secret, secret.replaceAll("\\s+", " "), inUrl, inUrl.replace("+", "%20")));
            secrets.add(inJson.substring(1, inJson.length() - 1));
        }
    }

    /** Returns the text with {@code ***} in place of each resolved secret of four or more characters. */
    String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return redacted;
    }
}
