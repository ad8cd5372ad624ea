package io.github.airbytesdk.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds one secret in a text in each form in which a server may write it: as it is, escaped for JSON, for HTML or for a
 * URL, each also several times over, and in Base64, also as a part of a longer text such as {@code user:password}.
 */
final class SecretForms {
    private static final String MASKED = "***";

    /** From this length, a secret with characters of several kinds is not part of a word by coincidence. */
    private static final int DISTINCTIVE_LENGTH = 8;

    private static final int LONG = 16;

    /**
     * {@link Pattern} prepares an expression that starts with a literal for a Boyer-Moore search. For a literal of repeated
     * characters that takes quadratic time, so a longer secret is found without.
     */
    private static final int MAX_PREPARED_LENGTH = 1_000;

    /** Base64 characters that show that a longer encoded text contains the secret. */
    private static final int CORE_LENGTH = 8;

    private static final String START =
            "(?:(?<![\\p{L}\\p{N}_])|(?<=%\\p{XDigit}{2})|(?<=\\\\[bfnrt])" + "|(?<=\\\\u\\p{XDigit}{4}))";
    private static final String END = "(?![\\p{L}\\p{N}_])";
    private static final String BASE64 = "A-Za-z0-9+/_\\-";

    private final Pattern plain;
    private final Pattern base64;
    private final boolean isPartOfBase64;

    SecretForms(String secret) {
        this.plain = plain(secret);
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String[] cores = new String[3];
        for (int offset = 0; offset < cores.length; offset++) {
            cores[offset] = core(bytes, offset);
        }
        this.isPartOfBase64 = Arrays.stream(cores).allMatch(core -> core.length() >= CORE_LENGTH);
        this.base64 = Pattern.compile(
                isPartOfBase64
                        ? base64(cores[0]) + "|" + base64(cores[1]) + "|" + base64(cores[2])
                        : "(?<![" + BASE64 + "])"
                                + base64(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                                + "(?:=|%3[Dd]|\\\\+u003[Dd]){0,2}(?![" + BASE64 + "=])");
    }

    String maskIn(String text) {
        return maskBase64(plain.matcher(text).replaceAll(MASKED));
    }

    private String maskBase64(String text) {
        Matcher found = base64.matcher(text);
        if (!found.find()) {
            return text;
        }
        if (!isPartOfBase64) {
            return found.replaceAll(MASKED);
        }
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        do {
            if (found.start() < shown) {
                continue;
            }
            int from = found.start();
            while (from > shown && isBase64(text.charAt(from - 1))) {
                from--;
            }
            masked.append(text, shown, from).append(MASKED);
            shown = found.end();
            while (shown < text.length() && (isBase64(text.charAt(shown)) || text.charAt(shown) == '=')) {
                shown++;
            }
        } while (found.find());
        return masked.append(text, shown, text.length()).toString();
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '_'
                || c == '-';
    }

    /** The Base64 characters that depend on the secret alone if {@code offset} other bytes precede it. */
    private static String core(byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = (offset * 8 + 5) / 6;
        int last = shifted.length * 8 / 6;
        return encoded.substring(Math.min(first, last), last);
    }

    private static String base64(String encoded) {
        return encoded.replace("+", "(?:[+\\-]|%2[Bb]|\\\\+u002[Bb])").replace("/", "(?:\\\\*/|_|%2[Ff])");
    }

    private static Pattern plain(String secret) {
        StringBuilder regex = new StringBuilder();
        boolean distinctive = isDistinctive(secret);
        if (!distinctive && Character.isLetterOrDigit(secret.codePointAt(0))) {
            regex.append(START);
        } else if (secret.length() > MAX_PREPARED_LENGTH) {
            regex.append("(?:)");
        }
        int i = 0;
        while (i < secret.length()) {
            int c = secret.codePointAt(i);
            if (isSpace(c)) {
                regex.append(
                        "(?:\\s|\\+|%(?:25)*(?:20|09|0[AaDd])|\\\\+[nrt]|\\\\+u00(?:20|0[9AaDd])|&#x?(?:20|32|10|13|9|0?[aAdD]);)+");
                while (i < secret.length() && isSpace(secret.charAt(i))) {
                    i++;
                }
                continue;
            }
            appendForms(c, regex);
            i += Character.charCount(c);
        }
        if (!distinctive && Character.isLetterOrDigit(secret.codePointBefore(secret.length()))) {
            regex.append(END);
        }
        return Pattern.compile(regex.toString());
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDistinctive(String secret) {
        boolean letters = secret.codePoints().anyMatch(Character::isLetter);
        boolean others = secret.codePoints().anyMatch(c -> !Character.isLetter(c));
        return secret.length() >= LONG || (secret.length() >= DISTINCTIVE_LENGTH && letters && others);
    }

    /** A letter or a digit is the same in every form; any other character has several forms. */
    private static void appendForms(int c, StringBuilder regex) {
        if (c < 128 && Character.isLetterOrDigit(c)) {
            regex.append((char) c);
            return;
        }
        String character = Character.toString(c);
        regex.append("(?:");
        switch (c) {
            case '\\' -> regex.append("\\\\+");
            case '"', '\'', '/' -> regex.append("\\\\*").append((char) c);
            default -> regex.append("\\x{").append(Integer.toHexString(c)).append('}');
        }
        regex.append("|(?i:");
        character.chars().forEach(unit -> regex.append("\\\\+u%04x".formatted(unit)));
        regex.append('|');
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            regex.append("%%(?:25)*%02x".formatted(octet & 0xff));
        }
        regex.append("|&(?:amp;)*#(?:0*%d|x0*%x);)".formatted(c, c));
        String entity = switch (c) {
            case '&' -> "amp";
            case '<' -> "lt";
            case '>' -> "gt";
            case '"' -> "quot";
            case '\'' -> "apos";
            default -> "";
        };
        if (!entity.isEmpty()) {
            regex.append("|&(?:amp;)*").append(entity).append(';');
        }
        regex.append(')');
    }
}
