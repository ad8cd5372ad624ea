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
    private boolean lowered;
    private boolean interrupted;

    Stop(@Nullable Duration deadline) {
        this.deadline = deadline;
        this.alarm = Alarm.after(deadline);
    }

    boolean isRaised() {
        return Thread.currentThread().isInterrupted();
    }

    /** Whether the deadline has passed. */
    boolean isOver() {
        return alarm.hasRung();
    }

    /** Why, in words for a message. */
    String reason() {
        return isOver() ? "the deadline of " + deadline + " passed" : "interrupted";
    }

    /**
     * Clears the way for the undo: the deadline does not ring any more. Only the first time, because an interrupt that
     * comes later is meant for the undo itself.
     */
    void lower() {
        if (!lowered) {
            lowered = true;
            alarm.close();
            interrupted = Thread.interrupted();
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
