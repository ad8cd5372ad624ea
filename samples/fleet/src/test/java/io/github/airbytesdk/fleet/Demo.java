package io.github.airbytesdk.fleet;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.util.HashMap;
import java.util.Map;

/** Runs a fleet in this process, on an embedded Airbyte and on Temporal's test service: {@code mvn -q -Pfleet}. */
public final class Demo {
    private Demo() {}

    /** Provisions the tenants of a file, by default those of {@code tenants.yaml}. */
    public static void main(String[] args) {
        int status;
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                LocalTemporal service = LocalTemporal.start()) {
            System.err.println("embedded Airbyte at " + airbyte.url() + "; it moves no data");
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(airbyte.environment());
            environment.put("TEMPORAL_ADDRESS", service.address());
            environment.putIfAbsent("FLEET_SYNC_POLL", "PT1S");
            try (TemporalConnection temporal = TemporalConnection.connect(environment);
                    FleetWorker worker = FleetWorker.start(temporal.client(), environment)) {
                status = new Fleet(environment, System.out, System.err)
                        .run("submit", args.length == 0 ? "samples/fleet/tenants.yaml" : args[0]);
            }
        }
        System.exit(status);
    }
}
