package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.AirbyteApiConnectionSchedule;
import io.github.airbytesdk.client.model.ScheduleTypeEnum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks a connection's schedule as far as its form goes. How often it may run is Airbyte's to say. */
final class CronSyntax {
    private static final String UTC = "UTC";
    private static final String WHOLE = "0*[0-5]?\\d";
    private static final String EXAMPLE = ", as in \"0 0 4 * * ?\", at 4:00 each day";

    private CronSyntax() {}

    /**
     * Checks a schedule.
     *
     * @param schedule null is a manual one
     * @throws IllegalArgumentException with all that is wrong
     */
    static void check(@Nullable AirbyteApiConnectionSchedule schedule) {
        if (schedule == null) {
            return;
        }
        ScheduleTypeEnum type = schedule.getScheduleType();
        String cron = schedule.getCronExpression();
        if (type == ScheduleTypeEnum.CRON) {
            if (cron == null || cron.isBlank()) {
                throw new IllegalArgumentException("the schedule of type cron needs a cronExpression" + EXAMPLE);
            }
            check(cron);
        } else if (type != ScheduleTypeEnum.MANUAL) {
            throw new IllegalArgumentException("the schedule needs a scheduleType, which is manual or cron");
        } else if (cron != null) {
            throw new IllegalArgumentException("the schedule is manual, and Airbyte would ignore its cronExpression \""
                    + cron + "\": set the scheduleType to cron, or leave the expression out");
        }
    }

    private static void check(String cron) {
        // Airbyte's own answers end in the zone.
        String expression = cron.endsWith(UTC) ? cron.replace(UTC, "") : cron;
        String[] fields = expression.strip().split("\\s+", -1);
        List<String> problems = new ArrayList<>();
        if (fields.length < 6 || fields.length > 7) {
            problems.add(
                    "it has " + fields.length + " fields, and Quartz has six or seven: seconds, minutes, hours, day of"
                            + " month, month, day of week, and perhaps a year" + EXAMPLE);
        } else {
            if (!fields[0].matches(WHOLE)) {
                problems.add("its seconds have to be a whole number, not " + fields[0]);
            }
            if (fields.length == 7 && !fields[1].matches(WHOLE)) {
                problems.add("its minutes have to be a whole number where there is a year, not " + fields[1]);
            }
            if (fields[3].equals("?") == fields[5].equals("?")) {
                problems.add("one of its day of month and day of week has to be a question mark, not "
                        + (fields[3].equals("?") ? "both" : fields[3] + " and " + fields[5]) + EXAMPLE);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the schedule's cronExpression \"" + cron + "\" is not valid: " + String.join(" and ", problems));
        }
    }
}
