package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.Fault;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
    @ParameterizedTest
    @CsvSource({
        "400, REFUSED",
        "401, REFUSED",
        "403, REFUSED",
        "422, REFUSED",
        "408, OUTAGE",
        "409, OUTAGE",
        "429, TOO_MANY_REQUESTS",
        "500, UNEXPECTED",
        "502, OUTAGE",
        "503, OUTAGE"
    })
    void followsTheStatus(int status, FailureKind kind) {
        String body = "{\"status\":" + status + ",\"title\":\"t\",\"detail\":\"d\",\"type\":\"x\"}";

        assertEquals(kind, FailureKind.of(AirbyteApiException.fromResponse("getJob", status, body)));
    }

    @Test
    @Tag("slow")
    void followsTheFailureOfAProvisioning() {
        Duration enough = Duration.ofSeconds(30);
        assertEquals(FailureKind.REFUSED, kind(Fault.problem(422, "unprocessable-entity", "no"), enough));
        assertEquals(FailureKind.UNEXPECTED, kind(Fault.problem(500, "unexpected-problem", "bad luck"), enough));
        assertEquals(FailureKind.OUTAGE, kind(Fault.stall(Duration.ofSeconds(5)), Duration.ofMillis(700)));
        assertEquals(FailureKind.TOO_MANY_REQUESTS, kind(Fault.response(429), enough));
    }

    private static FailureKind kind(Fault fault, Duration createTimeout) {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.builder()
                        .selfManaged(airbyte.url())
                        .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                        .defaultTimeout(Duration.ofSeconds(2))
                        .createTimeout(createTimeout)
                        .build()) {
            airbyte.onEvery("createSource", fault);
            PipelineProvisioner provisioner = new PipelineProvisioner(client)
                    .workspace(airbyte.workspaceId())
                    .ifExists(IfExists.REUSE)
                    .deadline(createTimeout.multipliedBy(4))
                    .source("s", Map.of("sourceType", "faker", "count", 1))
                    .destination("d", Map.of("destinationType", "dev-null"));
            return FailureKind.of(assertThrows(ProvisioningException.class, provisioner::provision));
        }
    }

    @Test
    void decidesWhetherAFailureIsRetried() {
        assertTrue(FailureKind.REFUSED.failure("no", 1).isNonRetryable());
        assertFalse(FailureKind.UNEXPECTED.failure("no", 9).isNonRetryable());
        assertTrue(FailureKind.UNEXPECTED.failure("no", 10).isNonRetryable());
        assertFalse(FailureKind.OUTAGE.failure("no", 99).isNonRetryable());
        ApplicationFailure slower = FailureKind.TOO_MANY_REQUESTS.failure("slow down", 99);
        assertFalse(slower.isNonRetryable());
        assertEquals(Duration.ofSeconds(30), slower.getNextRetryDelay());
        assertNull(FailureKind.OUTAGE.failure("no", 1).getNextRetryDelay());
    }
}
