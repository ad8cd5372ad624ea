package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptsTest {
    private static final String SECRET = "canary-secret";

    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private final Attempts attempts = new Attempts(timers);
    private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

    @AfterEach
    void close() {
        temporal.close();
        attempts.close();
        timers.shutdownNow();
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new IllegalStateException("wrapped", new RuntimeException(SECRET)),
                new AssertionError(SECRET),
                new OutOfMemoryError(SECRET));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void nothingIsToldOfAFailureThatNobodyForesawButItsClass(Throwable unforeseen) {
        temporal.registerActivitiesImplementations((SyncActivities) (jobId, turn) -> attempts.run(() -> {
            if (unforeseen instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) unforeseen;
        }));
        SyncActivities activity = temporal.newActivityStub(
                SyncActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(Duration.ofSeconds(30))
                        .build());

        ActivityFailure failure = assertThrows(ActivityFailure.class, () -> activity.watch(1, Duration.ofSeconds(1)));

        ApplicationFailure told = assertInstanceOf(ApplicationFailure.class, failure.getCause());
        assertEquals("UNEXPECTED", told.getType());
        assertEquals("an error in the worker: " + unforeseen.getClass().getName(), told.getOriginalMessage());
        for (Throwable each = failure; each != null; each = each.getCause()) {
            assertFalse(each.toString().contains(SECRET), each::toString);
        }
    }
}
