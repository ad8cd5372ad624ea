package io.github.airbytesdk.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** One implementation of the five calls, safe for use by many threads. */
interface Candidate {
    String TOKEN = "a-token-that-does-not-change";

    /** Provisions a pipeline and returns the job of its first sync. */
    long provision() throws Exception;

    /** Returns the HTTP client of every candidate, with a timeout that allows for a discovery. */
    static OkHttpClient http(int idleConnections) {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(idleConnections, 5, TimeUnit.MINUTES))
                .readTimeout(Duration.ofMinutes(15))
                .build();
    }
}
