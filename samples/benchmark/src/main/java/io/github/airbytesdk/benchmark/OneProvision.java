package io.github.airbytesdk.benchmark;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One call of {@link PipelineProvisioner}, which is configured each time as in an application. */
final class OneProvision implements Candidate {
    private final AirbyteClient client;

    OneProvision(AirbyteClient client) {
        this.client = client;
    }

    private PipelineProvisioner provisioner() {
        return new PipelineProvisioner(client)
                .workspace(CannedResponses.WORKSPACE)
                .source("dev-faker", Map.of("sourceType", "faker", "count", 1000))
                .destination(
                        "dev-null",
                        Map.of(
                                "destinationType",
                                "dev-null",
                                "test_destination",
                                Map.of("test_destination_type", "SILENT")));
    }

    @Override
    public long provision() {
        return provisioner().provision().jobId();
    }

    CompletableFuture<ProvisionedPipeline> provisionAsync(Executor executor) {
        return provisioner().provisionAsync(executor);
    }
}
