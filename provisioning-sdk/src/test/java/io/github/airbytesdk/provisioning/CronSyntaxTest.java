package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.model.AirbyteApiConnectionSchedule;
import io.github.airbytesdk.client.model.ScheduleTypeEnum;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {
    private static AirbyteApiConnectionSchedule cron(@Nullable String expression) {
        return new AirbyteApiConnectionSchedule()
                .scheduleType(ScheduleTypeEnum.CRON)
                .cronExpression(expression);
    }

    private static String refusal(AirbyteApiConnectionSchedule schedule) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> CronSyntax.check(schedule))
                .getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 4 * * ?",
                "0 0 4 ? * *",
                "0 30 6 ? * MON-FRI",
                "0 0 1 ? * 6#3",
                "0 0 12 L * ? 2030",
                "00 059 4 * * ? *",
                " 0  0 4\t* * ? ",
                "0 0 4 * * ? UTC",
                "0 0 4 * * ?UTC",
                "0 0 4 * * ? 2030 UTC"
            })
    void formOfQuartzPasses(String expression) {
        assertDoesNotThrow(() -> CronSyntax.check(cron(expression)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * * * * ?", "0 0/5 * * * ?", "0 0 0 30 2 ?"})
    void howOftenIsLeftToAirbyte(String expression) {
        assertDoesNotThrow(() -> CronSyntax.check(cron(expression)));
    }

    @ParameterizedTest
    @CsvSource({"0 4 * * *, 5", "@daily, 1", "0 0 4 * * ? 2030 1, 8", "UTC 4 UTC, 1"})
    void otherNumberOfFieldsIsRefused(String expression, int fields) {
        assertEquals(
                "the schedule's cronExpression \"" + expression + "\" is not valid: it has " + fields
                        + " fields, and Quartz"
                        + " has six or seven: seconds, minutes, hours, day of month, month, day of week, and perhaps a"
                        + " year, as in \"0 0 4 * * ?\", at 4:00 each day",
                refusal(cron(expression)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0/5", "0-5", "0,30", "?", "60", "-1", "5/60", "x"})
    void secondsThatAreNoWholeNumberAreRefused(String seconds) {
        assertEquals(
                "the schedule's cronExpression \"" + seconds
                        + " 0 4 * * ?\" is not valid: its seconds have to be a whole" + " number, not " + seconds,
                refusal(cron(seconds + " 0 4 * * ?")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0/30", "0,30"})
    void minutesThatAreNoWholeNumberAreRefusedNextToAYear(String minutes) {
        assertDoesNotThrow(() -> CronSyntax.check(cron("0 " + minutes + " 4 * * ?")));
        assertEquals(
                "the schedule's cronExpression \"0 " + minutes
                        + " 4 * * ? *\" is not valid: its minutes have to be a whole"
                        + " number where there is a year, not " + minutes,
                refusal(cron("0 " + minutes + " 4 * * ? *")));
    }

    @Test
    void oneQuestionMarkExactlyIsAsked() {
        assertTrue(refusal(cron("0 0 4 * * *")).contains("has to be a question mark, not * and *"));
        assertTrue(refusal(cron("0 0 4 1 * MON")).contains("has to be a question mark, not 1 and MON"));
        assertTrue(refusal(cron("0 0 4 ? * ?")).contains("has to be a question mark, not both"));
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        String message = refusal(cron("* * 4 * * * 2030"));
        assertTrue(message.contains("seconds"), message);
        assertTrue(message.contains("minutes"), message);
        assertTrue(message.contains("question mark"), message);
    }

    @Test
    void cronWithoutAnExpressionIsRefused() {
        for (String none : new @Nullable String[] {null, "", " "}) {
            assertEquals(
                    "the schedule of type cron needs a cronExpression, as in \"0 0 4 * * ?\", at 4:00 each day",
                    refusal(cron(none)));
        }
    }

    @Test
    void expressionOnAManualScheduleIsRefused() {
        assertEquals(
                "the schedule is manual, and Airbyte would ignore its cronExpression \"0 0 4 * * ?\": set the scheduleType to"
                        + " cron, or leave the expression out",
                refusal(cron("0 0 4 * * ?").scheduleType(ScheduleTypeEnum.MANUAL)));
    }

    @Test
    void scheduleWithoutATypeIsRefused() {
        assertTrue(refusal(new AirbyteApiConnectionSchedule().cronExpression("0 0 4 * * ?"))
                .contains("scheduleType"));
        assertTrue(refusal(new AirbyteApiConnectionSchedule()).contains("scheduleType"));
        assertTrue(refusal(cron(null).scheduleType(ScheduleTypeEnum.UNKNOWN_DEFAULT_OPEN_API))
                .contains("scheduleType"));
    }

    @Test
    void manualScheduleAndNonePass() {
        assertDoesNotThrow(() -> CronSyntax.check(null));
        assertDoesNotThrow(() -> CronSyntax.check(cron(null).scheduleType(ScheduleTypeEnum.MANUAL)));
    }
}
