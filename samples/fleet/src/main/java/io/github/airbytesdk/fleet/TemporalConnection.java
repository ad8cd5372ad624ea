package io.github.airbytesdk.fleet;

import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.util.Map;

/** A connection to a Temporal service. */
record TemporalConnection(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
    /** Connects as the environment variables of Temporal's own tools say, such as {@code TEMPORAL_NAMESPACE}. */
    static TemporalConnection connect(Map<String, String> environment) {
        if (environment.getOrDefault("TEMPORAL_ADDRESS", "").isBlank()) {
            throw new IllegalStateException(
                    "TEMPORAL_ADDRESS is not set; set it to the address of Temporal, such as localhost:7233");
        }
        try {
            ClientConfigProfile profile = ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .setDisableFile(true)
                    .build());
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
            return new TemporalConnection(stubs, WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions()));
        } catch (IOException e) {
            throw new IllegalStateException("the settings TEMPORAL_* are invalid: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
