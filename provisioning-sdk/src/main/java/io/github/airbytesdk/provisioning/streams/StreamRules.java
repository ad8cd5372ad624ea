package io.github.airbytesdk.provisioning.streams;

import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_OVERWRITE_DEDUPED;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.FULL_REFRESH_UPDATE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_APPEND;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_DEDUPED_HISTORY;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_SOFT_DELETE;
import static io.github.airbytesdk.client.model.ConnectionSyncMode.INCREMENTAL_UPDATE;

import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.SelectedFieldInfo;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the request for one stream and checks it by the rules of Airbyte's server. Used once.
 *
 * <p>The sets below are the server's: which modes it checks a cursor or a key in, and which modes use one at all. In the
 * remaining modes it accepts any cursor or key and ignores it, so none is sent.
 */
final class StreamRules {
    private static final Set<ConnectionSyncMode> CHECK_CURSOR = Set.of(INCREMENTAL_APPEND, INCREMENTAL_DEDUPED_HISTORY);
    private static final Set<ConnectionSyncMode> USE_CURSOR =
            Set.of(INCREMENTAL_APPEND, INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, INCREMENTAL_SOFT_DELETE);
    private static final Set<ConnectionSyncMode> CHECK_KEY =
            Set.of(INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, FULL_REFRESH_UPDATE);
    private static final Set<ConnectionSyncMode> SELECT_KEY = Set.of(
            INCREMENTAL_DEDUPED_HISTORY, INCREMENTAL_UPDATE, FULL_REFRESH_UPDATE, FULL_REFRESH_OVERWRITE_DEDUPED);
    private static final Set<ConnectionSyncMode> IGNORE_KEY = Set.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_APPEND);

    /** The server never checks the first, and {@code GET /streams} never lists the second. */
    private static final Set<ConnectionSyncMode> LEFT_TO_AIRBYTE =
            Set.of(FULL_REFRESH_OVERWRITE, FULL_REFRESH_OVERWRITE_DEDUPED);

    private final StreamName name;
    private final StreamProperties stream;
    private final List<String> problems;

    /** The modes that source and destination support together; null if they are not known. */
    private final @Nullable List<ConnectionSyncMode> supported;

    private final boolean sourceDefinesCursor;
    private final List<String> sourceCursor;
    private final List<List<String>> sourceKey;
    private @Nullable StreamFields fields;

    /** @param problems the list to add problems to */
    StreamRules(StreamName name, StreamProperties stream, List<String> problems) {
        this.name = name;
        this.stream = stream;
        this.problems = problems;
        this.supported = known(stream.getSyncModes());
        this.sourceDefinesCursor = Boolean.TRUE.equals(stream.getSourceDefinedCursorField());
        this.sourceCursor = orEmpty(stream.getDefaultCursorField());
        this.sourceKey = orEmpty(stream.getSourceDefinedPrimaryKey());
    }

    private static @Nullable List<ConnectionSyncMode> known(@Nullable List<ConnectionSyncMode> modes) {
        if (modes == null) {
            return null;
        }
        Set<ConnectionSyncMode> known = new LinkedHashSet<>(modes);
        known.remove(null);
        known.remove(ConnectionSyncMode.UNKNOWN);
        return List.copyOf(known);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Created only when needed: most streams have no settings, and a stream can have thousands of fields. */
    private StreamFields fields() {
        if (fields == null) {
            fields = new StreamFields(stream);
        }
        return fields;
    }

    /** @param settings the caller's settings; modified and returned */
    StreamConfiguration configure(StreamConfiguration settings, SyncModePreference preference) {
        List<String> cursor = orEmpty(settings.getCursorField());
        List<List<String>> key = orEmpty(settings.getPrimaryKey());
        ConnectionSyncMode mode = settings.getSyncMode();
        if (mode == null) {
            mode = chooseMode(preference, cursor, key);
        } else if (supported != null && !LEFT_TO_AIRBYTE.contains(mode) && !supported.contains(mode)) {
            problem("syncMode " + mode + " is not supported: " + supported());
        } else {
            checkCursor(mode, cursor);
            checkKey(mode, key);
        }
        boolean usesCursor = mode != null && USE_CURSOR.contains(mode);
        boolean usesKey = mode != null && !IGNORE_KEY.contains(mode);
        if (settings.getSelectedFields() != null) {
            checkSelected(
                    settings.getSelectedFields(),
                    !usesCursor ? List.of() : usesSourceCursor(cursor) ? sourceCursor : cursor,
                    mode == null || !SELECT_KEY.contains(mode) ? List.of() : sourceKey.isEmpty() ? key : sourceKey);
        }
        // The server treats a stream without a mode as full refresh overwrite.
        boolean leftOut = supported == null && settings.getSyncMode() == null;
        return settings.name(name.name())
                .namespace(stream.getNamespace())
                .syncMode(leftOut ? null : mode)
                .cursorField(!usesCursor || usesSourceCursor(cursor) ? null : cursor)
                .primaryKey(!usesKey || key.isEmpty() || !sourceKey.isEmpty() ? null : key);
    }

    private boolean usesSourceCursor(List<String> given) {
        return sourceDefinesCursor || given.isEmpty();
    }

    private void problem(String text) {
        problems.add("stream " + name + ": " + text);
    }

    private String supported() {
        return supported == null
                ? "no sync modes are known, because the destination supports none or GET /streams was called without its id"
                : "source and destination together support "
                        + (supported.isEmpty() ? "no mode that this version knows" : supported);
    }

    /** Returns null after adding a problem. */
    private @Nullable ConnectionSyncMode chooseMode(
            SyncModePreference preference, List<String> cursor, List<List<String>> key) {
        boolean hasCursor = sourceDefinesCursor || !sourceCursor.isEmpty() || !cursor.isEmpty();
        List<ConnectionSyncMode> preferred = preference.preferred(hasCursor, !sourceKey.isEmpty() || !key.isEmpty());
        for (ConnectionSyncMode mode : preferred) {
            if (supported == null ? mode == FULL_REFRESH_OVERWRITE : supported.contains(mode)) {
                checkEffect(preference, mode, cursor, key);
                return mode;
            }
        }
        problem(preference + " requires one of " + preferred + ", but " + supported()
                + ": set another syncMode, or leave the stream out");
        return null;
    }

    /** Refuses a cursor or a key that would have no effect: a caller who sets one expects a mode that uses it. */
    private void checkEffect(
            SyncModePreference preference, ConnectionSyncMode mode, List<String> cursor, List<List<String>> key) {
        if (!cursor.isEmpty() && !sourceDefinesCursor && !USE_CURSOR.contains(mode)) {
            problem("cursorField " + cursor + hasNoEffect(preference, mode));
        } else if (!cursor.isEmpty()) {
            checkGivenCursor(cursor);
        }
        if (!key.isEmpty() && sourceKey.isEmpty() && !USE_CURSOR.contains(mode)) {
            problem("primaryKey [" + Messages.listed(key) + "]" + hasNoEffect(preference, mode));
        } else if (!key.isEmpty()) {
            checkGivenKey(key);
        }
    }

    private String hasNoEffect(SyncModePreference preference, ConnectionSyncMode mode) {
        return " has no effect in " + mode + ", which " + preference + " selects, since " + supported()
                + ": set a syncMode as well, or leave it out";
    }

    private void checkCursor(ConnectionSyncMode mode, List<String> given) {
        if (!CHECK_CURSOR.contains(mode)) {
            return;
        }
        if (!given.isEmpty()) {
            checkGivenCursor(given);
        } else if (!sourceDefinesCursor && sourceCursor.isEmpty()) {
            problem("syncMode " + mode + " needs a cursor, and the source has no default one: set cursorField"
                    + fields().choices());
        }
    }

    private void checkGivenCursor(List<String> given) {
        if (!sourceDefinesCursor) {
            checkField("cursorField", given);
        } else if (!new HashSet<>(given).equals(new HashSet<>(sourceCursor))) { // the server ignores the order, too
            problem("cursorField " + given + " differs from the source's own cursor"
                    + (sourceCursor.isEmpty() ? "" : " " + sourceCursor) + ": leave it out");
        }
    }

    private void checkKey(ConnectionSyncMode mode, List<List<String>> given) {
        if (!CHECK_KEY.contains(mode)) {
            return;
        }
        if (!given.isEmpty()) {
            checkGivenKey(given);
        } else if (sourceKey.isEmpty()) {
            problem("syncMode " + mode + " needs a primary key, and the source defines none: set primaryKey"
                    + fields().choices());
        }
    }

    private void checkGivenKey(List<List<String>> given) {
        if (!sourceKey.isEmpty()) {
            if (!given.equals(sourceKey)) {
                problem("primaryKey [" + Messages.listed(given) + "] differs from the source's own key ["
                        + Messages.listed(sourceKey) + "]: leave it out");
            }
            return;
        }
        for (List<String> path : given) {
            if (checkField("primaryKey's", path) && new HashSet<>(path).size() < path.size()) {
                problem("primaryKey's " + path + " repeats an element, which Airbyte refuses");
            }
        }
    }

    private boolean checkField(String what, List<String> path) {
        if (fields().lacks(path)) {
            problem(what + " " + path + " is not a field of the stream: " + fields().insteadOf(path));
            return false;
        }
        return true;
    }

    private void checkSelected(List<SelectedFieldInfo> selectedFields, List<String> cursor, List<List<String>> key) {
        Set<String> selected = new LinkedHashSet<>();
        for (SelectedFieldInfo field : selectedFields) {
            List<String> path = orEmpty(field.getFieldPath());
            selected.add(path.get(0));
            checkField("selected field", path);
        }
        if (!cursor.isEmpty() && !selected.contains(cursor.get(0))) {
            problem("the cursor " + cursor + notSelected(selected, cursor.get(0)));
        }
        for (List<String> path : key) {
            if (!path.isEmpty() && !selected.contains(path.get(0))) {
                problem("the primary key's " + path + notSelected(selected, path.get(0)));
            }
        }
    }

    private static String notSelected(Set<String> selected, String missing) {
        return " is not among the selected fields [" + Messages.listed(selected) + "]: select [" + missing
                + "] as well";
    }
}
