package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An attempt ends before Temporal gives the work to another worker, and not sooner. */
@Tag("slow")
class HeartbeatInterceptorTest {
    private static final String SECRET = "canary-secret";
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);

    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2);
    private final LocalTemporal service = LocalTemporal.start();
    private final TemporalConnection temporal =
            TemporalConnection.connect(Map.of("TEMPORAL_ADDRESS", service.address()));
    private final WorkerFactory factory = WorkerFactory.newInstance(
            temporal.client(),
            WorkerFactoryOptions.newBuilder()
                    .setWorkerInterceptors(new HeartbeatInterceptor(timers))
                    .build());

    @AfterEach
    void close() {
        factory.shutdownNow();
        temporal.close();
        timers.shutdownNow();
        service.close();
    }

    /** Runs the lambda of a test. */
    @ActivityInterface
    public interface TestActivity {
        String work();
    }

    /** Runs {@link TestActivity}. */
    @WorkflowInterface
    public interface TestWorkflow {
        @WorkflowMethod
        String run();
    }

    /** With one attempt. */
    public static final class TestWorkflowImpl implements TestWorkflow {
        @Override
        public String run() {
            return Workflow.newActivityStub(
                            TestActivity.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                                    .setRetryOptions(RetryOptions.newBuilder()
                                            .setMaximumAttempts(1)
                                            .build())
                                    .build())
                    .work();
        }
    }

    private TestWorkflow startWith(Supplier<String> work) {
        Worker worker = factory.newWorker("test");
        worker.registerWorkflowImplementationTypes(TestWorkflowImpl.class);
        worker.registerActivitiesImplementations((TestActivity) work::get);
        factory.start();
        TestWorkflow workflow = temporal.client()
                .newWorkflowStub(
                        TestWorkflow.class,
                        WorkflowOptions.newBuilder().setTaskQueue("test").build());
        WorkflowClient.start(workflow::run);
        return workflow;
    }

    @Test
    void attemptEndsBeforeTheTimeoutWhenTemporalIsLost() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Long> lost = new AtomicReference<>();
        AtomicReference<Duration> lasted = new AtomicReference<>();
        startWith(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                lasted.set(Duration.ofNanos(System.nanoTime() - lost.get()));
                ended.countDown();
            }
            return "";
        });
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        Thread.sleep(3_000);

        lost.set(System.nanoTime());
        service.close();

        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertTrue(lasted.get().compareTo(HEARTBEAT_TIMEOUT) < 0, lasted::toString);
        assertTrue(lasted.get().compareTo(Duration.ofSeconds(2)) > 0, lasted::toString);
    }

    @Test
    void attemptMayLastForManyHeartbeatTimeouts() {
        AtomicInteger attempt = new AtomicInteger();
        TestWorkflow workflow = startWith(() -> {
            attempt.set(Activity.getExecutionContext().getInfo().getAttempt());
            try {
                Thread.sleep(11_000);
                return "slept";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });

        assertEquals("slept", WorkflowStub.fromTyped(workflow).getResult(String.class));
        assertEquals(1, attempt.get());
    }

    static Stream<Throwable> unexpected() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new IllegalStateException("wrapped", new RuntimeException(SECRET)),
                new AssertionError(SECRET),
                new OutOfMemoryError(SECRET));
    }

    @ParameterizedTest
    @MethodSource("unexpected")
    void failureHoldsOnlyTheClassOfAnUnexpectedError(Throwable unexpected) {
        TestWorkflow workflow = startWith(() -> {
            if (unexpected instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) unexpected;
        });

        WorkflowFailedException failure = assertThrows(
                WorkflowFailedException.class,
                () -> WorkflowStub.fromTyped(workflow).getResult(String.class));

        ActivityFailure activity = assertInstanceOf(ActivityFailure.class, failure.getCause());
        ApplicationFailure reported = assertInstanceOf(ApplicationFailure.class, activity.getCause());
        assertEquals("OUTAGE", reported.getType());
        assertEquals("an error in the worker: " + unexpected.getClass().getName(), reported.getOriginalMessage());
        String history = temporal.client()
                .fetchHistory(WorkflowStub.fromTyped(workflow).getExecution().getWorkflowId())
                .getHistory()
                .toString();
        assertFalse(history.contains(SECRET), history);
    }
}
