package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteClient;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** A worker: it runs the tenants' workflows, and a bounded number of provisions and watches at a time. */
final class FleetWorker implements AutoCloseable {
    /** Airbyte serves its API with five threads by default, and each source that is discovered keeps one busy. */
    static final int IN_FLIGHT = 4;

    /** A watch is one request in up to thirty seconds, and a thread that sleeps. */
    private static final int WATCHED = 100;

    private static final int WORKFLOWS = 8;
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ScheduledExecutorService timers;
    private final Attempts attempts;
    private final AirbyteClient airbyte;
    private final WorkerFactory factory;
    private final InFlight inFlight;

    private FleetWorker(
            ScheduledExecutorService timers,
            Attempts attempts,
            AirbyteClient airbyte,
            WorkerFactory factory,
            InFlight inFlight) {
        this.timers = timers;
        this.attempts = attempts;
        this.airbyte = airbyte;
        this.factory = factory;
        this.inFlight = inFlight;
    }

    /** Starts one; {@code FLEET_IN_FLIGHT} and {@code FLEET_WATCHED} bound it. */
    static FleetWorker start(WorkflowClient temporal, Map<String, String> environment) {
        int bound = bound(environment, "FLEET_IN_FLIGHT", IN_FLIGHT);
        int watched = bound(environment, "FLEET_WATCHED", WATCHED);
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "timers");
            thread.setDaemon(true);
            return thread;
        });
        Attempts attempts = new Attempts(timers);
        InFlight inFlight = new InFlight(bound, timers);
        OkHttpClient http = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> slowedDown(chain, inFlight))
                .build();
        AirbyteClient airbyte = AirbyteClient.builder()
                .environment(environment)
                .httpClient(http)
                .build();
        WorkerFactory factory = WorkerFactory.newInstance(
                temporal,
                // Nothing is kept between a workflow's few tasks: a worker's memory does not grow with the fleet.
                WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
        Worker workflows = factory.newWorker(
                Activities.QUEUE,
                WorkerOptions.newBuilder()
                        .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOWS)
                        .setMaxConcurrentActivityExecutionSize(watched)
                        // A killed worker's workflows would wait for it.
                        .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
                        .build());
        workflows.registerWorkflowImplementationFactory(ProvisionTenant.class, ProvisionTenantWorkflow::new);
        workflows.registerWorkflowImplementationFactory(DeprovisionTenant.class, DeprovisionTenantWorkflow::new);
        workflows.registerActivitiesImplementations(new SyncWork(airbyte, attempts));
        Worker pipelines = factory.newWorker(
                Activities.PIPELINES_QUEUE,
                WorkerOptions.newBuilder()
                        .setWorkerTuner(new CompositeTuner(
                                new FixedSizeSlotSupplier<>(2),
                                inFlight,
                                new FixedSizeSlotSupplier<>(1),
                                new FixedSizeSlotSupplier<>(1)))
                        .build());
        pipelines.registerActivitiesImplementations(new PipelineWork(airbyte, new References(environment), attempts));
        factory.start();
        return new FleetWorker(timers, attempts, airbyte, factory, inFlight);
    }

    private static Response slowedDown(Interceptor.Chain chain, InFlight inFlight) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.code() == 429) {
            inFlight.tooManyRequests(seconds(response.header("Retry-After")));
        }
        return response;
    }

    private static Duration seconds(String retryAfter) {
        try {
            return retryAfter == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        } catch (NumberFormatException aDate) {
            return Duration.ofSeconds(30);
        }
    }

    private static int bound(Map<String, String> environment, String variable, int otherwise) {
        String text = environment.getOrDefault(variable, "").strip();
        try {
            int bound = text.isEmpty() ? otherwise : Integer.parseInt(text);
            if (bound > 0) {
                return bound;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(variable + " is \"" + text + "\"; it has to be a number from 1 on");
    }

    InFlight inFlight() {
        return inFlight;
    }

    /** Interrupts what is in flight; Temporal gives it to another worker, which goes on from what exists. */
    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        airbyte.close();
        attempts.close();
        timers.shutdownNow();
    }
}
