package io.github.airbytesdk.springboot;

import io.github.airbytesdk.client.AirbyteClient;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Reports whether Airbyte is reachable, as {@code airbyte} in {@code /actuator/health}. */
@Component
class AirbyteHealthIndicator extends AbstractHealthIndicator {
    private final AirbyteClient client;

    AirbyteHealthIndicator(AirbyteClient client) {
        super("Airbyte is not reachable");
        this.client = client;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        client.health().getHealthCheck();
        builder.up();
    }
}
