package io.github.airbytesdk.fleet;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How far the fleet is: one line that is written over on a terminal, and a line in ten seconds elsewhere. */
final class Progress implements AutoCloseable {
    private final int total;
    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private int running;
    private int done;
    private int failed;

    Progress(int total, PrintStream err, boolean terminal) {
        this(total, err, terminal, System::nanoTime);
    }

    Progress(int total, PrintStream err, boolean terminal, LongSupplier nanoTime) {
        this.total = total;
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    /** Begins to print. */
    @SuppressWarnings("FutureReturnValueIgnored") // It ends with the executor.
    Progress show() {
        int seconds = terminal ? 1 : 10;
        ticks.scheduleWithFixedDelay(this::print, seconds, seconds, TimeUnit.SECONDS);
        return this;
    }

    synchronized void begun() {
        running++;
    }

    synchronized void done() {
        running--;
        done++;
    }

    synchronized void failed() {
        running--;
        failed++;
    }

    synchronized int failures() {
        return failed;
    }

    /** Returns such as {@code done 120, running 380, failed 2 of 502; 4.1/s, 1 min 33 s left}. */
    synchronized String line() {
        int ended = done + failed;
        double seconds = (nanoTime.getAsLong() - startNanos) / 1e9;
        double rate = seconds > 0 ? ended / seconds : 0;
        String left = ended == 0
                ? "time left unknown"
                : text(Duration.ofSeconds(Math.round((total - ended) / rate))) + " left";
        return String.format(
                Locale.ROOT,
                "done %d, running %d, failed %d of %d; %.1f/s, %s",
                done,
                running,
                failed,
                total,
                rate,
                left);
    }

    private static String text(Duration left) {
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return (left.toMinutes() > 0 ? left.toMinutes() + " min " : "") + left.toSecondsPart() + " s";
    }

    private void print() {
        // A shorter line has to cover a longer one.
        err.print(terminal ? String.format(Locale.ROOT, "\r%-100s", line()) : line() + System.lineSeparator());
        err.flush();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        print();
        if (terminal) {
            err.println();
        }
    }
}
