package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingTest {
    /** The rollback of a provisioning has sixty seconds of its own. */
    @Test
    void attemptOutlastsItsDeadlineAndRollback() {
        assertTrue(Timing.of(Map.of())
                        .attempt()
                        .compareTo(Timing.of(Map.of()).deadline().plus(Duration.ofSeconds(60)))
                > 0);
    }

    @Test
    void readsSettings() {
        Timing timing = Timing.of(Map.of("FLEET_DEADLINE", "PT90S", "FLEET_HEARTBEAT", " "));

        assertEquals(Duration.ofSeconds(90), timing.deadline());
        assertEquals(Timing.of(Map.of()).heartbeat(), timing.heartbeat());
    }

    @Test
    void invalidSettingsAreNamed() {
        assertMessage(
                "FLEET_DEADLINE is \"20m\"; set it to a positive duration such as PT90S or PT20M",
                Map.of("FLEET_DEADLINE", "20m"));
        assertMessage(
                "FLEET_DEADLINE is \"PT0S\"; set it to a positive duration such as PT90S or PT20M",
                Map.of("FLEET_DEADLINE", "PT0S"));
        assertTrue(
                message(Map.of("FLEET_HEARTBEAT", "PT1S")).startsWith("FLEET_HEARTBEAT is PT1S; set it to at least"));
    }

    private static void assertMessage(String message, Map<String, String> environment) {
        assertEquals(message, message(environment));
    }

    private static String message(Map<String, String> environment) {
        return assertThrows(IllegalArgumentException.class, () -> Timing.of(environment))
                .getMessage();
    }
}
