package io.github.airbytesdk.benchmark;

import com.google.gson.Gson;
import io.github.airbytesdk.client.AirbyteClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads large responses with Gson into hand-written classes, and with the client. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadBenchmark {
    @Param({"PLAIN_GSON", "CLIENT"})
    public Reader by;

    @Param("")
    public String url;

    private final Gson gson = new Gson();
    private OkHttpClient http;
    private AirbyteClient client;

    /** The reader to measure. */
    public enum Reader {
        PLAIN_GSON,
        CLIENT
    }

    @Setup
    public void connect() {
        http = Candidate.http(Way.IDLE_CONNECTIONS);
        client = AirbyteClient.builder()
                .baseUrl(url)
                .bearerToken(Candidate.TOKEN)
                .httpClient(http)
                .build();
    }

    static ReadBenchmark of(Reader by, String url) {
        ReadBenchmark benchmark = new ReadBenchmark();
        benchmark.by = by;
        benchmark.url = url;
        benchmark.connect();
        return benchmark;
    }

    /** 100 connections of 200 streams each. */
    @Benchmark
    public Object page() throws IOException {
        return page(100);
    }

    Object page(int connections) throws IOException {
        return by == Reader.CLIENT
                ? client.connections()
                        .listConnections(query -> query.workspaceIds(List.of(CannedResponses.WORKSPACE))
                                .includeDeleted(false)
                                .limit(connections)
                                .offset(0))
                : plain(
                        "/connections?workspaceIds=" + CannedResponses.WORKSPACE + "&includeDeleted=false&limit="
                                + connections + "&offset=0",
                        PlainModels.ConnectionPage.class);
    }

    private Object plain(String path, Class<?> type) throws IOException {
        Request request = new Request.Builder()
                .url(url + path)
                .header("Authorization", "Bearer " + Candidate.TOKEN)
                .build();
        try (Response response = http.newCall(request).execute()) {
            return gson.fromJson(response.body().charStream(), type);
        }
    }
}
