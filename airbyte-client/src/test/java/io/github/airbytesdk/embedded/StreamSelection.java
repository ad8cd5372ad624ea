package io.github.airbytesdk.embedded;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the streams of a request into those of a connection, with the server's checks, in their order and words. */
final class StreamSelection {
    private final List<SourceStream> discovered;
    private final ConnectorDefinition destination;

    StreamSelection(List<SourceStream> discovered, ConnectorDefinition destination) {
        this.discovered = discovered;
        this.destination = destination;
    }

    /**
     * Selects streams for a request that lists none: those that the connector suggests, or the only one. Most sources
     * suggest none.
     */
    List<ConfiguredStream> withoutConfiguration() {
        return discovered.stream()
                .filter(stream -> stream.suggested() || discovered.size() == 1)
                .map(stream -> configured(stream, new RequestedStream(stream)))
                .toList();
    }

    List<ConfiguredStream> of(List<RequestedStream> requested) {
        Set<List<@Nullable String>> names = new HashSet<>();
        List<ConfiguredStream> configured = new ArrayList<>();
        for (RequestedStream request : requested) {
            SourceStream stream = find(request);
            checkFields(stream, request);
            checkMode(stream, request);
            configured.add(configured(stream, request));
            List<@Nullable String> name = new ArrayList<>();
            name.add(request.name());
            name.add(request.namespace());
            if (!names.add(name)) {
                throw Problems.badRequest("Duplicate stream found in configuration for stream name [" + request.name()
                        + "] in namespace [" + request.namespace() + "].");
            }
        }
        return configured;
    }

    private SourceStream find(RequestedStream requested) {
        List<SourceStream> matches = discovered.stream()
                .filter(stream -> stream.name().equals(requested.name()))
                .toList();
        if (matches.size() == 1) {
            return matches.get(0); // the server ignores the namespace of a name that is unique
        }
        matches = matches.stream()
                .filter(stream -> Objects.equals(stream.namespace(), requested.namespace()))
                .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        throw Problems.badRequest((matches.isEmpty() ? "No" : "Multiple") + " streams found with name ["
                + requested.name() + "] and namespace [" + requested.namespace() + "]. Please call the"
                + " https://reference.airbyte.com/reference/getstreamproperties endpoint to see the valid stream name"
                + " and namespace combinations.");
    }

    private static void checkFields(SourceStream stream, RequestedStream requested) {
        List<List<String>> selectedFields = requested.selectedFields();
        if (selectedFields == null) {
            return;
        }
        List<String> valid = stream.topLevelFields();
        if (selectedFields.isEmpty()) {
            throw Problems.badRequest("No fields selected for stream " + stream.name()
                    + ". The list of valid field names includes: " + valid + ".");
        }
        List<String> selected = new ArrayList<>();
        for (List<String> path : selectedFields) {
            if (path.isEmpty()) {
                throw Problems.badRequest("Selected field path cannot be empty for stream:  " + stream.name() + ".");
            }
            if (path.size() > 1) {
                throw Problems.badRequest("Nested field selection not supported for stream " + stream.name() + ".");
            }
            selected.add(path.get(0));
        }
        if (new HashSet<>(selected).size() < selected.size()) {
            throw Problems.badRequest("Duplicate fields selected in configuration for stream: " + stream.name() + ".");
        }
        if (!valid.containsAll(selected)) {
            throw Problems.badRequest("Invalid fields selected for stream " + stream.name()
                    + ". The list of valid field names includes: " + valid + ".");
        }
        checkSelection(stream, requested, selected);
    }

    /** Fields that the sync mode works with have to be selected. */
    private static void checkSelection(SourceStream stream, RequestedStream requested, List<String> selected) {
        String mode = requested.syncMode();
        if (mode == null) {
            return;
        }
        if (SyncModes.SELECTING_PRIMARY_KEY.contains(mode)) {
            for (List<String> path : primaryKey(stream, requested)) {
                if (!path.isEmpty() && !selected.contains(path.get(0))) {
                    throw Problems.badRequest("Primary key fields are not selected properly for stream: "
                            + stream.name()
                            + ". Please include primary key(s) in the configuration for this stream.");
                }
            }
        }
        List<String> cursor = cursor(stream, requested);
        if (SyncModes.isIncremental(mode) && !cursor.isEmpty() && !selected.contains(cursor.get(0))) {
            throw Problems.badRequest("Cursor field is not selected properly for stream: " + stream.name()
                    + ". Please include the cursor field in selected fields for this stream.");
        }
    }

