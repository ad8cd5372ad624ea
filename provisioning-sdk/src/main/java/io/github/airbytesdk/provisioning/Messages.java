package io.github.airbytesdk.provisioning;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps messages short and on one line, even if names in them contain line breaks. */
final class Messages {
    private static final int LISTED = 10;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
    private static final int LONGEST = 2_000;

    private Messages() {}

    /** Returns the text with control characters and line separators as escapes. */
    static String oneLine(String text) {
        return BREAKS.matcher(text)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }

    /** Returns the server's words on one line, without repeated white space, and not longer than anyone reads. */
    static String words(String text) {
        String line = SPACES.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** Joins the first ten elements, and says how many more there are. */
    static String listed(Collection<?> all) {
        String first = all.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() > LISTED ? first + ", and " + (all.size() - LISTED) + " more" : first;
    }
}
