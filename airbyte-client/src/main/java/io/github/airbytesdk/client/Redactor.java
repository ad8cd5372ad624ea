package io.github.airbytesdk.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in a server's text by {@code ***}. A server may quote what it was sent: a connector's error with a
 * connection URL in it, or a validator with the value that it refused.
 *
 * <p>{@link SecretMembers} and {@link CredentialText} decide which parts of a configuration are secret, and {@link SecretForms}
 * in which forms a secret is found. User info in a URL is redacted in every text. SECURITY.md lists the rules.
 */
final class Redactor implements UnaryOperator<String> {
    /** Shorter lines of a multi-line secret are not redacted, because they may be words that a message needs. */
    private static final int MIN_LINE_LENGTH = 6;

    /** What Airbyte itself shows instead of a secret. */
    private static final Pattern ALREADY_MASKED = Pattern.compile("\\**");

    private static final Pattern PEM_FRAME = Pattern.compile("-----(?:BEGIN|END) [^-]*-----");
    private static final Pattern USER_INFO = Pattern.compile("(?<=:\\\\{0,4}/\\\\{0,4}/)[^\\s/?#\"'<>\\\\]+@");

    private static final String SOURCE_TYPE = "sourceType";
    private static final String DESTINATION_TYPE = "destinationType";

    /** Members of a request body that contain a connector's or a mapper's configuration. */
    private static final Set<String> CONFIGURATIONS =
            Set.of("configuration", "mapperConfiguration", "oAuthInputConfiguration");

    /** Members of a request body that are secret themselves. */
    private static final Set<String> SECRETS = Set.of("client_secret", "clientSecret", "secretId");

    /** Longest first, because replacing a secret that is part of a longer one would leave the rest of the longer one. */
    private final List<String> secrets;

    private @Nullable List<SecretForms> forms;

    private Redactor(Collection<String> secrets) {
        Set<String> parts = new LinkedHashSet<>();
        for (String secret : secrets) {
            add(secret, parts);
            if (secret.indexOf('\n') >= 0) {
                secret.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= MIN_LINE_LENGTH
                                && !PEM_FRAME.matcher(line).matches())
                        .forEach(line -> add(line, parts));
            }
        }
        this.secrets = new ArrayList<>(parts);
        this.secrets.sort(Comparator.comparing(String::length).reversed());
    }

    private static void add(String secret, Set<String> parts) {
        String text = secret.strip();
        if (!text.isEmpty() && !ALREADY_MASKED.matcher(text).matches()) {
            parts.add(text);
        }
    }

    /** Redacts these texts, regardless of their length. */
    static Redactor of(Collection<String> secrets) {
        return new Redactor(secrets);
    }

    /**
     * Redacts the secrets of configurations.
     *
     * @param configurations JSON objects whose {@code sourceType} or {@code destinationType} names the connector, or
     *     single values, which are secret as a whole
     */
    static Redactor ofConfigurations(Collection<? extends JsonElement> configurations) {
        Set<String> secrets = new LinkedHashSet<>();
        for (JsonElement configuration : configurations) {
            boolean secret = !configuration.isJsonObject();
            new Collector(connector(configuration), secrets).collect(configuration, secret);
        }
        return new Redactor(secrets);
    }

    /** Returns the parts of a request body that contain secrets: configurations as a whole, and single values. */
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
                if (CONFIGURATIONS.contains(member.getKey()) || SECRETS.contains(member.getKey())) {
                    parts.add(member.getValue());
                } else {
                    collectSecretParts(member.getValue(), parts);
                }
            }
        }
    }

    private static @Nullable String connector(JsonElement configuration) {
        if (!(configuration instanceof JsonObject object)) {
            return null;
        }
        String source = type(object.get(SOURCE_TYPE));
        String destination = type(object.get(DESTINATION_TYPE));
        return source != null ? "source-" + source : destination != null ? "destination-" + destination : null;
    }

    private static @Nullable String type(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isString() ? primitive.getAsString() : null;
    }

    @Override
    public String apply(String text) {
        if (forms == null) {
            forms = secrets.stream().map(SecretForms::new).toList();
        }
        String masked = text;
        for (SecretForms secret : forms) {
            masked = secret.maskIn(masked);
        }
        return USER_INFO.matcher(masked).replaceAll("***@");
    }

    /** Returns a redactor that redacts what this one or the other one redacts. */
    Redactor and(Redactor other) {
        List<String> both = new ArrayList<>(secrets);
        both.addAll(other.secrets);
        return new Redactor(both);
    }

    /** Collects the secrets of one configuration. */
    private record Collector(@Nullable String connector, Set<String> secrets) {
        void collect(JsonElement element, boolean secret) {
            if (element.isJsonArray()) {
                element.getAsJsonArray().forEach(item -> collect(item, secret));
            } else if (element instanceof JsonObject object) {
                object.entrySet().forEach(member -> collect(member.getKey(), member.getValue(), secret));
            } else if (element instanceof JsonPrimitive primitive) {
                collect(primitive, secret);
            }
        }

        private void collect(String name, JsonElement value, boolean inSecret) {
            boolean secret = SecretMembers.isSecret(name, connector)
                    && !SecretMembers.isGroup(name, hasMembers(value), connector);
            collect(value, inSecret || secret);
        }

        private static boolean hasMembers(JsonElement value) {
            return value.isJsonObject()
                    || (value instanceof JsonArray array
                            && array.asList().stream().anyMatch(Collector::hasMembers));
        }

        private void collect(JsonPrimitive value, boolean secret) {
            if (value.isNumber() && secret) {
                secrets.add(value.getAsString());
                secrets.add(new BigDecimal(value.getAsString()).toPlainString());
            } else if (value.isString()) {
                collect(value.getAsString(), secret);
            }
        }

        private void collect(String text, boolean secret) {
            JsonElement json = CredentialText.json(text);
            if (json != null) {
                collect(json, false);
            }
            if (secret || CredentialText.isCredential(text)) {
                secrets.add(text);
            } else if (!SecretMembers.isKnown(connector) && CredentialText.looksRandom(text)) {
                secrets.add(text);
            } else if (json == null) {
                CredentialText.forEachEmbedded(text, connector, part -> {
                    secrets.add(part);
                    secrets.add(decoded(part));
                });
            }
        }

        private static String decoded(String part) {
            try {
                return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notEncoded) {
                return part;
            }
        }
    }
}
