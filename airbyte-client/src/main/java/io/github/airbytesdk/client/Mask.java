package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Replaces what must not be shown in a server's text. A server may quote what it was sent: a connector's error with a
 * connection URL in it, a validator with the value that it refused.
 *
 * <p>A string hides as it is, URL-encoded, escaped for JSON, and line by line. Strings shorter than six characters stay:
 * hiding every "id" or "true" would leave no message to read.
 */
final class Mask implements UnaryOperator<String> {
    private static final int MIN_LENGTH = 6;
    private static final String MASKED = "***";

    /** Names the connector; it is no secret, and a message about an unknown type has to name it. */
    private static final Set<String> CONNECTOR_TYPE = Set.of("sourceType", "destinationType");

    private static final Set<String> HOLDS_SECRETS = Set.of(
            "configuration",
            "mapperConfiguration",
            "oAuthInputConfiguration",
            "client_secret",
            "clientSecret",
            "secretId");

    /** Longest first, so that a string inside another does not uncover the rest of it. */
    private final List<String> texts;

    private Mask(Collection<String> secrets) {
        Set<String> variants = new LinkedHashSet<>();
        for (String secret : secrets) {
            addVariants(secret, variants);
            secret.lines().forEach(line -> addVariants(line.strip(), variants));
        }
        this.texts = new ArrayList<>(variants);
        texts.sort(Comparator.comparing(String::length).reversed());
    }

    static Mask of(Collection<String> secrets) {
        return new Mask(secrets);
    }

    /** Every string value in these documents, which are configurations. */
    static Mask ofConfigurations(Collection<? extends JsonElement> configurations) {
        Set<String> strings = new LinkedHashSet<>();
        for (JsonElement configuration : configurations) {
            if (configuration instanceof JsonObject object) {
                object.entrySet().stream()
                        .filter(member -> !CONNECTOR_TYPE.contains(member.getKey()))
                        .forEach(member -> collect(member.getValue(), strings));
            } else {
                collect(configuration, strings);
            }
        }
        return new Mask(strings);
    }

    /** The secret parts of a request body, and nothing of the rest: a message has to name streams and fields. */
    static List<JsonElement> secretParts(JsonElement body) {
        List<JsonElement> parts = new ArrayList<>();
        collectSecretParts(body, parts);
        return parts;
    }

    private static void collectSecretParts(JsonElement element, List<JsonElement> parts) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> collectSecretParts(item, parts));
        } else if (element.isJsonObject()) {
            for (Map.Entry<String, JsonElement> member :
                    element.getAsJsonObject().entrySet()) {
                if (HOLDS_SECRETS.contains(member.getKey())) {
                    parts.add(member.getValue());
                } else {
                    collectSecretParts(member.getValue(), parts);
                }
            }
        }
    }

    private static void collect(JsonElement element, Set<String> strings) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> collect(item, strings));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().asMap().values().forEach(value -> collect(value, strings));
        } else if (element.isJsonPrimitive() && element.getAsJsonPrimitive().isString()) {
            strings.add(element.getAsString());
        }
    }

    private static void addVariants(String secret, Set<String> variants) {
        if (secret.length() < MIN_LENGTH) {
            return;
        }
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String json = new JsonPrimitive(secret).toString();
        variants.add(secret);
        variants.add(form);
        variants.add(form.replace("+", "%20"));
        variants.add(json.substring(1, json.length() - 1));
    }

    @Override
    public String apply(String text) {
        String masked = text;
        for (String secret : texts) {
            masked = masked.replace(secret, MASKED);
        }
        return masked;
    }

    /** Hides what either hides. */
    Mask and(Mask other) {
        List<String> both = new ArrayList<>(texts);
        both.addAll(other.texts);
        return new Mask(both);
    }
}
