package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.configuration.JsonConfiguration;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.StepListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Provisions a source and a connection for each of many tenants from one template; they share one destination.
 *
 * <p>The recipe for many pipelines: a fixed pool is the limit of what is in flight; a listener per tenant reports progress, on
 * the threads of the pool; the results are read in the order of the tenants; and a tenant that fails is a result like the
 * others. For thousands of tenants that have to survive a crash of the process, see {@code samples/fleet}.
 */
public final class ManyTenants {
    private static final List<String> TENANTS = List.of("acme", "globex", "initech", "umbrella", "hooli", "vandelay");

    /** A self-managed Airbyte serves its API with five threads by default, and a discovery occupies one of them. */
    private static final int AT_A_TIME = 4;

    /** The server does not know this connector by name. The provisioner looks its definition up; a plain call names it. */
    private static final UUID DEV_NULL = UUID.fromString("a7bcc9d8-13b3-4e49-b80d-d020b90045e3");

    private ManyTenants() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
    public static void main(String[] args) {
        run(System.getenv(), System.out);
    }

    static void run(Map<String, String> environment, PrintStream out) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            UUID warehouse = createWarehouse(airbyte);
            PipelineProvisioner template = new PipelineProvisioner(airbyte.client())
                    .workspace(airbyte.workspaceId())
                    .useDestination(warehouse)
                    .ifExists(IfExists.REUSE);

            Map<String, CompletableFuture<ProvisionedPipeline>> started = new LinkedHashMap<>();
            for (String tenant : TENANTS) {
                started.put(
                        tenant,
                        template.source("orders-of-" + tenant, Map.of("sourceType", "faker", "count", 1000))
                                .customizeConnection(request -> request.prefix(tenant + "_"))
                                .listener(progress(tenant, out))
                                .provisionAsync(threads));
            }

            out.println("warehouse " + warehouse);
            started.forEach((tenant, pipeline) -> out.printf("%-10s %s%n", tenant, outcome(pipeline)));
        } finally {
            threads.shutdown();
        }
    }

    /** An application would read the id of its warehouse from its configuration. */
    private static UUID createWarehouse(SampleAirbyte airbyte) {
        return airbyte.client()
                .destinations()
                .createDestination(new DestinationCreateRequest()
                        .workspaceId(UUID.fromString(airbyte.workspaceId()))
                        .name("warehouse")
                        .definitionId(DEV_NULL)
                        .configuration(JsonConfiguration.of(
                                Map.of("test_destination", Map.of("test_destination_type", "SILENT")))))
                .getDestinationId();
    }

    /** Called on the threads of the pool; a {@code PrintStream} is safe for use by many threads. */
    private static StepListener progress(String tenant, PrintStream out) {
        return new StepListener() {
            @Override
            public void finished(Step step, String result, Duration took) {
                out.printf("%-10s %s took %d ms%n", tenant, step.stepId(), took.toMillis());
            }
        };
    }

    /** A tenant that failed does not stop the others. */
    private static String outcome(CompletableFuture<ProvisionedPipeline> pipeline) {
        try {
            return "connection " + pipeline.join().connectionId();
        } catch (CompletionException e) {
            return "failed: " + e.getCause().getMessage();
        }
    }
}
