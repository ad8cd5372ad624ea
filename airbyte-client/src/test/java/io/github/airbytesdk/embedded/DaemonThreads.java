package io.github.airbytesdk.embedded;

import java.lang.reflect.Field;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import mockwebserver3.MockWebServer;

/**
 * Makes the threads of a MockWebServer daemons, so that a server that is never closed does not keep the process alive.
 * MockWebServer has no setting for that, so this replaces the thread factory of its private executor.
 */
final class DaemonThreads {
    private DaemonThreads() {}

    /**
     * Applies to threads that the server starts later. Does nothing if the executor cannot be reached, because MockWebServer
     * is a named module that does not open its package, or another version of it.
     */
    static void use(MockWebServer server) {
        try {
            Field backend = MockWebServer.class.getDeclaredField("taskRunnerBackend");
            if (!backend.trySetAccessible()) {
                return;
            }
            Object value = backend.get(server);
            ThreadPoolExecutor executor = (ThreadPoolExecutor)
                    value.getClass().getMethod("getExecutor").invoke(value);
            executor.setThreadFactory(daemons(executor.getThreadFactory()));
        } catch (ReflectiveOperationException e) {
            // The server works nevertheless, and ends when it is closed.
        }
    }

    private static ThreadFactory daemons(ThreadFactory threads) {
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setDaemon(true);
            return thread;
        };
    }
}
