package io.github.airbytesdk.benchmark;

import static io.github.airbytesdk.benchmark.Candidate.http;

/** The implementations that are compared. The published SDK cannot read the streams; it is compared on the other calls. */
public enum Way {
    HAND_WRITTEN,
    GENERATED,
    PROVISIONER,
    GENERATED_FOUR_CALLS,
    PUBLISHED_FOUR_CALLS;

    // Without lambdas, because they would slow down the first call of every candidate.
    Candidate at(String url) throws Exception {
        return switch (this) {
            case HAND_WRITTEN -> new HandWrittenCalls(http(), url);
            case GENERATED -> new GeneratedCalls(http(), url, true);
            case PROVISIONER -> new OneProvision(http(), url);
            case GENERATED_FOUR_CALLS -> new GeneratedCalls(http(), url, false);
            case PUBLISHED_FOUR_CALLS -> new PublishedSdkCalls(url);
        };
    }
}
