package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Streams of a source, and the result of a selection on them. */
final class Offered {
    static final List<ConnectionSyncMode> ALL_MODES =
            List.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND, INCREMENTAL_APPEND, INCREMENTAL_DEDUPED_HISTORY);

    private Offered() {}

    /** A stream that supports every common mode, with fields as dotted paths, and without a cursor or key. */
    static StreamProperties stream(String name, String... fields) {
        return new StreamProperties()
                .streamName(name)
                .syncModes(ALL_MODES)
                .sourceDefinedCursorField(false)
                .propertyFields(paths(fields));
    }

    /** The stream of most tests: two levels of fields, without a cursor or key. */
    static StreamProperties users() {
        return stream("users", "id", "name", "updated_at", "address", "address.city", "address.zip", "tags");
    }

    static List<List<String>> paths(String... dotted) {
        return Arrays.stream(dotted).map(Offered::path).toList();
    }

    static List<String> path(String dotted) {
        return List.of(dotted.split("\\.", -1));
    }

    static List<SelectedFieldInfo> selected(String... dotted) {
        return Arrays.stream(dotted)
                .map(field -> new SelectedFieldInfo().fieldPath(path(field)))
                .toList();
    }

    static List<StreamConfiguration> choose(StreamSelection selection, StreamProperties... offered) {
        StreamConfigurations chosen = Objects.requireNonNull(selection.resolve(List.of(offered)));
        return Objects.requireNonNull(chosen.getStreams());
    }

    static StreamConfiguration chooseOne(StreamSelection selection, StreamProperties... offered) {
        List<StreamConfiguration> chosen = choose(selection, offered);
        if (chosen.size() != 1) {
            throw new AssertionError(chosen);
        }
        return chosen.get(0);
    }

    static String refusal(StreamSelection selection, StreamProperties... offered) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> selection.resolve(List.of(offered)))
                .getMessage());
    }
}
