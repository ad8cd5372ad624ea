package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.embedded.EmbeddedAirbyteBuilder;
import io.github.airbytesdk.embedded.Fault;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewestSyncsTest {
    private static UUID connection(EmbeddedAirbyte airbyte) {
        return airbyte.addConnection(
                "users to nowhere",
                airbyte.addSource("users", "faker", "{}"),
                airbyte.addDestination("nowhere", "dev-null", "{}"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newestSyncsComeFirstWithAndWithoutBeanValidation(boolean validation) {
        EmbeddedAirbyteBuilder builder = EmbeddedAirbyte.builder();
        try (EmbeddedAirbyte airbyte = (validation ? builder.beanValidation() : builder).start();
                AirbyteClient client = Pipelines.client(airbyte)) {
            UUID connection = connection(airbyte);
            UUID other = connection(airbyte);
            for (int i = 0; i < 230; i++) {
                airbyte.addJob(connection, "succeeded");
            }
            airbyte.addJob(other, "running");
            List<Long> newest =
                    LongStream.rangeClosed(131, 230).mapToObj(i -> 361 - i).toList();

            List<JobResponse> syncs = new Workspace(client, airbyte.workspaceId()).syncs(connection);

            assertEquals(newest, syncs.stream().map(JobResponse::getJobId).toList());
            assertEquals(validation ? 4 : 1, airbyte.calls("listJobs").size());
        }
    }

    @Test
    void otherRefusalsAreNotRepeatedWithoutTheOrder() {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = Pipelines.client(airbyte)) {
            UUID connection = connection(airbyte);
            Workspace workspace = new Workspace(client, airbyte.workspaceId());
            for (Fault fault : List.of(Fault.errorId(500), Fault.response(404), Fault.response(403))) {
                airbyte.clearCalls().onNext("listJobs", fault);
                assertThrows(AirbyteApiException.class, () -> workspace.syncs(connection));
                assertEquals(1, airbyte.calls("listJobs").size());
            }
        }
    }
}
