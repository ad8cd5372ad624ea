package io.github.airbytesdk.samples;

import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Watches a first sync until a deadline, which leaves it running, then until a second one, which cancels it. */
public final class WatchWithDeadline {
    private WatchWithDeadline() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
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
                out.println("still running at the deadline; watching it longer");
                sync = watch.cancelAtDeadline().await(pipeline.jobId(), Duration.ofMinutes(30));
            }

            out.println(sync.status() + ": " + sync.rows() + " rows, " + sync.bytes() + " bytes in "
                    + sync.duration().toSeconds() + " s");
        }
    }

    private static void print(SyncResult progress, PrintStream out) {
        out.println(progress.duration().toMillis() + " ms: " + progress.status() + ", " + progress.rows() + " rows");
    }
}
