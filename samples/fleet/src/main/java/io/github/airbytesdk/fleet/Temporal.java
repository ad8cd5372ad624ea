package io.github.airbytesdk.fleet;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A connection to a Temporal service. */
final class Temporal implements AutoCloseable {
    private static final String ADDRESS = "TEMPORAL_ADDRESS";

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final Closeable service;

    private Temporal(WorkflowServiceStubs stubs, WorkflowClientOptions options, Closeable service) {
        this.stubs = stubs;
        this.client = WorkflowClient.newInstance(stubs, options);
        this.service = service;
    }

    static boolean isNamedBy(Map<String, String> environment) {
        return !environment.getOrDefault(ADDRESS, "").isBlank();
    }

    /**
     * Connects to the service that {@code TEMPORAL_*} names, by the variables of Temporal's own tools: {@code
     * TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS} and its siblings.
     */
    static Temporal connect(Map<String, String> environment) {
        if (!isNamedBy(environment)) {
            throw new IllegalStateException(
                    ADDRESS + " is not set; set it to where Temporal is, such as localhost:7233");
        }
        ClientConfigProfile profile;
        try {
            profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .setDisableFile(true)
                    .build());
        } catch (IOException e) {
            throw new IllegalStateException("the settings TEMPORAL_* cannot be used: " + e.getMessage());
        }
        return new Temporal(
                WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions()),
                profile.toWorkflowClientOptions(),
                () -> {});
    }

    /** Starts Temporal's test service in this process. It keeps everything in memory. */
    static Temporal embedded() {
        // It would skip time while nothing runs; but a sync takes real time.
        TestServer.InProcessTestServer server = TestServer.createServer(true);
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .build());
        return new Temporal(stubs, WorkflowClientOptions.getDefaultInstance(), server);
    }

    WorkflowClient client() {
        return client;
    }

    @Override
    public void close() {
        stubs.shutdownNow();
        stubs.awaitTermination(5, TimeUnit.SECONDS);
        try {
            service.close();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
