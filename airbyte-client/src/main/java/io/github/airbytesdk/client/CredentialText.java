package io.github.airbytesdk.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes credentials by their form, in members whose names do not show that they are secret. */
final class CredentialText {
    /** Forms that only credentials have: PEM, JSON Web Tokens, header values, and tokens with their issuer's prefix. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?s).*-----BEGIN [^-]*PRIVATE KEY-----.*"
            + "|eyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*"
            + "|(?i:bearer|basic|token|digest) [^\\s]{6,}"
            + "|(?:AKIA|ASIA)[A-Z0-9]{16}"
            + "|AIza[\\w-]{30,}|ya29\\.[\\w.-]{20,}|GOCSPX-[\\w-]{10,}"
            + "|(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|gsk|hf|npm|pypi|dop_v1|shpat|shpss|xox[a-z]|sk|rk|pk|whsec|pat|dapi|key)"
            + "[_-][\\w-]{16,}");

    /** From this length, a string without spaces that mixes letters and digits counts as random. */
    private static final Pattern RANDOM = Pattern.compile("(?=.*[A-Za-z])(?=.*[0-9])[\\w+/=.~-]{20,}");

    /** Forms of ids, dates, hosts and paths. */
    private static final Pattern ORDINARY = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            + "|\\d{4}-\\d{2}-\\d{2}.*"
            + "|/.*|\\w{1,15}(?:[./-]\\w{1,12})+|(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,}");

    private static final Pattern USER_INFO = Pattern.compile("://([^\\s/?#]*)@");
    private static final Pattern ORACLE_USER = Pattern.compile("jdbc:oracle:\\w+:[^/@\\s]+/([^@\\s]+)@");
    private static final Pattern PAIR = Pattern.compile(
            "([A-Za-z][\\w.-]*)\\s*[=:]\\s*(?i:(?:bearer|basic|token|digest)\\s+)?(?:\"([^\"]*)\"|'([^']*)'|([^&;,\\s\"']+))");

    /** The name and the value of a pair in a message or in JSON; the last three groups are the value. */
    private static final Pattern NAMED_VALUE = Pattern.compile(
            "(?<![\\w.-])([\\w.-]++)[\"']?\\s*[=:]\\s*(?i:(?:bearer|basic|token|digest)\\s+)?(?:\"([^\"]*)\"|'([^']*)'|([^&;,\\s\"'{}]+))");

    private static final Pattern PEM =
            Pattern.compile("(?s)-----BEGIN [^-]*PRIVATE KEY-----.*?(?:-----END [^-]*PRIVATE KEY-----|$)");

    private static final Pattern WORD = Pattern.compile("[^\\s\"',;()<>=:]+");

    private CredentialText() {}

    /** Returns a message with {@code ***} for each credential that its form, or the name before it, shows to be one. */
    static String withoutCredentials(String text) {
        StringBuilder masked = new StringBuilder(PEM.matcher(text).replaceAll("***"));
        Matcher named = NAMED_VALUE.matcher(masked);
        // The value of one name can be the name of the next: FATAL: password=…
        for (int from = 0; named.find(from); from = named.end(1)) {
            int value = named.group(2) != null ? 2 : named.group(3) != null ? 3 : 4;
            if (SecretMembers.isSecret(named.group(1), null)) {
                masked.replace(named.start(value), named.end(value), "***");
            }
        }
        return WORD.matcher(masked)
                .replaceAll(word -> isCredential(word.group()) ? "***" : Matcher.quoteReplacement(word.group()));
    }

    /** Returns whether the text has a form that only credentials have. */
    static boolean isCredential(String text) {
        return CREDENTIAL.matcher(text.strip()).matches();
    }

    /** Returns whether the text is long, mixes letters and digits, and has none of the forms of names and addresses. */
    static boolean looksRandom(String text) {
        return RANDOM.matcher(text).matches() && !ORDINARY.matcher(text).matches();
    }

    /** Returns the JSON object or array that the text is, or null. */
    static @Nullable JsonElement json(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return null;
        }
        try {
            return JsonParser.parseString(text);
        } catch (JsonParseException notJson) {
            return null;
        }
    }

    /** Finds credentials inside a text: a URL's password, and values whose names show that they are secret. */
    static void forEachEmbedded(String text, @Nullable String connector, Consumer<String> action) {
        Matcher userInfo = USER_INFO.matcher(text);
        while (userInfo.find()) {
            String info = userInfo.group(1);
            int colon = info.indexOf(':');
            String password = info.substring(colon + 1);
            if (colon >= 0 || isCredential(info) || looksRandom(info)) {
                action.accept(password);
            }
        }
        Matcher oracle = ORACLE_USER.matcher(text);
        if (oracle.find()) {
            action.accept(oracle.group(1));
        }
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            if (SecretMembers.isSecret(pair.group(1), connector)) {
                List.of(2, 3, 4).forEach(group -> {
                    String value = pair.group(group);
                    if (value != null) {
                        action.accept(value);
                    }
                });
            }
        }
    }
}
