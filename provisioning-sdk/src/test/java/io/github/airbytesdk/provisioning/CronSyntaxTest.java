package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ScheduleType;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronSyntaxTest {
    private static ConnectionSchedule cron(@Nullable String expression) {
        return new ConnectionSchedule().scheduleType(ScheduleType.CRON).cronExpression(expression);
    }

    private static String refusal(ConnectionSchedule schedule) {
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
    void quartzExpressionIsAccepted(String expression) {
        assertDoesNotThrow(() -> CronSyntax.check(cron(expression)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 * * * * ?", "0 0/5 * * * ?", "0 0 0 30 2 ?"})
    void intervalIsLeftToAirbyte(String expression) {
        assertDoesNotThrow(() -> CronSyntax.check(cron(expression)));
    }

    @ParameterizedTest
    @CsvSource({"0 4 * * *, 5", "@daily, 1", "0 0 4 * * ? 2030 1, 8", "UTC 4 UTC, 1"})
    void wrongNumberOfFieldsIsRefused(String expression, int fields) {
        assertEquals(
                "the schedule's cronExpression \"" + expression + "\" is not valid: it has " + fields
                        + " fields, and Quartz has six or seven: seconds, minutes, hours, day of month, month, day of week, and optionally a year, as in \"0 0 4 * * ?\", at 4:00 each day",
                refusal(cron(expression)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0/5", "0-5", "0,30", "?", "60", "-1", "5/60", "x"})
    void secondsMustBeAWholeNumber(String seconds) {
        assertEquals(
                "the schedule's cronExpression \"" + seconds
                        + " 0 4 * * ?\" is not valid: its seconds must be a whole number from 0 to 59, not " + seconds,
                refusal(cron(seconds + " 0 4 * * ?")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "0/30", "0,30"})
    void minutesMustBeAWholeNumberNextToAYear(String minutes) {
        assertDoesNotThrow(() -> CronSyntax.check(cron("0 " + minutes + " 4 * * ?")));
        assertEquals(
                "the schedule's cronExpression \"0 " + minutes
                        + " 4 * * ? *\" is not valid: its minutes must be a whole number from 0 to 59, because it has a year, not "
                        + minutes,
                refusal(cron("0 " + minutes + " 4 * * ? *")));
    }

    @Test
    void exactlyOneQuestionMarkIsRequired() {
        assertTrue(refusal(cron("0 0 4 * * *")).contains("must be a question mark, not * and *"));
        assertTrue(refusal(cron("0 0 4 1 * MON")).contains("must be a question mark, not 1 and MON"));
        assertTrue(refusal(cron("0 0 4 ? * ?")).contains("must be a question mark, not both"));
    }

    @Test
    void allProblemsAreReportedTogether() {
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
                "the schedule is manual, so that Airbyte would ignore its cronExpression \"0 0 4 * * ?\": set scheduleType to cron, or leave the expression out",
                refusal(cron("0 0 4 * * ?").scheduleType(ScheduleType.MANUAL)));
    }

    @Test
    void scheduleWithoutATypeIsRefused() {
        assertTrue(
                refusal(new ConnectionSchedule().cronExpression("0 0 4 * * ?")).contains("scheduleType"));
        assertTrue(refusal(new ConnectionSchedule()).contains("scheduleType"));
        assertTrue(refusal(cron(null).scheduleType(ScheduleType.BASIC)).contains("scheduleType"));
    }

    @Test
    void manualScheduleIsAccepted() {
        assertDoesNotThrow(() -> CronSyntax.check(null));
        assertDoesNotThrow(() -> CronSyntax.check(cron(null).scheduleType(ScheduleType.MANUAL)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/New_York",
                "europe/berlin",
                "Etc/UTC",
                "GMT",
                "utc",
                "CET",
                "EST",
                "Z",
                "UTC+2",
                "GMT-05:00",
                "+02:00",
                "-08:00"
            })
    void timeZoneIsRefusedWithTheReason(String zone) {
        String problem = "is not valid: it has the time zone " + zone
                + ", and Airbyte runs every schedule in UTC: convert" + " the times to UTC, and remove the zone";
        for (String expression : List.of(
                "0 0 4 * * ? " + zone,
                "0 0 4 * * ? 2030 " + zone,
                "CRON_TZ=" + zone + " 0 0 4 * * ?",
                "tz=" + zone + " 0 0 4 ? * MON")) {
            assertEquals("the schedule's cronExpression \"" + expression + "\" " + problem, refusal(cron(expression)));
        }
        String message = refusal(cron("0 4 * * * " + zone));
        assertTrue(message.contains("it has the time zone " + zone), message);
        assertTrue(message.contains("it has 5 fields"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 4 ? * MON", "0 0 4 ? * SAT", "0 0 4 ? * 1", "0 0 4 ? * L", "0 0 4 ? * 6#3"})
    void dayOfWeekIsNotATimeZone(String expression) {
        assertDoesNotThrow(() -> CronSyntax.check(cron(expression)));
    }

    @Test
    void timeZoneIsRefusedBeforeAnyRequest() {
        AirbyteClient client = mock(AirbyteClient.class);
        PipelineProvisioner provisioner = new PipelineProvisioner(client)
                .workspace(UUID.randomUUID())
                .source("source", Map.of("sourceType", "faker"))
                .destination("destination", Map.of("destinationType", "postgres"))
                .customizeConnection(request -> request.schedule(cron("0 0 4 * * ? Europe/Berlin")));

        String message = String.valueOf(assertThrows(IllegalArgumentException.class, provisioner::provision)
                .getMessage());
        assertTrue(message.contains("time zone Europe/Berlin"), message);
        verifyNoInteractions(client);
    }

    @Test
    void messageStaysOnOneLine() {
        String message = refusal(cron("0\n4 * *\u2028*"));
        assertTrue(message.startsWith("the schedule's cronExpression \"0 4 * * *\" is not valid"), message);
    }

    /**
     * Verdicts of Airbyte's own server (airbyte-platform 310e6cb6ac, 21 August 2026) on 300 random expressions: the status of
     * the response, a tab, the expression.
     */
    @Test
    void nothingThatTheServerAcceptsIsRefused() throws Exception {
        int accepted = 0;
        int refused = 0;
        int leftToTheServer = 0;
        for (String verdict : verdicts()) {
            String expression = verdict.substring(4);
            if (verdict.startsWith("200\t")) {
                assertDoesNotThrow(() -> CronSyntax.check(cron(expression)), expression);
                accepted++;
            } else if (isRefused(expression)) {
                refused++;
            } else {
                leftToTheServer++;
            }
        }
        assertEquals(49, accepted);
        assertEquals(122, refused);
        assertEquals(129, leftToTheServer);
    }

    private static List<String> verdicts() throws Exception {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CronSyntaxTest.class.getResourceAsStream("cron-verdicts.tsv")),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static boolean isRefused(String expression) {
        try {
            CronSyntax.check(cron(expression));
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
