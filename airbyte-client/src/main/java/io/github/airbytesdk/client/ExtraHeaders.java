package io.github.airbytesdk.client;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Headers;

/** Headers that the application adds to every request. Their values are secrets. */
final class ExtraHeaders {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\t\\x20-\\x7e]*[\\x21-\\x7e])?");

    private static final Pattern SCHEME = Pattern.compile("(?i)^(bearer|basic)[ \\t]+");

    /** Redacting a shorter value, such as a region's name, would make messages unreadable. */
    private static final int MIN_SECRET_LENGTH = 6;

    /** Set by this client or by OkHttp, in lower case. */
    private static final Set<String> RESERVED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "transfer-encoding",
            "user-agent");

    private final Headers.Builder headers = new Headers.Builder();

    void set(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not a header name");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header " + name + " is set by this client"
                    + (name.equalsIgnoreCase("authorization") ? "; use bearerToken(...) or basic(...)" : ""));
        }
        String text = value.strip();
        if (!VALUE.matcher(text).matches()) {
            throw new IllegalArgumentException("the value of header " + name
                    + " is blank or contains characters that a header" + " cannot contain, such as a line break");
        }
        headers.set(name, text);
    }

    Headers build() {
        return headers.build();
    }

    /** Returns the values, also without an authentication scheme: a server may quote a token alone. */
    List<String> secrets() {
        return headers.build().toMultimap().values().stream()
                .flatMap(List::stream)
                .flatMap(value -> Stream.of(value, SCHEME.matcher(value).replaceFirst("")))
                .filter(value -> value.length() >= MIN_SECRET_LENGTH)
                .toList();
    }
}
