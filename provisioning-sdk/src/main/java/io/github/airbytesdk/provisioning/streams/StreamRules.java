package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE_DEDUPED;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.FULL_REFRESH_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_SOFT_DELETE;
import static io.github.airbytesdk.client.model.ConnectionSyncModeEnum.INCREMENTAL_UPDATE;

import io.github.airbytesdk.client.model.ConnectionSyncModeEnum;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is sent for one stream, and checks it as Airbyte will. What {@code GET /streams} does not tell is left to
 * Airbyte. Used once.
 */
final class StreamRules {
    private static final Set<ConnectionSyncModeEnum> NEED_CURSOR =
            Set.of(INCREMENTAL_APPEND, INCREMENTAL_DEDUPED_HISTORY);
    private static final Set<ConnectionSyncModeEnum> USE_CURSOR =
            Set.of(INCREMENTAL_APPEND, INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, INCREMENTAL_SOFT_DELETE);
    private static final Set<ConnectionSyncModeEnum> NEED_KEY =
            Set.of(INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, FULL_REFRESH_UPDATE);
    private static final Set<ConnectionSyncModeEnum> SELECT_KEY = Set.of(
            INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, FULL_REFRESH_UPDATE, FULL_REFRESH_OVERWRITE_DEDUPED);

