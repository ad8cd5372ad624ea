package io.github.airbytesdk.benchmark;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The same five calls with the generated API classes; or four, with known streams. */
final class GeneratedCalls implements Candidate {
    private final AirbyteClient client;
    private final boolean discovers;

    GeneratedCalls(AirbyteClient client, boolean discovers) {
        this.client = client;
        this.discovers = discovers;
    }

    @Override
    public long provision() {
        JsonObject faker = new JsonObject();
        faker.addProperty("sourceType", "faker");
        faker.addProperty("count", 1000);
        UUID source = client.sources()
                .createSource(new SourceCreateRequest()
                        .name("dev-faker")
                        .workspaceId(CannedResponses.WORKSPACE)
                        .configuration(faker))
                .getSourceId();

        JsonObject silent = new JsonObject();
        silent.addProperty("test_destination_type", "SILENT");
        JsonObject devNull = new JsonObject();
        devNull.addProperty("destinationType", "dev-null");
        devNull.add("test_destination", silent);
        UUID destination = client.destinations()
                .createDestination(new DestinationCreateRequest()
                        .name("dev-null")
                        .workspaceId(CannedResponses.WORKSPACE)
                        .configuration(devNull))
                .getDestinationId();

        List<String> streams = discovers ? discovered(source, destination) : List.of("users", "products", "purchases");
        UUID connection = client.connections()
                .createConnection(new ConnectionCreateRequest()
                        .sourceId(source)
                        .destinationId(destination)
                        .configurations(configured(streams))
                        .schedule(new ConnectionSchedule().scheduleType(ScheduleType.MANUAL))
                        .status(ConnectionStatus.ACTIVE))
                .getConnectionId();

        return client.jobs()
                .createJob(new JobCreateRequest().connectionId(connection).jobType(JobType.SYNC))
                .getJobId();
    }

    private List<String> discovered(UUID source, UUID destination) {
        List<String> names = new ArrayList<>();
        for (StreamProperties stream : client.streams()
                .getStreamProperties(
                        source, query -> query.destinationId(destination).ignoreCache(true))) {
            names.add(stream.getStreamName());
        }
        return names;
    }

    private static StreamConfigurations configured(List<String> names) {
        List<StreamConfiguration> configured = new ArrayList<>();
        for (String name : names) {
            configured.add(
                    new StreamConfiguration().name(name).syncMode(ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY));
        }
        return new StreamConfigurations().streams(configured);
    }
}
