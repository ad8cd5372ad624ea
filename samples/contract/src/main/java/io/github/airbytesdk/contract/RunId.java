package io.github.airbytesdk.contract;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of each name that a run creates, such as {@code contract-20261127T140500Z-1f3a-}. It contains the time at which
 * the run started, so that a later run recognizes what an earlier one left.
 *
 * @param text the start of the names
 */
record RunId(String text) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("(contract-\\d{8}T\\d{6}Z-)[0-9a-f]{4}-.*", Pattern.DOTALL);

    static RunId at(Instant start, int random) {
        return new RunId("contract-" + TIME.format(start) + "-%04x-".formatted(random & 0xffff));
    }

    String name(String what) {
        return text + what;
    }

    /** Returns whether this run created the name. A list of another server version may lack names. */
    boolean owns(String name) {
        return name != null && name.startsWith(text);
    }

    /** Returns whether an earlier run created the name. The times are of fixed length, so they can be compared as texts. */
    boolean isNewerThan(String name) {
        Matcher matcher = NAME.matcher(name == null ? "" : name);
        return matcher.matches()
                && !text.startsWith(matcher.group(1))
                && matcher.group(1).compareTo(text) < 0;
    }
}
