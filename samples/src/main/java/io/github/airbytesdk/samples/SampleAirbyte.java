package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The Airbyte that a sample runs on: the one that the variables {@code AIRBYTE_*} name, or {@code EmbeddedAirbyte}. */
final class SampleAirbyte implements AutoCloseable {
    private static final String WORKSPACE_VARIABLE = "AIRBYTE_WORKSPACE_ID";

    private final Map<String, String> environment;
    private final AirbyteClient client;
    private final AutoCloseable server;

    private SampleAirbyte(Map<String, String> environment, AutoCloseable server) {
        this.environment = environment;
        this.client = AirbyteClient.fromEnv(environment);
        this.server = server;
    }

    /** Opens the Airbyte that the environment names. */
    static SampleAirbyte open(Map<String, String> environment, PrintStream log) {
        return open(environment, null, log);
    }

    /**
     * Opens the Airbyte that the environment names.
     *
     * @param workspaceId the workspace to use instead of the environment's, or null
     */
    static SampleAirbyte open(Map<String, String> environment, String workspaceId, PrintStream log) {
        boolean configured = environment.keySet().stream().anyMatch(name -> name.startsWith("AIRBYTE_"));
        Map<String, String> settings = new HashMap<>(environment);
        AutoCloseable server = () -> {};
        if (!configured) {
            EmbeddedAirbyte embedded = embedded(workspaceId);
            log.println("EmbeddedAirbyte at " + embedded.url() + "; it moves no data");
            settings.putAll(embedded.environment());
            server = embedded;
        }
        if (workspaceId != null) {
            settings.put(WORKSPACE_VARIABLE, workspaceId);
        }
        if (settings.getOrDefault(WORKSPACE_VARIABLE, "").isBlank()) {
            throw new IllegalStateException(WORKSPACE_VARIABLE + " is not set; set it to the id of the workspace");
        }
        return new SampleAirbyte(settings, server);
    }

    private static EmbeddedAirbyte embedded(String workspaceId) {
        EmbeddedAirbyteBuilder embedded = EmbeddedAirbyte.builder();
        return (workspaceId == null ? embedded : embedded.workspaceId(UUID.fromString(workspaceId))).start();
    }

    AirbyteClient client() {
        return client;
    }

    /** Returns the workspace id as text; the provisioner checks it. */
    String workspaceId() {
        return environment.get(WORKSPACE_VARIABLE);
    }

    /** Returns the variables with which another process uses the same Airbyte. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Returns a provisioner for a pipeline of generated data to a destination that discards it; it needs no account. */
    PipelineProvisioner fakerToDevNull(String name) {
        return new PipelineProvisioner(client)
                .workspace(workspaceId())
                .source(name, Map.of("sourceType", "faker", "count", 1000))
                .destination(
                        name,
                        Map.of(
                                "destinationType",
                                "dev-null",
                                "test_destination",
                                Map.of("test_destination_type", "SILENT")));
    }

    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
