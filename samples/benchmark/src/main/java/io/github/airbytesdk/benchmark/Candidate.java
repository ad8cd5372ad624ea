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

    /** The same connection pool for every candidate, and timeouts that allow for a discovery. */
    static OkHttpClient http() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(128, 5, TimeUnit.MINUTES))
                .readTimeout(Duration.ofMinutes(15))
                .build();
    }
}
