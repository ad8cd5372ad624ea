package io.github.airbytesdk.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a connector's configuration are secret: those that a connector's schema marks as secret, and those
 * whose names show it.
 *
 * <p>A few names, such as {@code username}, are secret in some connectors only. The resource lists these connectors.
 */
final class SecretMembers {
    /** Absolute, because a shrinker renames the package. */
    private static final String RESOURCE = "/io/github/airbytesdk/client/secret-members.txt";

    /** In a name without its separators. */
    private static final Pattern SECRET_TEXT = Pattern.compile("passw(?:or)?d|passphrase|passcode|secret|bearer"
            + "|(?:api|access|private|auth|account|encryption|signing|shared|ssh|master|license)key"
            + "|(?:access|refresh|auth|session|api|bearer|id)token");

    /** As a word of a name. */
    private static final Set<String> SECRET_WORDS = Set.of(
            "pass",
            "pwd",
            "pw",
            "token",
            "tokens",
            "credential",
            "credentials",
            "authorization",
            "jwt",
            "cookie",
            "pin");

    /** As the last word of a name: the member describes a secret, such as {@code token_expiry_date}. */
    private static final Set<String> DESCRIBING_WORDS = Set.of(
            "type",
            "kind",
            "name",
            "title",
            "date",
            "expiry",
            "expires",
            "expiration",
            "ttl",
            "seconds",
            "endpoint",
            "url",
            "uri",
            "path",
            "host",
            "port",
            "method",
            "mode",
            "field",
            "column",
            "length",
            "policy",
            "format",
            "location",
            "enabled",
            "required",
            "count",
            "limit");

    /** As the first word of a name. */
    private static final Set<String> COUNTING_WORDS = Set.of("max", "min", "num", "is", "has", "use", "enable");

    /** Members that contain other members, although their names look like those of secrets. */
    private static final Set<String> GROUPS = Set.of("credential", "credentials", "authorization");

    /** Connectors in which such a member can also contain the name of a kind of authentication. */
    private static final Set<String> GROUPS_ARE_NAMES =
            Set.of("source-drift", "source-zendesk-chat", "source-zendesk-support", "destination-mongodb");

    private static final Pattern WORD_LIMIT =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    private static final class Facts {
        static final Facts LOADED = load();

        final Set<String> connectors = new HashSet<>();

        /** For each name a test of the connector. */
        final Map<String, Exceptions> names = new HashMap<>();

        private static Facts load() {
            Facts facts = new Facts();
            try (InputStream stream = SecretMembers.class.getResourceAsStream(RESOURCE)) {
                if (stream == null) {
                    throw new IllegalStateException(RESOURCE + " is missing from the class path");
                }
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(facts::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return facts;
        }

        private void read(String line) {
            List<String> words = List.of(line.split(" "));
            switch (words.get(0)) {
                case "#" -> {}
                case "sources:" -> words.stream().skip(1).forEach(name -> connectors.add("source-" + name));
                case "destinations:" -> words.stream().skip(1).forEach(name -> connectors.add("destination-" + name));
                default ->
                    names.put(
                            words.get(0),
                            new Exceptions(
                                    words.size() > 1 && words.get(1).equals("only"),
                                    Set.copyOf(words.subList(Math.min(2, words.size()), words.size()))));
            }
        }
    }

    private record Exceptions(boolean only, Set<String> connectors) {
        boolean isSecretIn(@Nullable String connector) {
            return only == (connector != null && connectors.contains(connector));
        }
    }

    private SecretMembers() {}

    /** @param connector such as {@code source-postgres}, or null if it is not known */
    static boolean isKnown(@Nullable String connector) {
        return connector != null && Facts.LOADED.connectors.contains(connector);
    }

    /** @param connector such as {@code source-postgres}, or null if it is not known */
    static boolean isSecret(String member, @Nullable String connector) {
        Exceptions exceptions = Facts.LOADED.names.get(member);
        return (exceptions != null && exceptions.isSecretIn(connector)) || nameSaysSo(member);
    }

    /** Returns whether a member contains others, each of which is secret or not by its own name. */
    static boolean isGroup(String member, boolean hasMembers, @Nullable String connector) {
        return GROUPS.contains(member.toLowerCase(Locale.ROOT))
                && (hasMembers || (connector != null && GROUPS_ARE_NAMES.contains(connector)));
    }

    private static boolean nameSaysSo(String member) {
        List<String> words = List.of(WORD_LIMIT.split(member.strip()));
        String last = words.get(words.size() - 1).toLowerCase(Locale.ROOT);
        if (DESCRIBING_WORDS.contains(last)
                || COUNTING_WORDS.contains(words.get(0).toLowerCase(Locale.ROOT))) {
            return false;
        }
        return words.stream().anyMatch(word -> SECRET_WORDS.contains(word.toLowerCase(Locale.ROOT)))
                || SECRET_TEXT
                        .matcher(String.join("", words).toLowerCase(Locale.ROOT))
                        .find();
    }
}
