package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;

import io.github.airbytesdk.client.model.ConnectionSyncMode;
import java.util.ArrayList;
import java.util.List;

/** Orders the sync modes to choose from for a stream without a {@code syncMode}. */
enum SyncModePreference {
    BEST_AVAILABLE("the default choice"),
    FULL_REFRESH_ONLY("fullRefreshOnly()"),
    APPEND_ONLY("appendOnly()");

    private final String title;

    SyncModePreference(String title) {
        this.title = title;
    }

    /** Returns the acceptable modes, most preferred first. */
    List<ConnectionSyncMode> preferred(boolean hasCursor, boolean hasPrimaryKey) {
        List<ConnectionSyncMode> modes = new ArrayList<>();
        if (this == BEST_AVAILABLE && hasCursor && hasPrimaryKey) {
            modes.add(INCREMENTAL_DEDUPED_HISTORY);
        }
        if (this != FULL_REFRESH_ONLY && hasCursor) {
            modes.add(INCREMENTAL_APPEND);
        }
        if (this != APPEND_ONLY) {
            modes.add(FULL_REFRESH_OVERWRITE);
        }
        modes.add(FULL_REFRESH_APPEND);
        return modes;
    }

    /** Returns the setting's name, for messages. */
    @Override
    public String toString() {
        return title;
    }
}
