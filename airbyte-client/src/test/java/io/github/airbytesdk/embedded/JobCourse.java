package io.github.airbytesdk.embedded;

import java.time.Duration;
import java.util.List;

/**
 * The statuses through which a job passes by itself, and how long it keeps each. It keeps the last one.
 *
 * @param waiting how long each {@code pending} or {@code queued} lasts
 * @param working how long each other status lasts
 */
record JobCourse(List<String> statuses, Duration waiting, Duration working) {
    static final JobCourse DEFAULT =
            new JobCourse(List.of("pending", "running", "succeeded"), Duration.ZERO, Duration.ofMillis(600));

    /** The status of a job, since when it has it, the elapsed part of its duration (0 to 1), and the attempts so far. */
    record Position(String status, Duration since, double progress, int attempts) {}

    JobCourse {
        statuses = List.copyOf(statuses);
        if (statuses.isEmpty()) {
            throw new IllegalArgumentException("a job needs at least one status");
        }
    }

    JobCourse withDurations(Duration newWaiting, Duration newWorking) {
        return new JobCourse(statuses, newWaiting, newWorking);
    }

    JobCourse withStatuses(List<String> newStatuses) {
        return new JobCourse(newStatuses, waiting, working);
    }

    Position at(Duration age) {
        Duration begin = Duration.ZERO;
        int failed = 0;
        for (String status : statuses.subList(0, statuses.size() - 1)) {
            Duration length = isWaiting(status) ? waiting : working;
            Duration end = begin.plus(length);
            if (age.compareTo(end) < 0) {
                return new Position(
                        status,
                        begin,
                        (double) age.minus(begin).toNanos() / length.toNanos(),
                        attempts(status, failed));
            }
            failed += status.equals("incomplete") ? 1 : 0;
            begin = end;
        }
        String last = statuses.get(statuses.size() - 1);
        return new Position(last, begin, 0, attempts(last, failed));
    }

    private static int attempts(String status, int failed) {
        return isWaiting(status) ? failed : failed + 1;
    }

    /** Returns whether no attempt of the job has started. */
    static boolean isWaiting(String status) {
        return status.equals("pending") || status.equals("queued");
    }

    static boolean isTerminal(String status) {
        return status.equals("succeeded") || status.equals("failed") || status.equals("cancelled");
    }
}
