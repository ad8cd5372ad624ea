package io.github.airbytesdk.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result: each figure beside its bar. */
final class Table {
    private final List<String> rows = new ArrayList<>();

    Table() {
        rows.add("| | it | compared with | ratio | bar | |");
        rows.add("|---|--:|--:|--:|--:|---|");
    }

    /** A ratio that has to stay at or below a bar. */
    void atMost(double bar, String what, String unit, double figure, double floor) {
        row(what, unit, figure, floor, "≤ " + number(bar), figure / floor <= bar);
    }

    /** A ratio that has to reach a bar. */
    void atLeast(double bar, String what, String unit, double figure, double floor) {
        row(what, unit, figure, floor, "≥ " + number(bar), figure / floor >= bar);
    }

    /** A ratio without a bar. */
    void show(String what, String unit, double figure, double floor) {
        rows.add("| %s | %s %s | %s %s | %.2f | | |"
                .formatted(what, number(figure), unit, number(floor), unit, figure / floor));
    }

    /** A figure by itself. */
    void atMost(double bar, String what, String unit, double figure) {
        boolean met = figure <= bar;
        rows.add("| %s | %s %s | | | ≤ %s %s | %s |"
                .formatted(what, number(figure), unit, number(bar), unit, verdict(met)));
    }

    private void row(String what, String unit, double figure, double floor, String bar, boolean met) {
        rows.add("| %s | %s %s | %s %s | %.2f | %s | %s |"
                .formatted(what, number(figure), unit, number(floor), unit, figure / floor, bar, verdict(met)));
    }

    private static String verdict(boolean met) {
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
