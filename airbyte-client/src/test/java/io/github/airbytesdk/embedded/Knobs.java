package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a test can change while the server runs, from any thread. */
final class Knobs {
    volatile Duration latency = Duration.ZERO;
    volatile JobCourse jobCourse = JobCourse.DEFAULT;
    volatile Duration discoverDelay = Duration.ZERO;
    volatile @Nullable String discoverFailure;
    volatile boolean checksRunnable = true;
    volatile List<JobFailure> jobFailures = List.of();

    /** The messages of failing connection checks, by image. */
    final Map<String, String> checkFailures = new ConcurrentHashMap<>();

    final Map<String, List<SourceStream>> streams = new ConcurrentHashMap<>();

    private final List<Rewrite> rewrites = new CopyOnWriteArrayList<>();

    /** A change of responses; {@code operation} is null for all operations. */
    private record Rewrite(@Nullable String operation, Function<JsonElement, JsonElement> change) {}

    void rewrite(@Nullable String operation, Function<JsonElement, JsonElement> change) {
        rewrites.add(new Rewrite(operation, change));
    }

    void stopRewriting() {
        rewrites.clear();
    }

    Reply rewritten(String operation, Reply reply) {
        JsonElement body = reply.json();
        if (body == null || !reply.isSuccess() || rewrites.isEmpty()) {
            return reply;
        }
        for (Rewrite rewrite : rewrites) {
            if (rewrite.operation == null || rewrite.operation.equals(operation)) {
                body = rewrite.change.apply(body);
            }
        }
        return Reply.json(reply.status(), body);
    }
}
