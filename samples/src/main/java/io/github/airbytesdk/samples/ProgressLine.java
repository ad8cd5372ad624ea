package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.SyncResult;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints the progress of a sync: on a terminal in one line that is overwritten, elsewhere line by line. */
final class ProgressLine implements Consumer<SyncResult>, AutoCloseable {
    private final PrintStream err;
    private final boolean terminal;
    private boolean open;

    ProgressLine(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void accept(SyncResult progress) {
        String line = String.format(
                Locale.ROOT,
                "sync %-9s %,12d rows %,15d bytes %6d s",
                progress.status(),
                progress.rows(),
                progress.bytes(),
                progress.duration().toSeconds());
        if (terminal) {
            err.print('\r' + line);
            err.flush();
            open = true;
        } else {
            err.println(line);
        }
    }

    @Override
    public void close() {
        if (open) {
            err.println();
        }
    }
}
