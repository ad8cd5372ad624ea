package io.github.airbytesdk.provisioning;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps messages short and on one line, whatever the names in them contain. */
final class Messages {
    private static final int LISTED = 10;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private Messages() {}

    /** Returns the text with control characters and line separators as escapes. */
    static String oneLine(String text) {
        return BREAKS.matcher(text)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }

    /** Joins the first ten elements, and says how many more there are. */
    static String listed(Collection<?> all) {
        String first = all.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() > LISTED ? first + ", and " + (all.size() - LISTED) + " more" : first;
    }
}
