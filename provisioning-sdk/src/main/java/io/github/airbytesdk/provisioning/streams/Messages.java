package io.github.airbytesdk.provisioning.streams;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps messages short and on one line, and finds the name that a mistyped one was meant to be. */
final class Messages {
    private static final int NEAREST = 3;
    private static final int LISTED = 10;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private Messages() {}

    /** Escapes control characters and line separators, which the names that a source reports can contain. */
    static String oneLine(String message) {
        return CONTROL.matcher(message)
                .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
    }

    /** Returns up to three names within a few typing errors of the wrong one, the closest first. */
    static List<String> nearest(String wrong, Collection<String> names) {
        int limit = 1 + wrong.length() / 4;
        return names.stream()
                .distinct()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= limit)
                .filter(name -> distance(wrong, name) <= limit)
                .sorted(Comparator.comparingInt((String name) -> distance(wrong, name)))
                .limit(NEAREST)
                .toList();
    }

    static String listed(Collection<?> all) {
        return listed(all, ", ", "more");
    }

    /** Joins the first ten elements, and counts the rest, such as {@code and 2 more}. */
    static String listed(Collection<?> all, String separator, String rest) {
        String first = all.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(separator));
        return all.size() <= LISTED ? first : first + separator + "and " + (all.size() - LISTED) + " " + rest;
    }

    /** Returns the Levenshtein distance, ignoring case: the number of characters to insert, remove or replace. */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            int diagonal = i;
            for (int j = 0; j <= to.length(); j++) {
                int above = row[j];
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                    row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                }
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
