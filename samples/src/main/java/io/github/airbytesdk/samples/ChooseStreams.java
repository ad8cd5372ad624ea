package io.github.airbytesdk.samples;

import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Chooses what a connection syncs: which streams, in which sync mode, with which fields. A selection that does not fit the
 * discovered streams is refused before the connection is created, with all its problems in one message, and the source and
 * the destination are deleted again.
 */
public final class ChooseStreams {
    private ChooseStreams() {}

    /** Runs the sample on EmbeddedAirbyte, or on the Airbyte that the variables {@code AIRBYTE_*} name. */
    public static void main(String[] args) {
        run(System.getenv(), System.out);
    }

    static void run(Map<String, String> environment, PrintStream out) {
        try (SampleAirbyte airbyte = SampleAirbyte.open(environment, out)) {
            StreamSelection mistyped = StreamSelection.only("user", "products").stream(
                    "products", stream -> stream.selectedFields(fields("id", "colour", "updated_at")));
            try {
                airbyte.fakerToDevNull("choose-streams").streams(mistyped).provision();
            } catch (ProvisioningException e) {
                out.println(e.getMessage());
            }

            StreamSelection selection = StreamSelection.only("products").stream(
                    "users",
                    stream -> stream.syncMode(ConnectionSyncMode.INCREMENTAL_APPEND)
                            .cursorField(List.of("updated_at"))
                            .selectedFields(fields("id", "name", "updated_at")));
            ProvisionedPipeline pipeline =
                    airbyte.fakerToDevNull("choose-streams").streams(selection).provision();
            print(airbyte.client().connections().getConnection(pipeline.connectionId()), out);
        }
    }

    private static List<SelectedFieldInfo> fields(String... names) {
        return Stream.of(names)
                .map(name -> new SelectedFieldInfo().fieldPath(List.of(name)))
                .toList();
    }

    private static void print(ConnectionResponse connection, PrintStream out) {
        connection
                .getConfigurations()
                .getStreams()
                .forEach(stream -> out.println("syncs " + stream.getName() + " by " + stream.getSyncMode()));
    }
}
