package io.github.airbytesdk.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result: each value with its limit. */
final class Table {
    private final List<String> rows = new ArrayList<>();
    private boolean anyMissed;

    Table() {
        rows.add("| | this SDK | compared with | ratio | limit | |");
        rows.add("|---|--:|--:|--:|--:|---|");
    }

    /** Adds a ratio with an upper limit. */
    void atMost(double bar, String what, String unit, double figure, double handWritten) {
        double ratio = figure / handWritten;
        row(what, unit, figure, handWritten, ratio, "≤ " + number(bar), ratio <= bar);
    }

    /**
     * Adds a ratio with a lower limit.
     *
     * @param ratio the median of several ratios
     */
    void atLeast(double bar, String what, String unit, double figure, double handWritten, double ratio) {
        row(what, unit, figure, handWritten, ratio, "≥ " + number(bar), ratio >= bar);
    }

    /** Adds a ratio without a limit. */
    void show(String what, String unit, double figure, double handWritten) {
        rows.add("| %s | %s %s | %s %s | %.2f | | |"
                .formatted(what, number(figure), unit, number(handWritten), unit, figure / handWritten));
    }

    /** Adds a value with an upper limit. */
    void atMost(double bar, String what, String unit, double figure) {
        boolean met = figure <= bar;
        rows.add("| %s | %s %s | | | ≤ %s %s | %s |"
                .formatted(what, number(figure), unit, number(bar), unit, verdict(met)));
    }

    /** Adds a row for what could not be measured. */
    void missing(String what) {
        anyMissed = true;
        rows.add("| %s | | | | | **NOT MEASURED** |".formatted(what));
    }

    /** Returns whether a limit is missed, or was not measured. */
    boolean anyMissed() {
        return anyMissed;
    }

    private void row(
            String what, String unit, double figure, double handWritten, double ratio, String bar, boolean met) {
        rows.add("| %s | %s %s | %s %s | %.2f | %s | %s |"
                .formatted(what, number(figure), unit, number(handWritten), unit, ratio, bar, verdict(met)));
    }

    private String verdict(boolean met) {
        anyMissed |= !met;
        return met ? "met" : "**MISSED**";
    }

    private static String number(double value) {
        int decimals = value >= 100 || value == Math.rint(value) ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    @Override
    public String toString() {
        return String.join("\n", rows);
    }
}
