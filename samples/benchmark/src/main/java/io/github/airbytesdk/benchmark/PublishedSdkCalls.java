package io.github.airbytesdk.benchmark;

import com.airbyte.api.Airbyte;
import com.airbyte.api.models.shared.ConnectionCreateRequest;
import com.airbyte.api.models.shared.ConnectionSchedule;
import com.airbyte.api.models.shared.ConnectionStatusEnum;
import com.airbyte.api.models.shared.ConnectionSyncModeEnum;
import com.airbyte.api.models.shared.DestinationCreateRequest;
import com.airbyte.api.models.shared.JobCreateRequest;
import com.airbyte.api.models.shared.JobTypeEnum;
import com.airbyte.api.models.shared.ScheduleTypeEnum;
import com.airbyte.api.models.shared.Security;
import com.airbyte.api.models.shared.SourceCreateRequest;
import com.airbyte.api.models.shared.StreamConfiguration;
import com.airbyte.api.models.shared.StreamConfigurations;
import com.airbyte.api.utils.HTTPClient;
import com.airbyte.api.utils.HTTPRequest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Four of the calls with {@code com.airbyte:api} 0.16.2. The fifth fails: it expects an object that contains the list of
 * streams, and Airbyte returns the list. By default it creates an HTTP client for every call; here the calls share one.
 */
final class PublishedSdkCalls implements Candidate {
    private final Airbyte airbyte;

    PublishedSdkCalls(String url) throws Exception {
        this.airbyte = Airbyte.builder()
                .setServerURL(url)
                .setClient(new SharedHttpClient())
                .setSecurity(new Security(TOKEN))
                .build();
    }

    private static final class SharedHttpClient implements HTTPClient {
        private final HttpClient http = HttpClient.newHttpClient();

        @Override
        public HttpResponse<byte[]> send(HTTPRequest request)
                throws IOException, InterruptedException, URISyntaxException {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Override
    public long provision() throws Exception {
        String workspace = CannedResponses.WORKSPACE.toString();
        String source = airbyte.sources.createSource(
                        new SourceCreateRequest(Map.of("sourceType", "faker", "count", 1000), "dev-faker", workspace))
                .sourceResponse
                .sourceId;
        String destination = airbyte.destinations.createDestination(new DestinationCreateRequest(
                        Map.of(
                                "destinationType",
                                "dev-null",
                                "test_destination",
                                Map.of("test_destination_type", "SILENT")),
                        "dev-null",
                        workspace))
                .destinationResponse
                .destinationId;
        ConnectionCreateRequest connection = new ConnectionCreateRequest(destination, source);
        connection.configurations = new StreamConfigurations();
        connection.configurations.streams =
                new StreamConfiguration[] {stream("users"), stream("products"), stream("purchases")};
        connection.schedule = new ConnectionSchedule(ScheduleTypeEnum.MANUAL);
        connection.status = ConnectionStatusEnum.ACTIVE;
        String connectionId = airbyte.connections.createConnection(connection).connectionResponse.connectionId;
        return airbyte.jobs.createJob(new JobCreateRequest(connectionId, JobTypeEnum.SYNC)).jobResponse.jobId;
    }

    private static StreamConfiguration stream(String name) {
        StreamConfiguration stream = new StreamConfiguration(name);
        stream.syncMode = ConnectionSyncModeEnum.INCREMENTAL_DEDUPED_HISTORY;
        return stream;
    }
}
