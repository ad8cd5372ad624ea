package io.github.airbytesdk.benchmark;

import io.github.airbytesdk.client.AirbyteClient;
import okhttp3.OkHttpClient;

/** The implementations that are compared. The published SDK cannot read the streams; it is compared on the other calls. */
public enum Way {
    HAND_WRITTEN,
    GENERATED,
    PROVISIONER,
    GENERATED_FOUR_CALLS,
    PUBLISHED_FOUR_CALLS;

    static final int IDLE_CONNECTIONS = 128;

    Candidate at(String url) throws Exception {
        return at(url, IDLE_CONNECTIONS);
    }

    /** @param idleConnections to keep in the connection pool; 0 for the candidate's default HTTP client */
    // Without lambdas, because they would slow down the first call of every candidate.
    Candidate at(String url, int idleConnections) throws Exception {
        return switch (this) {
            case HAND_WRITTEN ->
                new HandWrittenCalls(idleConnections == 0 ? new OkHttpClient() : Candidate.http(idleConnections), url);
            case GENERATED -> new GeneratedCalls(client(url, idleConnections), true);
            case PROVISIONER -> new OneProvision(client(url, idleConnections));
            case GENERATED_FOUR_CALLS -> new GeneratedCalls(client(url, idleConnections), false);
            case PUBLISHED_FOUR_CALLS -> new PublishedSdkCalls(url);
        };
    }

    static AirbyteClient client(String url, int idleConnections) {
        AirbyteClient.Builder client = AirbyteClient.builder().baseUrl(url).bearerToken(Candidate.TOKEN);
        if (idleConnections > 0) {
            client.httpClient(Candidate.http(idleConnections));
        }
        return client.build();
    }
}
