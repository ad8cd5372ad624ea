package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ScheduleType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks a connection's schedule by the rules of Airbyte's server, as far as they concern the form of a Quartz expression:
 * six or seven fields, no time zone, a whole number of seconds (and of minutes, if there is a year), and a question mark in
 * exactly one of the two fields for days.
 *
 * <p>What the fields contain is left to the server: ranges and steps, the names of months and days, {@code L}, {@code W} and
 * {@code #}, dates that never occur, and on Airbyte Cloud an interval of less than an hour. Nothing that the server accepts
 * is refused: it was compared with 300 recorded verdicts and, once, with 30,000 more (August 2026).
 */
final class CronSyntax {
    /** The server removes this from the end of an expression; its responses end with it. */
    private static final String UTC = "UTC";

    private static final Pattern WHOLE = Pattern.compile("0*[0-5]?\\d");
    private static final Pattern ZONE_ASSIGNMENT = Pattern.compile("(?:CRON_)?TZ=(.*)", Pattern.CASE_INSENSITIVE);
    private static final String EXAMPLE = ", as in \"0 0 4 * * ?\", at 4:00 each day";

    private CronSyntax() {}

    /** Refuses an invalid schedule with all its problems. Null is a manual schedule. */
    static void check(@Nullable ConnectionSchedule schedule) {
        if (schedule == null) {
            return;
        }
        ScheduleType type = schedule.getScheduleType();
        String cron = schedule.getCronExpression();
        if (type == ScheduleType.CRON) {
            if (cron == null || cron.isBlank()) {
                throw new IllegalArgumentException("the schedule of type cron needs a cronExpression" + EXAMPLE);
            }
            check(cron);
        } else if (type != ScheduleType.MANUAL) {
            throw new IllegalArgumentException("the schedule needs a scheduleType, either manual or cron");
        } else if (cron != null) {
            throw new IllegalArgumentException(
                    "the schedule is manual, so that Airbyte would ignore its cronExpression \"" + cron
                            + "\": set scheduleType to cron, or leave the expression out");
        }
    }

    private static void check(String cron) {
        List<String> problems = new ArrayList<>();
        List<String> fields = new ArrayList<>(words(cron));
        String zone = zone(fields);
        if (zone == null) {
            fields = words(cron.endsWith(UTC) ? cron.replace(UTC, "") : cron);
        } else {
            problems.add("it has the time zone " + zone
                    + ", and Airbyte runs every schedule in UTC: convert the times to UTC, and remove the zone");
        }
        addProblems(fields, problems);
        if (!problems.isEmpty()) {
            // An expression can contain line breaks, and a message must not.
            throw new IllegalArgumentException(Messages.words(
                    "the schedule's cronExpression \"" + cron + "\" is not valid: " + String.join("; and ", problems)));
        }
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+", -1));
    }

    /** Removes a time zone from the fields and returns it; null if there is none, or only the UTC that the server allows. */
    private static @Nullable String zone(List<String> fields) {
        Matcher assignment = ZONE_ASSIGNMENT.matcher(fields.get(0));
        if (assignment.matches()) {
            fields.remove(0);
            return assignment.group(1);
        }
        String last = fields.get(fields.size() - 1);
        if (fields.size() < 6 || last.equals(UTC) || !isZone(last)) {
            return null;
        }
        fields.remove(fields.size() - 1);
        return last;
    }

    private static boolean isZone(String text) {
        if (Stream.concat(ZoneId.getAvailableZoneIds().stream(), ZoneId.SHORT_IDS.keySet().stream())
                .anyMatch(text::equalsIgnoreCase)) {
            return true;
        }
        try {
            return ZoneId.of(text.toUpperCase(Locale.ROOT)) != null; // offsets, such as UTC+2, +02:00 and Z
        } catch (DateTimeException notAZone) {
            return false;
        }
    }

    private static void addProblems(List<String> fields, List<String> problems) {
        if (fields.size() < 6 || fields.size() > 7) {
            problems.add("it has " + fields.size()
                    + " fields, and Quartz has six or seven: seconds, minutes, hours, day of month, month, day of week, and"
                    + " optionally a year" + EXAMPLE);
            return;
        }
        if (!WHOLE.matcher(fields.get(0)).matches()) {
            problems.add("its seconds must be a whole number from 0 to 59, not " + fields.get(0));
        }
        if (fields.size() == 7 && !WHOLE.matcher(fields.get(1)).matches()) {
            problems.add(
                    "its minutes must be a whole number from 0 to 59, because it has a year, not " + fields.get(1));
        }
        String dayOfMonth = fields.get(3);
        String dayOfWeek = fields.get(5);
        if (dayOfMonth.equals("?") == dayOfWeek.equals("?")) {
            problems.add("one of its day of month and day of week must be a question mark, not "
                    + (dayOfMonth.equals("?") ? "both" : dayOfMonth + " and " + dayOfWeek) + EXAMPLE);
        }
    }
}