    private void checkMode(SourceStream stream, RequestedStream requested) {
        String mode = requested.syncMode();
        if (mode == null || mode.equals(SyncModes.OVERWRITE)) {
            return; // the server does not check whether the destination can overwrite
        }
        List<String> valid = SyncModes.of(stream, destination);
        if (!valid.contains(mode)) {
            throw Problems.badRequest("Cannot set sync mode to " + mode + " for stream " + stream.name()
                    + ". Valid sync modes are: " + valid);
        }
        if (SyncModes.WITH_CURSOR.contains(mode)) {
            checkCursor(stream, requested.cursorField());
        }
        if (SyncModes.WITH_PRIMARY_KEY.contains(mode)) {
            checkPrimaryKey(stream, requested.primaryKey());
        }
    }

    private static void checkCursor(SourceStream stream, List<String> cursor) {
        if (stream.cursorDefinedBySource()) {
            if (!cursor.isEmpty() && !new HashSet<>(cursor).equals(new HashSet<>(stream.cursor()))) {
                throw Problems.badRequest("Cursor Field " + cursor + " is already defined by source for stream: "
                        + stream.name() + ". Do not include a cursor field configuration for this stream.");
            }
        } else if (!cursor.isEmpty()) {
            if (!stream.fields().contains(cursor)) {
                throw Problems.badRequest("Invalid cursor field for stream: " + stream.name()
                        + ". The list of valid cursor fields include: " + stream.fields() + ".");
            }
        } else if (stream.cursor().isEmpty()) {
            throw Problems.badRequest("No default cursor field for stream: " + stream.name()
                    + ". Please include a cursor field configuration for this stream.");
        }
    }

    private static void checkPrimaryKey(SourceStream stream, List<List<String>> primaryKey) {
        if (!primaryKey.isEmpty()
                && !stream.primaryKey().isEmpty()
                && !stream.primaryKey().equals(primaryKey)) {
            throw Problems.badRequest("Primary key for stream: " + stream.name() + " is already pre-defined. Please"
                    + " remove the primaryKey or provide the value as " + stream.primaryKey() + ".");
        }
        if (primaryKey.isEmpty() && stream.primaryKey().isEmpty()) {
            throw Problems.badRequest("No default primary key for stream: " + stream.name()
                    + ". Please include a primary key configuration for this stream.");
        }
        for (List<String> path : primaryKey) {
            if (!stream.fields().contains(path)) {
                throw Problems.badRequest("Invalid primary key for stream: " + stream.name()
                        + ". The list of valid primary keys fields: " + stream.fields() + ".");
            }
            // The server means to refuse a repeated column, but compares the elements of one path.
            if (new HashSet<>(path).size() < path.size()) {
                throw Problems.badRequest("Duplicate primary key detected for stream: " + stream.name()
                        + ", please don't provide the same column more than once. Key: " + primaryKey);
            }
        }
    }

    private static List<String> cursor(SourceStream stream, RequestedStream requested) {
        boolean chosen =
                !stream.cursorDefinedBySource() && !requested.cursorField().isEmpty();
        return chosen ? requested.cursorField() : stream.cursor();
    }

    private static List<List<String>> primaryKey(SourceStream stream, RequestedStream requested) {
        return stream.primaryKey().isEmpty() ? requested.primaryKey() : stream.primaryKey();
    }

    private static ConfiguredStream configured(SourceStream stream, RequestedStream requested) {
        String mode = requested.syncMode() == null ? SyncModes.OVERWRITE : requested.syncMode();
        List<List<String>> selectedFields = requested.selectedFields() == null ? List.of() : requested.selectedFields();
        return new ConfiguredStream(
                stream,
                mode,
                SyncModes.isIncremental(mode) ? cursor(stream, requested) : stream.cursor(),
                SyncModes.IGNORING_PRIMARY_KEY.contains(mode) ? stream.primaryKey() : primaryKey(stream, requested),
                requested.includeFiles(),
                requested.destinationObjectName(),
                selectedFields.stream()
                        .map(path -> path.get(0))
                        .sorted(Json.DATABASE_ORDER)
                        .toList(),
                requested.mappers());
    }
}
