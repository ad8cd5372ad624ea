package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt, a cancelled future and a deadline end a blocked call within a second, and are followed by the rollback. */
@Tag("slow")
@Isolated("measures time, and counts threads")
class InterruptionTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    private static final Fault BLOCKED = Fault.stall(Duration.ofSeconds(30));
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** Threads that OkHttp, EmbeddedAirbyte and JUnit share among all tests. */
    private static final Pattern SHARED = Pattern.compile(
            "(OkHttp|Okio|MockWebServer|EmbeddedAirbyte|ForkJoinPool|junit|Common-Cleaner|process reaper).*");

    /** A provisioning on a thread of its own, and its result. */
    private static final class Running {
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        volatile boolean flagged;
        final Thread thread;

        Running(PipelineProvisioner provisioner) {
            thread = new Thread(() -> {
                try {
                    provisioner.provision();
                } catch (ProvisioningException e) {
                    failure.set(e);
                } finally {
                    flagged = Thread.currentThread().isInterrupted();
                }
            });
            thread.start();
        }

        /** Interrupts it once a call has reached the server. */
        Running interruptedAt(Fixture fixture, String operation) {
            Fixture.await(() -> !fixture.airbyte.calls(operation).isEmpty());
            thread.interrupt();
            return this;
        }

        ProvisioningException failureWithin(Duration time) throws InterruptedException {
            thread.join(time.toMillis());
            assertFalse(thread.isAlive(), () -> "still at " + List.of(thread.getStackTrace()));
            return assertInstanceOf(ProvisioningException.class, failure.get());
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void interruptEndsABlockedCallAndRollsBack(Step step) throws Exception {
        fixture.airbyte.onNext(Operation.of(step), BLOCKED);
        Running running = new Running(fixture.provisioner()).interruptedAt(fixture, Operation.of(step));
        ProvisioningException failure = running.failureWithin(AT_ONCE);

        assertEquals(step, failure.step());
        assertTrue(running.flagged, "the thread stays interrupted");
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
        fixture.assertEachCreateSentOnce();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void interruptAfterTheCreateReportsWhatMayExist(Step step) throws Exception {
        fixture.airbyte.onNext(Operation.of(step), BLOCKED.afterActing());
        Running running = new Running(fixture.provisioner());
        Fixture.await(() -> fixture.airbyte.calls(Operation.of(step)).stream().anyMatch(call -> call.acted()));
        ProvisioningException failure =
                running.interruptedAt(fixture, Operation.of(step)).failureWithin(AT_ONCE);

        fixture.assertHonest(failure);
        boolean lostAnEnd = step == Step.CREATE_SOURCE || step == Step.CREATE_DESTINATION;
        assertEquals(lostAnEnd ? 1 : 0, failure.possibleLeftovers().size(), failure::getMessage);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void deadlineEndsABlockedCallAndLeavesNoInterrupt(Step step) throws Exception {
        fixture.airbyte.onNext(Operation.of(step), BLOCKED);
        // The time runs out at this step and not before.
        Duration deadline = Duration.ofMillis(1500);
        Running running = new Running(fixture.provisioner().deadline(deadline));
        ProvisioningException failure = running.failureWithin(deadline.plus(AT_ONCE));

        assertEquals(step, failure.step());
        assertFalse(running.flagged, "this thread was not interrupted");
        assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
    }

    @Test
    void interruptBeforeTheDeadlineIsKept() throws Exception {
        fixture.airbyte.onNext("createSource", BLOCKED);
        Running running = new Running(fixture.provisioner().deadline(Duration.ofSeconds(60)))
                .interruptedAt(fixture, "createSource");

        running.failureWithin(AT_ONCE);
        assertTrue(running.flagged);
    }

    @Test
    void interruptedThreadStartsNothing() {
        Thread.currentThread().interrupt();
        ProvisioningException failure = Fixture.failureOf(fixture.provisioner());

        assertTrue(Thread.interrupted(), "the flag is restored");
        assertEquals("createSource: not started, interrupted", failure.getMessage());
        assertEquals(List.of(), fixture.airbyte.calls());
    }

    @Test
    void interruptAfterTheLastStepChangesNothing() {
        StepListener listener = new StepListener() {
            @Override
            public void finished(Step step, String result, Duration took) {
                if (step == Step.TRIGGER_FIRST_SYNC) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ProvisionedPipeline pipeline = fixture.provisioner().listener(listener).provision();

        assertTrue(Thread.interrupted(), "the flag is kept");
        fixture.assertProvisioned(pipeline);
    }

    @Test
    void secondInterruptEndsTheRollbackAndListsTheRest() throws Exception {
        fixture.airbyte.onNext("createJob", BLOCKED);
        fixture.airbyte.onNext("deleteConnection", BLOCKED);
        Running running = new Running(fixture.provisioner()).interruptedAt(fixture, "createJob");
        ProvisioningException failure =
                running.interruptedAt(fixture, "deleteConnection").failureWithin(AT_ONCE);

        assertTrue(running.flagged);
        assertEquals(
                List.of(ResourceKind.DESTINATION, ResourceKind.SOURCE),
                kinds(failure.leftovers()),
                failure::getMessage);
        assertEquals(
                List.of(ResourceKind.CONNECTION),
                kinds(failure.possibleLeftovers().stream()
                        .filter(leftover -> leftover.kind() != ResourceKind.JOB)
                        .toList()),
                failure::getMessage);
        fixture.assertHonest(failure);
    }

    @Test
    void secondInterruptEndsTheSearchAndTheRollback() throws Exception {
        fixture.airbyte.onNext("createDestination", BLOCKED.afterActing());
        fixture.airbyte.onNext("listDestinations", BLOCKED);
        Running running = new Running(fixture.provisioner()).interruptedAt(fixture, "createDestination");
        ProvisioningException failure =
                running.interruptedAt(fixture, "listDestinations").failureWithin(AT_ONCE);

        assertTrue(running.flagged);
        assertEquals(List.of(ResourceKind.SOURCE), kinds(failure.leftovers()), failure::getMessage);
        assertEquals(List.of(ResourceKind.DESTINATION), kinds(failure.possibleLeftovers()), failure::getMessage);
        assertEquals(List.of(), fixture.airbyte.calls("deleteSource"));
        fixture.assertHonest(failure);
    }

    private static List<ResourceKind> kinds(List<Leftover> leftovers) {
        return leftovers.stream().map(Leftover::kind).toList();
    }

    @Test
    void cancelledFutureRollsBackAndNotifiesTheListener() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Failures failures = new Failures();
            fixture.airbyte.onNext("createJob", BLOCKED);
            CompletableFuture<ProvisionedPipeline> future =
                    fixture.provisioner().listener(failures).provisionAsync(executor);
            Fixture.await(() -> !fixture.airbyte.calls("createJob").isEmpty());

            assertTrue(future.cancel(true));
            assertFalse(executor.submit(Thread::interrupted).get(1, TimeUnit.SECONDS), "the thread is as it was");
            assertNotNull(failures.received.get());
            assertEquals(3, failures.received.get().rolledBack().size());
            assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void futureThatTimesOutEndsTheProvisioning() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Failures failures = new Failures();
            fixture.airbyte.onNext("createConnection", BLOCKED);
            CompletableFuture<ProvisionedPipeline> future = fixture.provisioner()
                    .listener(failures)
                    .provisionAsync(executor)
                    .orTimeout(1500, TimeUnit.MILLISECONDS);

            CompletionException over = assertThrows(CompletionException.class, future::join);
            assertInstanceOf(TimeoutException.class, over.getCause());
            assertFalse(executor.submit(Thread::interrupted).get(1, TimeUnit.SECONDS), "the thread is as it was");
            assertNotNull(failures.received.get());
            assertTrue(fixture.airbyte.isEmpty(), fixture.airbyte::describe);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void futureCancelledBeforeItsStartNeverRuns() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch busy = new CountDownLatch(1);
            Future<Boolean> blocker = executor.submit(() -> busy.await(10, TimeUnit.SECONDS));
            CompletableFuture<ProvisionedPipeline> future =
                    fixture.provisioner().provisionAsync(executor);

            assertTrue(future.cancel(false));
            busy.countDown();
            assertTrue(blocker.get(1, TimeUnit.SECONDS));
            assertFalse(
                    executor.submit(Thread::interrupted).get(1, TimeUnit.SECONDS), "after the cancelled task's turn");
            assertEquals(List.of(), fixture.airbyte.calls());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void errorOfAListenerIsIgnored() {
        StepListener listener = new StepListener() {
            @Override
            public void finished(Step step, String result, Duration took) {
                throw new AssertionError("a listener's own bug");
            }
        };

        fixture.assertProvisioned(fixture.provisioner().listener(listener).provision());
    }

    @Test
    void noThreadOutlivesItsCall() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        fixture.airbyte.onNext("createJob", BLOCKED);
        new Running(fixture.provisioner().deadline(Duration.ofSeconds(60)))
                .interruptedAt(fixture, "createJob")
                .failureWithin(AT_ONCE);

        // The thread for the deadline ends by itself just after the call.
        Fixture.pause(Duration.ofMillis(200));
        Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !SHARED.matcher(name).matches())
                .collect(Collectors.toSet());
        assertEquals(Set.of(), left);
    }

    /** Keeps the failure that it receives. */
    private static final class Failures implements StepListener {
        final AtomicReference<ProvisioningException> received = new AtomicReference<>();

        @Override
        public void failed(ProvisioningException failure) {
            assertNull(received.getAndSet(failure), "notified once");
        }
    }
}
