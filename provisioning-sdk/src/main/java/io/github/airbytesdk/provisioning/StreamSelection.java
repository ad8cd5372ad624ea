package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionSyncModeEnum;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which of a source's streams a connection syncs, and how. Immutable. */
public final class StreamSelection {
    private static final StreamSelection ALL = new StreamSelection(true);
    private static final StreamSelection AIRBYTE_DEFAULT = new StreamSelection(false);

    private final boolean explicit;

    private StreamSelection(boolean explicit) {
        this.explicit = explicit;
    }

    /**
     * Every stream that the source offers. This is the default.
     *
     * <p>Each is synced incrementally where the source defines a cursor or a default one, deduplicated where it defines a
     * primary key as well; else by full refresh that overwrites, where the source and the destination can do that; else by
     * full refresh that appends. Overwriting replaces tables of the same name in the destination.
     */
    public static StreamSelection all() {
        return ALL;
    }

    /**
     * Sends no streams and leaves the choice to the server. For a source of several streams that suggests none, Airbyte
     * then creates a connection that syncs nothing.
     */
    public static StreamSelection airbyteDefault() {
        return AIRBYTE_DEFAULT;
    }

    /** Returns what to send, or null for nothing. */
    @Nullable
    StreamConfigurations choose(List<StreamProperties> discovered) {
        if (!explicit) {
            return null;
        }
        List<StreamConfiguration> streams = new ArrayList<>();
        for (StreamProperties stream : discovered) {
            streams.add(new StreamConfiguration()
                    .name(Objects.requireNonNull(stream.getStreamName()))
                    .namespace(stream.getStreamnamespace())
                    .syncMode(bestMode(stream)));
        }
        return new StreamConfigurations().streams(streams);
    }

    /** Returns null where the server does not say what the pair can do; it then decides by its own default. */
    private static @Nullable ConnectionSyncModeEnum bestMode(StreamProperties stream) {
        List<ConnectionSyncModeEnum> modes = stream.getSyncModes() == null ? List.of() : stream.getSyncModes();
        boolean cursor =
                Boolean.TRUE.equals(stream.getSourceDefinedCursorField()) || isGiven(stream.getDefaultCursorField());
        List<ConnectionSyncModeEnum> preferred = new ArrayList<>();
        if (cursor && isGiven(stream.getSourceDefinedPrimaryKey())) {
            preferred.add(ConnectionSyncModeEnum.INCREMENTAL_DEDUPED_HISTORY);
        }
        if (cursor) {
            preferred.add(ConnectionSyncModeEnum.INCREMENTAL_APPEND);
        }
        preferred.add(ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE);
        preferred.add(ConnectionSyncModeEnum.FULL_REFRESH_APPEND);
        return preferred.stream().filter(modes::contains).findFirst().orElse(null);
    }

    private static boolean isGiven(@Nullable List<?> list) {
        return list != null && !list.isEmpty();
    }
}
