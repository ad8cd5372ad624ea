package io.github.airbytesdk.provisioning.streams;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Suggests names for a mistyped one, and shortens long lists in messages. */
final class Suggestions {
    private static final int SUGGESTED = 3;
    private static final int LISTED = 10;

    private Suggestions() {}

    /** Returns up to three names within a few typing errors of the wrong one, the closest first. */
    static List<String> to(String wrong, Collection<String> names) {
        int limit = 1 + wrong.length() / 4;
        return names.stream()
                .distinct()
                .filter(name -> Math.abs(name.length() - wrong.length()) <= limit)
                .filter(name -> distance(wrong, name) <= limit)
                .sorted(Comparator.comparingInt((String name) -> distance(wrong, name)))
                .limit(SUGGESTED)
                .toList();
    }

    /** Joins the first ten elements, and says how many more there are. */
    static String listed(Collection<?> all) {
        return listed(all, ", ", "more");
    }

    /**
     * Joins the first ten elements, and says how many more there are.
     *
     * @param rest the noun for the elements that are left out
     */
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
