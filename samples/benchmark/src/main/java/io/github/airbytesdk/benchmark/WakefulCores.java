package io.github.airbytesdk.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the cores from sleeping, by one busy loop for each, which runs only while a core has nothing else to do.
 *
 * <p>Two calls on one thread wake the server and the client in turn, and a core that sleeps takes long to wake up: a quarter to a
 * third of the time of a provision, in a virtual machine. A candidate that wakes more threads of its own would even seem faster,
 * because its cores sleep less.
 */
final class WakefulCores implements AutoCloseable {
    private final List<Process> loops = new ArrayList<>();

    WakefulCores() throws IOException {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            // The scheduling policy of Linux for work that gives way to all other work.
            loops.add(new ProcessBuilder("chrt", "--idle", "0", "sh", "-c", "while :; do :; done").start());
        }
    }

    @Override
    public void close() {
        loops.forEach(Process::destroy);
    }
}
