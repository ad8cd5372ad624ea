package io.github.airbytesdk.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** One way to provision a pipeline, ready to be called again and again, by many threads. */
interface Candidate {
    String TOKEN = "a-token-that-does-not-change";

    /** Returns the first sync's job. */
    long provision() throws Exception;

    /** The same pool for all, and time enough for a discover. */
    static OkHttpClient http() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(128, 5, TimeUnit.MINUTES))
                .readTimeout(Duration.ofMinutes(15))
                .build();
    }
}
