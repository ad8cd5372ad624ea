package io.github.airbytesdk.embeddedtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs test classes that use the extension, and looks at the servers of their tests afterwards. */
class EmbeddedAirbyteExtensionTest {
    private static final Set<EmbeddedAirbyte> SERVERS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forgetServers() {
        SERVERS.clear();
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                                .configurationParameter(
                                        "junit.jupiter.execution.parallel.config.executor-service",
                                        "WORKER_THREAD_POOL")
                                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                                .configurationParameter(
                                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static List<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> String.valueOf(failure.getException()))
                .toList();
    }

    private static void assertAllClosed() {
        for (EmbeddedAirbyte server : SERVERS) {
            int port = URI.create(server.url()).getPort();
            assertThrows(ConnectException.class, () -> connect(port).close());
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    @ExtendWith(EmbeddedAirbyteExtension.class)
    static class EachTest {
        private final EmbeddedAirbyte ofConstructor;
        private EmbeddedAirbyte prepared;

        EachTest(EmbeddedAirbyte airbyte) {
            ofConstructor = airbyte;
        }

        @BeforeEach
        void prepare(EmbeddedAirbyte airbyte) throws IOException {
            prepared = airbyte;
            connect(URI.create(airbyte.url()).getPort()).close();
            assertTrue(SERVERS.add(airbyte), "it is new");
        }

        @RepeatedTest(2)
        void inTheOuterClass(EmbeddedAirbyte airbyte) {
            assertSame(prepared, airbyte);
            assertSame(ofConstructor, airbyte);
        }

        @AfterEach
        void isStillOpen(EmbeddedAirbyte airbyte) throws IOException {
            assertSame(prepared, airbyte);
            connect(URI.create(airbyte.url()).getPort()).close();
        }

        @Nested
        class Inner {
            @Test
            void inTheInnerClass(EmbeddedAirbyte airbyte) {
                assertSame(prepared, airbyte);
            }

            @Test
            void withoutParameter() {
                assertTrue(prepared.isEmpty());
            }
        }
    }

    @Test
    void eachTestHasAServerOfItsOwnThatIsClosed() {
        TestExecutionSummary summary = run(EachTest.class);

        assertEquals(List.of(), failures(summary));
        assertEquals(4, summary.getTestsSucceededCount());
        assertEquals(4, SERVERS.size());
        assertAllClosed();
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class Concurrent {
        static final CountDownLatch BOTH = new CountDownLatch(2);

        @RegisterExtension
        static final EmbeddedAirbyteExtension AIRBYTE = new EmbeddedAirbyteExtension(() ->
                EmbeddedAirbyte.builder().clientCredentials("id", "secret").start());

        @RepeatedTest(2)
        void besideTheOther(EmbeddedAirbyte airbyte) throws InterruptedException {
            SERVERS.add(airbyte);
            assertEquals("id", airbyte.clientId());
            BOTH.countDown();
            assertTrue(BOTH.await(10, TimeUnit.SECONDS), "both run at once");
        }
    }

    @Test
    void parallelTestsHaveDifferentServers() {
        TestExecutionSummary summary = run(Concurrent.class);

        assertEquals(List.of(), failures(summary));
        assertEquals(2, SERVERS.size());
        assertAllClosed();
    }

    @ExtendWith(EmbeddedAirbyteExtension.class)
    static class SharedByAll {
        @BeforeAll
        static void prepare(EmbeddedAirbyte airbyte) {
            SERVERS.add(airbyte);
        }

        @Test
        void neverRuns() {}
    }

    @ExtendWith(EmbeddedAirbyteExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class SharedInstance {
        SharedInstance(EmbeddedAirbyte airbyte) {
            SERVERS.add(airbyte);
        }

        @Test
        void neverRuns() {}
    }

    @Test
    void parameterForAllTestsOfAClassIsRefused() {
        for (Class<?> tests : List.of(SharedByAll.class, SharedInstance.class)) {
            List<String> failures = failures(run(tests));

            assertEquals(1, failures.size());
            assertTrue(failures.get(0).contains("each test has an EmbeddedAirbyte of its own"), failures.get(0));
        }
        assertEquals(Set.of(), SERVERS);
    }
}
