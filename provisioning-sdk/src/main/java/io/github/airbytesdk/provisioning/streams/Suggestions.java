package io.github.airbytesdk.provisioning.streams;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says what there is to choose from: first of all what somebody who mistyped a name may have meant. */
final class Suggestions {
    private static final int SUGGESTED = 3;
    private static final int LISTED = 10;

    private Suggestions() {}

    /** Returns the few names that are a typing error away, the nearest first. */
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

    static String listed(Collection<?> all) {
        String first = all.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() <= LISTED ? first : first + ", and " + (all.size() - LISTED) + " more";
    }

    /** Levenshtein's: how many characters to insert, remove or replace. The case does not matter. */
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
