package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.SyncProgress;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Watches a first sync to a deadline, after which it goes on, and then to another, after which it is cancelled. */
public final class WatchWithDeadline {
    private WatchWithDeadline() {}

    /** Runs it on the stand-in, or on the Airbyte that {@code AIRBYTE_*} names. */
    public static void main(String[] args) {
        run(System.getenv(), System.out);
    }

    static void run(Map<String, String> environment, PrintStream out) {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            ProvisionedPipeline pipeline =
                    airbyte.fakerToDevNull("watch-with-deadline").provision();
            SyncWatch watch = new SyncWatch(airbyte.client()).listener(progress -> print(progress, out));

            SyncResult sync = watch.await(pipeline.jobId(), Duration.ofMillis(300));
            if (!sync.isFinal()) {
                out.println("not done yet, and it goes on; watching it for longer");
                sync = watch.cancelAtDeadline().await(pipeline.jobId(), Duration.ofMinutes(30));
            }

            out.println(sync.status() + ": " + sync.rows() + " rows, " + sync.bytes() + " bytes in "
                    + sync.duration().toSeconds() + " s");
        }
    }

    private static void print(SyncProgress progress, PrintStream out) {
        out.println(progress.elapsed().toMillis() + " ms: " + progress.status() + ", " + progress.rows() + " rows");
    }
}
