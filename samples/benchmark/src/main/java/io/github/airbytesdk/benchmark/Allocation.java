package io.github.airbytesdk.benchmark;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Measures what a task allocates on the calling thread. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Returns the average number of bytes per call after warming up. */
    static long bytes(int times, Callable<?> work) throws Exception {
        for (int i = 0; i < times; i++) {
            work.call();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            work.call();
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / times;
    }
}
