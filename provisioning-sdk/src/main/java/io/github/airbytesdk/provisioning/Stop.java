package io.github.airbytesdk.provisioning;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The two ways to end a provisioning early, an interrupt and its deadline, seen as one: the thread's interrupt flag. It
 * ends whatever call is blocked, is lowered for the undo, and is raised again at the end if somebody else had raised it.
 */
final class Stop implements AutoCloseable {
    private final @Nullable Duration deadline;
    private final Alarm alarm;
    private boolean interrupted;
    private boolean alarmSeen;

    Stop(@Nullable Duration deadline) {
        this.deadline = deadline;
        this.alarm = Alarm.after(deadline);
    }

    boolean isRaised() {
        return Thread.currentThread().isInterrupted();
    }

    /** Why, in words for a message. */
    String reason() {
        return alarm.hasRung() ? "the deadline of " + deadline + " passed" : "interrupted";
    }

    /** Clears the way for the undo. The deadline does not ring any more. */
    void lower() {
        alarm.close();
        if (Thread.interrupted()) {
            if (alarm.hasRung() && !alarmSeen) {
                alarmSeen = true;
            } else {
                interrupted = true;
            }
        }
    }

    /** Leaves the thread's flag as the caller has to see it: raised for his own interrupt, and not for our alarm. */
    @Override
    public void close() {
        lower();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
