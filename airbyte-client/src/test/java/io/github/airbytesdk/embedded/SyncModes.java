package io.github.airbytesdk.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sync modes of the public API. Each combines a way to read with a way to write. */
final class SyncModes {
    static final String OVERWRITE = "full_refresh_overwrite";
    static final String OVERWRITE_DEDUPED = "full_refresh_overwrite_deduped";
    static final String INCREMENTAL_DEDUPED = "incremental_deduped_history";

    static final Set<String> ALL = Set.of(
            OVERWRITE,
            OVERWRITE_DEDUPED,
            "full_refresh_append",
            "full_refresh_update",
            "full_refresh_soft_delete",
            "incremental_append",
            INCREMENTAL_DEDUPED,
            "incremental_update",
            "incremental_soft_delete");

    /** The modes whose cursor the server checks. */
    static final Set<String> WITH_CURSOR = Set.of("incremental_append", INCREMENTAL_DEDUPED);

    /** The modes whose primary key the server checks. */
    static final Set<String> WITH_PRIMARY_KEY =
            Set.of(INCREMENTAL_DEDUPED, "full_refresh_update", "incremental_update");

    /** The modes in which a selection of fields has to include the primary key. */
    static final Set<String> SELECTING_PRIMARY_KEY =
            Set.of(INCREMENTAL_DEDUPED, OVERWRITE_DEDUPED, "full_refresh_update", "incremental_update");

    /** The modes in which the primary key of a request is ignored. */
    static final Set<String> IGNORING_PRIMARY_KEY = Set.of(OVERWRITE, "full_refresh_append");

    private static final Map<String, String> FULL_REFRESH = Map.of(
            "overwrite", OVERWRITE,
            "append", "full_refresh_append",
            "overwrite_dedup", OVERWRITE_DEDUPED,
            "update", "full_refresh_update",
            "soft_delete", "full_refresh_soft_delete");

    private static final Map<String, String> INCREMENTAL = Map.of(
            "append", "incremental_append",
            "append_dedup", INCREMENTAL_DEDUPED,
            "update", "incremental_update",
            "soft_delete", "incremental_soft_delete");

    private SyncModes() {}

    static boolean isIncremental(String mode) {
        return mode.startsWith("incremental");
    }

    /** Returns the modes that a stream and a destination have in common. */
    static List<String> of(SourceStream stream, ConnectorDefinition destination) {
        List<String> modes = new ArrayList<>();
        for (String write : destination.syncModes()) {
            if (FULL_REFRESH.containsKey(write)) {
                modes.add(FULL_REFRESH.get(write));
            }
        }
        for (String write : destination.syncModes()) {
            if (stream.incremental() && INCREMENTAL.containsKey(write)) {
                modes.add(INCREMENTAL.get(write));
            }
        }
        return modes;
    }
}
