package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attempt ends before Temporal gives the work to another worker, and not sooner. */
class LeaseTest {
    private static final Pipeline PIPELINE =
            new Pipeline(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1);

    @TempDir
    Path folder;

    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    private final Attempts attempts = new Attempts(timers);
    private Rig rig;
    private Temporal temporal;
    private WorkerFactory factory;

    @BeforeEach
    void start() {
        rig = new Rig(folder);
        temporal = rig.connect();
    }

    @AfterEach
    void close() {
        factory.shutdownNow();
        temporal.close();
        attempts.close();
        timers.shutdownNow();
        rig.close();
    }

    /** Starts a workflow whose first activity is this. */
    private ProvisionTenant startWith(PipelineActivities work) {
        factory = WorkerFactory.newInstance(temporal.client());
        Worker workflows = factory.newWorker(Activities.QUEUE);
        workflows.registerWorkflowImplementationFactory(ProvisionTenant.class, ProvisionTenantWorkflow::new);
        workflows.registerActivitiesImplementations(
                (SyncActivities) (jobId, turn) -> new Sync(true, true, "succeeded", 0, 0));
        factory.newWorker(Activities.PIPELINES_QUEUE).registerActivitiesImplementations(work);
        factory.start();
        ProvisionTenant workflow = temporal.client()
                .newWorkflowStub(
                        ProvisionTenant.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("leased")
                                .setTaskQueue(Activities.QUEUE)
                                .build());
        Tenant tenant = new Tenant("acme", UUID.randomUUID(), null, null, List.of(), null);
        WorkflowClient.start(workflow::provision, tenant, Timing.of(rig.environment));
        return workflow;
    }

    private static PipelineActivities doing(Supplier<Pipeline> work) {
        return new PipelineActivities() {
            @Override
            public Pipeline provision(Tenant tenant, Duration deadline) {
                return work.get();
            }

            @Override
            public void deprovision(Pipeline pipeline, boolean sharedDestination) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void attemptThatTemporalDoesNotHearOfIsInterruptedBeforeTheNextOneCanBegin() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Duration> lasted = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Long> lost = new AtomicReference<>();
        startWith(doing(() -> attempts.run(() -> {
            begun.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                lasted.set(Duration.ofNanos(System.nanoTime() - lost.get()));
                ended.countDown();
            }
            return PIPELINE;
        })));
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        Thread.sleep(3_000);

        lost.set(System.nanoTime());
        rig.temporal.close();

        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertTrue(lasted.get().compareTo(Timing.of(rig.environment).heartbeat()) < 0, lasted::toString);
        assertTrue(lasted.get().compareTo(Duration.ofSeconds(2)) > 0, lasted::toString);
    }

    @Test
    void attemptMayLastForManyTimesItsHeartbeat() throws Exception {
        AtomicInteger attempt = new AtomicInteger();
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        ProvisionTenant workflow = startWith(doing(() -> {
            attempt.set(Activity.getExecutionContext().getInfo().getAttempt());
            return attempts.run(() -> {
                try {
                    Thread.sleep(11_000);
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
                return PIPELINE;
            });
        }));

        assertEquals(
                PIPELINE,
                WorkflowStub.fromTyped(workflow)
                        .getResult(ProvisionTenant.Provisioned.class)
                        .pipeline());
        assertEquals(1, attempt.get());
        assertEquals(false, interrupted.get());
    }
}
