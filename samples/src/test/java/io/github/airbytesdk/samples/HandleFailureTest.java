package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.Leftover;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.ResourceId;
import io.github.airbytesdk.provisioning.ResourceKind;
import io.github.airbytesdk.provisioning.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HandleFailureTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void failedProvisioningsLeaveNothingOnTheServer() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            HandleFailure.run(airbyte.environment(), out);

            assertEquals(
                    2,
                    lines().stream()
                            .filter("failed at    createConnection, the input must be changed"::equals)
                            .count(),
                    lines().toString());
            assertEquals(
                    2,
                    lines().stream()
                            .filter(line -> line.startsWith("rolled back  "))
                            .count());
            assertEquals(
                    2,
                    lines().stream()
                            .filter(line -> line.startsWith("deleted      "))
                            .count());
            assertTrue(airbyte.isEmpty(), airbyte.describe());
        }
    }

    /** A test of an application needs no server to construct a failure. */
    @Test
    void handlerDeletesLeftoversAndReportsPossibleOnes() {
        UUID source = UUID.randomUUID();
        AirbyteClient client = mock(AirbyteClient.class, RETURNS_DEEP_STUBS);
        when(client.sources().streamSources(any()))
                .thenAnswer(call -> Stream.of(new SourceResponse().sourceId(source)));
        ProvisioningException failure = new ProvisioningException(
                Step.CREATE_CONNECTION,
                true,
                "createConnection: no response within 15 min",
                null,
                List.of(new ResourceId(ResourceKind.DESTINATION, "7c1d")),
                List.of(new Leftover(ResourceKind.SOURCE, source.toString(), "orders", "deleteSource: 503")),
                List.of(new Leftover(ResourceKind.CONNECTION, null, "orders to warehouse", "not found")));

        HandleFailure.handle(failure, client, UUID.randomUUID(), out);

        verify(client.sources()).deleteSource(source);
        assertEquals(
                List.of(
                        "failed at    createConnection, a later run may succeed",
                        failure.getMessage(),
                        "rolled back  destination 7c1d",
                        "deleted      source " + source,
                        "to check     connection \"orders to warehouse\" (not found)"),
                lines());
    }
}
