package io.github.airbytesdk.embedded;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * The server's rules for a cron schedule. It parses each expression twice, with the same two libraries: cron-utils first,
 * then Quartz, which accepts less. They are loaded only where a schedule is a cron.
 */
final class CronSchedule {
    private static final int MAX_FIELDS = 7;
    private static final int CHECKED_EXECUTIONS = 366;

    private CronSchedule() {}

    /** Returns the expression without the zone that responses append to it; refuses what cron-utils refuses. */
    static String checked(@Nullable String expression) {
        if (expression == null) {
            throw Problems.badRequest("Missing cron expression in the schedule.");
        }
        try {
            Objects.requireNonNull(CronExpression.class);
            return parsed(expression);
        } catch (NoClassDefFoundError e) {
            throw Problems.unexpected(
                    "EmbeddedAirbyte needs com.cronutils:cron-utils and org.quartz-scheduler:quartz on"
                            + " the class path for schedules with a cron expression");
        }
    }

    private static String parsed(String expression) {
        String cron = expression.endsWith("UTC") ? expression.replace("UTC", "").trim() : expression;
        try {
            List<String> fields = List.of(parse(cron).asString().split(" ", -1));
            // The server means to refuse schedules that are too frequent, but only checks for numbers.
            Integer.valueOf(fields.get(0));
            if (fields.size() == MAX_FIELDS) {
                Integer.valueOf(fields.get(1));
            }
        } catch (NumberFormatException e) {
            throw Problems.badRequest("The cron expression " + expression + " is not valid or is less than the one hour"
                    + " minimum. The seconds and minutes values cannot be `*`.");
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest("The cron expression " + expression + " is not valid. Error: " + e.getMessage()
                    + ". Please check the cron expression format at"
                    + " https://www.quartz-scheduler.org/documentation/quartz-2.3.0/tutorials/crontrigger.html");
        }
        return cron;
    }

    private static Cron parse(String cron) {
        return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ))
                .parse(cron)
                .validate();
    }

    /** Refuses a checked expression that executes more often than hourly. */
    @SuppressWarnings("JavaUtilDate") // Quartz has no other type for times.
    static void checkFrequency(String cron) {
        ExecutionTime times = ExecutionTime.forCron(parse(cron));
        ZonedDateTime last =
                times.nextExecution(Instant.EPOCH.atZone(ZoneOffset.UTC)).orElse(null);
        for (int i = 0; last != null && i < CHECKED_EXECUTIONS; i++) {
            ZonedDateTime next = times.nextExecution(last).orElse(null);
            if (next != null && Duration.between(last, next).toHours() < 1) {
                throw Problems.named(
                        400,
                        "error:cron-validation/under-one-hour-not-allowed",
                        "Cron executions must be more than 1 hour apart",
                        "Cron executions must be more than 1 hour apart",
                        data(cron, "Cron executions must be more than 1 hour apart"));
            }
            last = next;
        }
    }

    /** Refuses a checked expression that Quartz refuses. */
    static void checkQuartz(String cron) {
        try {
            CronExpression.validateExpression(cron);
        } catch (ParseException e) {
            throw Problems.named(
                    400,
                    "error:cron-validation/invalid-expression",
                    "Invalid cron expression",
                    "The cron expression is invalid",
                    data(cron, null));
        }
    }

    private static JsonObject data(String cron, @Nullable String message) {
        return Json.object()
                .add("cronExpression", cron)
                .add("validationErrorMessage", message == null ? JsonNull.INSTANCE : new JsonPrimitive(message))
                .build();
    }
}
