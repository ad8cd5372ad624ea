package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The server's rules for a cron schedule: Quartz syntax, in UTC, and not more often than hourly. */
final class Cron {
    private static final List<String> FIELDS =
            List.of("seconds", "minutes", "hours", "day of month", "month", "day of week", "year");
    private static final int[] MINIMUM = {0, 0, 0, 1, 1, 1, 1970};
    private static final int[] MAXIMUM = {59, 59, 23, 31, 12, 7, 2099};
    private static final String NAMES = "(?i)[A-Z]{3}";

    private Cron() {}

    /** Returns the expression without the zone that the server's own answers carry; throws 400 if its form is wrong. */
    static String checked(@Nullable String expression) {
        if (expression == null) {
            throw Problems.badRequest("Missing cron expression in the schedule.");
        }
        String cron = expression.endsWith("UTC") ? expression.replace("UTC", "").trim() : expression.trim();
        String[] fields = cron.split("\\s+", -1);
        if (fields.length < 6 || fields.length > 7) {
            throw notValid(
                    expression, "Cron expression contains " + fields.length + " parts but we expect one of [6, 7]");
        }
        for (int i = 0; i < fields.length; i++) {
            checkField(expression, fields[i], i);
        }
        if (!isInteger(fields[0]) || (fields.length == 7 && !isInteger(fields[1]))) {
            throw Problems.badRequest("The cron expression " + expression + " is not valid or is less than the one hour"
                    + " minimum. The seconds and minutes values cannot be `*`.");
        }
        return cron;
    }

    private static void checkField(String expression, String field, int index) {
        for (String part : field.split("[,/\\-#]", -1)) {
            String value = part.replaceAll("[LWC]$", "");
            if (value.isEmpty() || value.equals("*") || value.equals("?") || value.matches(NAMES)) {
                continue;
            }
            boolean known = isInteger(value)
                    && Integer.parseInt(value) >= MINIMUM[index]
                    && Integer.parseInt(value) <= MAXIMUM[index];
            // A step may be larger than any value: 0/60 means once.
            if (!known && !field.endsWith("/" + part)) {
                throw notValid(expression, "Invalid value '" + part + "' for the field " + FIELDS.get(index));
            }
        }
    }

    private static Refusal notValid(String expression, String error) {
        return Problems.badRequest("The cron expression " + expression + " is not valid. Error: " + error
                + ". Please check the cron expression format at"
                + " https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html");
    }

    /** Whether a checked expression fires more than once in some hour. Its seconds are a plain number. */
    static boolean isSubHourly(String cron) {
        return minutes(cron.split("\\s+", -1)[1]).size() > 1;
    }

    private static Set<Integer> minutes(String field) {
        Set<Integer> minutes = new TreeSet<>();
        for (String item : field.split(",", -1)) {
            String[] rangeAndStep = item.split("/", -1);
            String[] range = rangeAndStep[0].split("-", -1);
            boolean any = range[0].equals("*") || range[0].equals("?");
            int first = any ? 0 : Integer.parseInt(range[0]);
            int last = range.length > 1 ? Integer.parseInt(range[1]) : (any || rangeAndStep.length > 1 ? 59 : first);
            int step = rangeAndStep.length > 1 ? Integer.parseInt(rangeAndStep[1]) : 1;
            for (int minute = first; minute <= last; minute += Math.max(step, 1)) {
                minutes.add(minute);
            }
        }
        return minutes;
    }

    private static boolean isInteger(String text) {
        return text.matches("\\d{1,4}");
    }
}
