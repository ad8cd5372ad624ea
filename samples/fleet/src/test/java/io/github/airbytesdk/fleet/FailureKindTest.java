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
    void followsTheFailureOfAProvisioning() {
        assertEquals(FailureKind.REFUSED, kind(Fault.problem(422, "unprocessable-entity", "no")));
        assertEquals(FailureKind.UNEXPECTED, kind(Fault.problem(500, "unexpected-problem", "bad luck")));
        assertEquals(FailureKind.OUTAGE, kind(Fault.stall(Duration.ofSeconds(5))));
        assertEquals(FailureKind.TOO_MANY_REQUESTS, kind(Fault.response(429)));
    }

    private static FailureKind kind(Fault fault) {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.builder()
                        .selfManaged(airbyte.url())
                        .clientCredentials(airbyte.clientId(), airbyte.clientSecret())
                        .defaultTimeout(Duration.ofSeconds(2))
                        .createTimeout(Duration.ofMillis(700))
                        .build()) {
            airbyte.onEvery("createSource", fault);
            PipelineProvisioner provisioner = new PipelineProvisioner(client)
                    .workspace(airbyte.workspaceId())
                    .ifExists(IfExists.REUSE)
                    .deadline(Duration.ofSeconds(3))
                    .source("s", Map.of("sourceType", "faker", "count", 1))
                    .destination("d", Map.of("destinationType", "dev-null"));
            return FailureKind.of(assertThrows(ProvisioningException.class, provisioner::provision));
        }
    }

    @Test
    void decidesWhetherAFailureIsRetried() {
        assertTrue(FailureKind.REFUSED.failure("no", 1).isNonRetryable());
        assertFalse(FailureKind.UNEXPECTED.failure("no", 4).isNonRetryable());
        assertTrue(FailureKind.UNEXPECTED.failure("no", 5).isNonRetryable());
        assertFalse(FailureKind.OUTAGE.failure("no", 99).isNonRetryable());
        ApplicationFailure slower = FailureKind.TOO_MANY_REQUESTS.failure("slow down", 99);
        assertFalse(slower.isNonRetryable());
        assertEquals(Duration.ofSeconds(30), slower.getNextRetryDelay());
        assertNull(FailureKind.OUTAGE.failure("no", 1).getNextRetryDelay());
    }
}