    /** Never listed, or never checked. */
    private static final Set<ConnectionSyncModeEnum> LEFT_TO_AIRBYTE =
            Set.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_OVERWRITE_DEDUPED);

    private final StreamName name;
    private final StreamProperties stream;
    private final List<String> problems;

    /** The modes that source and destination support together; null where that is not known. */
    private final @Nullable List<ConnectionSyncModeEnum> supported;

    private final boolean sourceDefinesCursor;
    private final List<String> sourceCursor;
    private final List<List<String>> sourceKey;
    private @Nullable StreamFields fields;

    /** @param problems to add to */
    StreamRules(StreamName name, StreamProperties stream, List<String> problems) {
        this.name = name;
        this.stream = stream;
        this.problems = problems;
        this.supported = stream.getSyncModes() == null
                ? null
                : stream.getSyncModes().stream()
                        .filter(mode -> mode != null && mode != ConnectionSyncModeEnum.UNKNOWN_DEFAULT_OPEN_API)
                        .distinct()
                        .toList();
        this.sourceDefinesCursor = Boolean.TRUE.equals(stream.getSourceDefinedCursorField());
        this.sourceCursor = orEmpty(stream.getDefaultCursorField());
        this.sourceKey = orEmpty(stream.getSourceDefinedPrimaryKey());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Most streams have no settings, and then nobody asks. */
    private StreamFields fields() {
        if (fields == null) {
            fields = new StreamFields(stream);
        }
        return fields;
    }

    /** @param settings what the caller wants; changed and returned */
    StreamConfiguration configure(StreamConfiguration settings, SyncModePreference policy) {
        List<String> givenCursor = orEmpty(settings.getCursorField());
        List<List<String>> givenKey = orEmpty(settings.getPrimaryKey());
        boolean hasCursor = sourceDefinesCursor || !sourceCursor.isEmpty() || !givenCursor.isEmpty();
        boolean hasKey = !sourceKey.isEmpty() || !givenKey.isEmpty();

        settings.name(name.name())
                .namespace(stream.getStreamnamespace())
                .cursorField(cursorToSend(givenCursor))
                .primaryKey(keyToSend(givenKey));
        ConnectionSyncModeEnum mode = settings.getSyncMode();
        if (mode == null) {
            mode = modeBy(policy, hasCursor, hasKey, settings);
            settings.syncMode(mode);
        } else if (supported != null && !LEFT_TO_AIRBYTE.contains(mode) && !supported.contains(mode)) {
            problem("syncMode " + mode + " is not supported: " + supported());
        } else {
            checkNeeds(mode, hasCursor, hasKey);
        }
        if (settings.getSelectedFields() != null) {
            checkSelected(
                    settings.getSelectedFields(),
                    mode != null && USE_CURSOR.contains(mode)
                            ? sourceDefinesCursor || givenCursor.isEmpty() ? sourceCursor : givenCursor
                            : List.of(),
                    mode != null && SELECT_KEY.contains(mode) ? sourceKey.isEmpty() ? givenKey : sourceKey : List.of());
        }
        return settings;
    }

    private void problem(String text) {
        problems.add("stream " + name + ": " + text);
    }

    private String supported() {
        return supported == null
                ? "it is not known what source and destination support"
                : "source and destination together support "
                        + (supported.isEmpty() ? "none that this version knows" : supported);
    }

    private @Nullable List<String> cursorToSend(List<String> given) {
        if (given.isEmpty() || (sourceDefinesCursor && given.equals(sourceCursor))) {
            return null;
        }
        if (sourceDefinesCursor) {
            problem("cursorField " + given + " differs from the source's own cursor"
                    + (sourceCursor.isEmpty() ? "" : " " + sourceCursor) + ": leave it out");
            return null;
        }
        return checkField("cursorField", given) ? given : null;
    }

    private @Nullable List<List<String>> keyToSend(List<List<String>> given) {
        if (given.isEmpty() || given.equals(sourceKey)) {
            return null;
        }
        if (!sourceKey.isEmpty()) {
            problem("primaryKey " + given + " differs from the source's own key " + sourceKey + ": leave it out");
            return null;
        }
        boolean good = true;
        for (List<String> path : given) {
            good &= checkField("primaryKey's", path);
        }
        return good ? given : null;
    }

    private boolean checkField(String what, List<String> path) {
        if (fields().lacks(path)) {
            problem(what + " " + path + " is no field of the stream: " + fields().insteadOf(path));
            return false;
        }
        return true;
    }

    /** Returns null, which Airbyte takes for full refresh overwrite, where it is not known what is supported. */
    private @Nullable ConnectionSyncModeEnum modeBy(
            SyncModePreference policy, boolean hasCursor, boolean hasKey, StreamConfiguration settings) {
        List<ConnectionSyncModeEnum> preferred = policy.preferred(hasCursor, hasKey);
        for (ConnectionSyncModeEnum mode : preferred) {
            if (supported == null ? mode.getValue().startsWith("full_refresh") : supported.contains(mode)) {
                checkUse(settings, mode, policy);
                return supported == null && mode == FULL_REFRESH_OVERWRITE ? null : mode;
            }
        }
        problem(policy + " takes one of " + preferred + ", but " + supported()
                + ": set another syncMode, or leave the stream out");
        return null;
    }

    /** A cursor or a key without a mode asks for more than a full refresh, and there may be nothing else to choose. */
    private void checkUse(StreamConfiguration settings, ConnectionSyncModeEnum mode, SyncModePreference policy) {
        if (USE_CURSOR.contains(mode)) {
            return;
        }
        String unused = " has no effect in " + mode + ", which " + policy + " comes to because " + supported()
                + ": set a syncMode, too, or leave it out";
        if (settings.getCursorField() != null) {
            problem("cursorField " + settings.getCursorField() + unused);
        }
        if (settings.getPrimaryKey() != null) {
            problem("primaryKey " + settings.getPrimaryKey() + unused);
        }
    }

    private void checkNeeds(ConnectionSyncModeEnum mode, boolean hasCursor, boolean hasKey) {
        if (NEED_CURSOR.contains(mode) && !hasCursor) {
            problem("syncMode " + mode + " needs a cursor, and the source has no default one: set cursorField"
                    + fields().choices());
        }
        if (NEED_KEY.contains(mode) && !hasKey) {
            problem("syncMode " + mode + " needs a primary key, and the source defines none: set primaryKey"
                    + fields().choices());
        }
    }

    private void checkSelected(List<SelectedFieldInfo> selectedFields, List<String> cursor, List<List<String>> key) {
        Set<String> selected = new LinkedHashSet<>();
        for (SelectedFieldInfo field : selectedFields) {
            List<String> path = orEmpty(field.getFieldPath());
            selected.add(path.get(0));
            checkField("selected field", path);
        }
        if (!cursor.isEmpty() && !selected.contains(cursor.get(0))) {
            problem("the cursor " + cursor + " is not among the selected fields " + selected + ": select ["
                    + cursor.get(0) + "], too");
        }
        for (List<String> path : key) {
            if (!path.isEmpty() && !selected.contains(path.get(0))) {
                problem("the primary key's " + path + " is not among the selected fields " + selected + ": select ["
                        + path.get(0) + "], too");
            }
        }
    }
}
