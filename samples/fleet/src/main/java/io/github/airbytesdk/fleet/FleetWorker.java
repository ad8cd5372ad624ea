package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteClient;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A worker: it runs the tenants' workflows, and a limited number of activities at a time. */
record FleetWorker(ScheduledExecutorService timers, AirbyteClient airbyte, WorkerFactory factory)
        implements AutoCloseable {
    /** Airbyte serves its API with five threads by default, and each source that is discovered occupies one. */
    private static final int IN_FLIGHT = 4;

    /** Together shorter than the 30 seconds that Kubernetes grants a pod. */
    private static final long GRACE_SECONDS = 20;

    private static final long INTERRUPTED_SECONDS = 5;

    /** Starts a worker; {@code FLEET_IN_FLIGHT} limits the provisions that it has in flight. */
    static FleetWorker start(WorkflowClient temporal, Map<String, String> environment) {
        int inFlight = inFlight(environment);
        AirbyteClient airbyte = AirbyteClient.builder().environment(environment).build();
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(2 * inFlight + 1, runnable -> {
            Thread thread = new Thread(runnable, "heartbeats");
            thread.setDaemon(true);
            return thread;
        });
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new HeartbeatInterceptor(timers))
                        .build());
        AirbyteActivitiesImpl activities = new AirbyteActivitiesImpl(airbyte, environment);
        WorkerOptions options = WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(inFlight)
                .build();
        Worker workflows = factory.newWorker(ActivityStubs.QUEUE, options);
        workflows.registerWorkflowImplementationTypes(
                ProvisionTenantWorkflowImpl.class, DeprovisionTenantWorkflowImpl.class);
        workflows.registerActivitiesImplementations(activities);
        factory.newWorker(ActivityStubs.PIPELINES_QUEUE, options).registerActivitiesImplementations(activities);
        factory.start();
        return new FleetWorker(timers, airbyte, factory);
    }

    private static int inFlight(Map<String, String> environment) {
        String text = environment.getOrDefault("FLEET_IN_FLIGHT", "").strip();
        if (!text.matches("|[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "FLEET_IN_FLIGHT is \"" + text + "\"; set it to a number from 1 to 9999");
        }
        return text.isEmpty() ? IN_FLIGHT : Integer.parseInt(text);
    }

    /** Stops taking work and lets activities finish for 20 seconds; the rest is interrupted, and another worker resumes it. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        factory.shutdownNow();
        factory.awaitTermination(INTERRUPTED_SECONDS, TimeUnit.SECONDS);
        airbyte.close();
        timers.shutdownNow();
    }
}
