package io.github.airbytesdk.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * The baseline: the five calls written by hand with OkHttp and Gson for exactly this pipeline, without retries, rollback or
 * handling of lost responses, and reading only what the result needs.
 */
final class HandWrittenCalls implements Candidate {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final TypeToken<List<Stream>> STREAMS = new TypeToken<>() {};

    private final Gson gson = new Gson();
    private final OkHttpClient http;
    private final HttpUrl url;

    HandWrittenCalls(OkHttpClient http, String url) {
        this.http = http;
        this.url = HttpUrl.get(url);
    }

    static final class Create {
        String name;
        UUID workspaceId;
        JsonObject configuration;
    }

    static final class Created {
        UUID sourceId;
        String sourceType;
        UUID destinationId;
        String destinationType;
    }

    static final class Stream {
        String streamName;
        List<String> syncModes;
        String streamnamespace;
        List<String> defaultCursorField;
        boolean sourceDefinedCursorField;
        List<List<String>> sourceDefinedPrimaryKey;
        List<List<String>> propertyFields;
    }

    static final class Connection {
        UUID sourceId;
        UUID destinationId;
        Streams configurations;
        Schedule schedule;
        String status;
    }

    static final class Streams {
        List<ConfiguredStream> streams;
    }

    static final class ConfiguredStream {
        String name;
        String namespace;
        String syncMode;
    }

    static final class Schedule {
        String scheduleType;
    }

    static final class CreatedConnection {
        UUID connectionId;
        String status;
    }

    static final class Job {
        UUID connectionId;
        String jobType;
    }

    static final class StartedJob {
        long jobId;
        String status;
    }

    /** The result. */
    record Pipeline(
            Created source, Created destination, List<Stream> streams, CreatedConnection connection, StartedJob job) {}

    @Override
    public long provision() throws IOException {
        return pipeline().job().jobId;
    }

    Pipeline pipeline() throws IOException {
        JsonObject faker = new JsonObject();
        faker.addProperty("sourceType", "faker");
        faker.addProperty("count", 1000);
        Created source = post("sources", create("dev-faker", faker), Created.class);

        JsonObject silent = new JsonObject();
        silent.addProperty("test_destination_type", "SILENT");
        JsonObject devNull = new JsonObject();
        devNull.addProperty("destinationType", "dev-null");
        devNull.add("test_destination", silent);
        Created destination = post("destinations", create("dev-null", devNull), Created.class);

        List<Stream> streams = call(
                request(url.newBuilder()
                                .addPathSegment("streams")
                                .addQueryParameter("sourceId", source.sourceId.toString())
                                .addQueryParameter("destinationId", destination.destinationId.toString())
                                .addQueryParameter("ignoreCache", "true")
                                .build())
                        .build(),
                STREAMS);

        Connection connection = new Connection();
        connection.sourceId = source.sourceId;
        connection.destinationId = destination.destinationId;
        connection.configurations = configured(streams);
        connection.schedule = new Schedule();
        connection.schedule.scheduleType = "manual";
        connection.status = "active";
        CreatedConnection created = post("connections", connection, CreatedConnection.class);

        Job job = new Job();
        job.connectionId = created.connectionId;
        job.jobType = "sync";
        return new Pipeline(source, destination, streams, created, post("jobs", job, StartedJob.class));
    }

    private static Create create(String name, JsonObject configuration) {
        Create create = new Create();
        create.name = name;
        create.workspaceId = CannedResponses.WORKSPACE;
        create.configuration = configuration;
        return create;
    }

    private static Streams configured(List<Stream> discovered) {
        Streams configured = new Streams();
        configured.streams = new ArrayList<>();
        for (Stream stream : discovered) {
            ConfiguredStream one = new ConfiguredStream();
            one.name = stream.streamName;
            one.namespace = stream.streamnamespace;
            one.syncMode = stream.sourceDefinedCursorField && stream.sourceDefinedPrimaryKey != null
                    ? "incremental_deduped_history"
                    : "full_refresh_overwrite";
            configured.streams.add(one);
        }
        return configured;
    }

    private <T> T post(String path, Object body, Class<T> responseType) throws IOException {
        return call(
                request(url.newBuilder().addPathSegment(path).build())
                        .post(RequestBody.create(gson.toJson(body), JSON))
                        .build(),
                TypeToken.get(responseType));
    }

    private static Request.Builder request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Accept", "application/json");
    }

    private <T> T call(Request request, TypeToken<T> responseType) throws IOException {
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException(response.code() + ": " + response.body().string());
            }
            return gson.fromJson(response.body().charStream(), responseType);
        }
    }
}
