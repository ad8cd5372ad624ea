package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which of a source's streams a connection syncs, and how.
 *
 * <pre>{@code
 * StreamSelection.only("users", "orders")
 *         .stream("users", stream -> stream
 *                 .syncMode(ConnectionSyncModeEnum.INCREMENTAL_APPEND)
 *                 .cursorField(List.of("updated_at")))
 * }</pre>
 *
 * <p>Where no {@code syncMode} is set, a stream gets the first of these that the source and the destination support
 * together:
 *
 * <ol>
 *   <li>{@code incremental_deduped_history}, if it has a cursor and a primary key, each the source's or one that was set;
 *   <li>{@code incremental_append}, if it has a cursor;
 *   <li>{@code full_refresh_overwrite}, which replaces a table of the same name in the destination;
 *   <li>{@code full_refresh_append}.
 * </ol>
 *
 * <p>A selection is checked against the streams that the source offers, before the connection is created, and all that is
 * wrong is reported at once: streams and fields that do not exist, modes that are not supported, cursors and primary keys
 * that are missing, wrong, or other than the source's own, selected fields that lack them, and more than 20,000 fields in
 * all. What Airbyte does not tell in advance is left to it: whether {@code full_refresh_overwrite_deduped} is supported,
 * fields inside arrays or alternatives, mappers. To send a list as it is, unchecked, set it on the request instead:
 * {@code provisioner.connection(request -> request.configurations(list))}.
 *
 * <p>Immutable, and safe for use by many threads: each setting returns a new selection.
 *
 * @since 0.1.0
 */
public final class StreamSelection {
    /** Airbyte's own limit, unless a server has another. */
    private static final int MAX_FIELDS = 20_000;

    private enum Scope {
        ALL,
        ONLY,
        ALL_BUT,
        AIRBYTE_DEFAULT
    }

    private final Scope scope;
    private final Set<StreamName> names;
    private final Map<StreamName, StreamConfiguration> settings;
    private final SyncModePreference policy;

    private StreamSelection(
            Scope scope,
            Set<StreamName> names,
            Map<StreamName, StreamConfiguration> settings,
            SyncModePreference policy) {
        this.scope = scope;
        this.names = names;
        this.settings = settings;
        this.policy = policy;
    }

    private static StreamSelection of(Scope scope, StreamName... names) {
        Set<StreamName> distinct = new LinkedHashSet<>();
        for (StreamName name : names) {
            if (!distinct.add(checked(name))) {
                throw new IllegalArgumentException("stream " + name + " is named twice");
            }
        }
        return new StreamSelection(
                scope, Collections.unmodifiableSet(distinct), Map.of(), SyncModePreference.BEST_AVAILABLE);
    }

    private static StreamName[] namesOf(String... names) {
        return Arrays.stream(names).map(StreamName::of).toArray(StreamName[]::new);
    }

    private static StreamName checked(StreamName name) {
        if (name.name().isBlank()) {
            throw new IllegalArgumentException("a stream's name is blank");
        }
        return name;
    }

    /** Every stream that the source offers. This is the default. */
    public static StreamSelection all() {
        return of(Scope.ALL);
    }

    /**
     * The streams of these names, and those that {@link #stream(String, Consumer)} adds.
     *
     * @throws IllegalArgumentException if there is no name, or one is blank or given twice
     */
    public static StreamSelection only(String... names) {
        return only(namesOf(names));
    }

    /**
     * The streams of these names, and those that {@link #stream(StreamName, Consumer)} adds.
     *
     * @throws IllegalArgumentException if there is no name, or one is blank or given twice
     */
    public static StreamSelection only(StreamName... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("only() needs the name of a stream");
        }
        return of(Scope.ONLY, names);
    }

    /**
     * Every stream but these. Each must exist, so that a mistyped one does not slip through.
     *
     * @throws IllegalArgumentException if a name is blank or given twice
     */
    public static StreamSelection allBut(String... names) {
        return allBut(namesOf(names));
    }

    /**
     * Every stream but these. Each must exist, so that a mistyped one does not slip through.
     *
     * @throws IllegalArgumentException if a name is blank or given twice
     */
    public static StreamSelection allBut(StreamName... names) {
        return of(Scope.ALL_BUT, names);
    }

    /**
     * Sends no streams and leaves the choice to the server. For a source of several streams that suggests none, Airbyte
     * then creates a connection that syncs nothing.
     */
    public static StreamSelection airbyteDefault() {
        return of(Scope.AIRBYTE_DEFAULT);
    }

    /**
     * Says how one stream is synced, and on {@code only(...)} also that it is.
     *
     * @param name of a stream that the source offers once; where it offers several, give a {@link StreamName}
     * @param settings runs once, now; sets on the request's own type what shall differ from the default: {@code syncMode},
     *     {@code cursorField}, {@code primaryKey}, {@code selectedFields}, {@code mappers}, {@code destinationObjectName},
     *     {@code includeFiles}. It is given what earlier ones have set for this stream, and must not change the name.
     * @throws IllegalArgumentException if the settings cannot be right for any stream: a list of selected fields that is
     *     empty, a selected field inside another, a field given twice; or if {@code allBut} names the stream
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection stream(String name, Consumer<StreamConfiguration> settings) {
        return stream(StreamName.of(name), settings);
    }

    /**
     * Says how one stream is synced, as {@link #stream(String, Consumer)} does, where a name alone is ambiguous:
     * {@code stream(StreamName.of("public", "users"), stream -> ...)}.
     *
     * @throws IllegalArgumentException if the settings cannot be right for any stream
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection stream(StreamName name, Consumer<StreamConfiguration> settings) {
        refuseOnAirbyteDefault();
        if (scope == Scope.ALL_BUT && names.contains(name)) {
            throw new IllegalArgumentException(leftOut(name));
        }
        Map<StreamName, StreamConfiguration> changed = new LinkedHashMap<>(this.settings);
        changed.put(name, StreamSettings.of(checked(name), this.settings.get(name), settings));
        return new StreamSelection(scope, names, Collections.unmodifiableMap(changed), policy);
    }

    /**
     * Reads every stream anew at each sync, unless a {@code syncMode} is set for it: {@code full_refresh_overwrite}, or
     * {@code full_refresh_append} where the destination cannot overwrite.
     *
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection fullRefreshOnly() {
        return with(SyncModePreference.FULL_REFRESH_ONLY);
    }

    /**
     * Replaces and changes nothing in the destination, unless a {@code syncMode} is set for a stream:
     * {@code incremental_append}, or {@code full_refresh_append} where a stream has no cursor.
     *
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection appendOnly() {
        return with(SyncModePreference.APPEND_ONLY);
    }

    private StreamSelection with(SyncModePreference newPolicy) {
        refuseOnAirbyteDefault();
        return new StreamSelection(scope, names, settings, newPolicy);
    }

    private void refuseOnAirbyteDefault() {
        if (scope == Scope.AIRBYTE_DEFAULT) {
            throw new IllegalStateException(
                    "airbyteDefault() sends no streams, so there is nothing to set: begin with all()");
        }
    }

    private static String leftOut(StreamName name) {
        return "stream " + name + " has settings, although allBut() leaves it out";
    }

    /**
     * Applies this selection to the streams that a source offers, and checks the result. Sends nothing.
     *
     * <p>{@code PipelineProvisioner} calls this itself. Call it when you create a connection without the provisioner:
     * {@code new ConnectionCreateRequest().configurations(selection.resolve(streams))}.
     *
     * @param discovered the response of {@code GET /streams}, for this source and this destination
     * @return the streams to send, with a sync mode for each; null for {@link #airbyteDefault()}
     * @throws IllegalArgumentException if the selection does not fit the streams; the message lists every problem, in one
     *     line
     */
    public @Nullable StreamConfigurations resolve(List<StreamProperties> discovered) {
        if (scope == Scope.AIRBYTE_DEFAULT) {
            return null;
        }
        DiscoveredStreams offered = new DiscoveredStreams(discovered);
        if (offered.all().isEmpty()) {
            throw new IllegalArgumentException(
                    "the source offers no streams, so there is nothing to sync: look at what its"
                            + " configuration selects, and what its user may see");
        }
        List<String> problems = new ArrayList<>();
        Set<StreamName> named = new HashSet<>();
        for (StreamName name : names) {
            StreamName found = offered.find(name, problems);
            if (found != null) {
                named.add(found);
            }
        }
        Map<StreamName, StreamConfiguration> given = settingsOf(offered, named, problems);
        List<StreamConfiguration> chosen = new ArrayList<>();
        int fields = 0;
        for (Map.Entry<StreamName, StreamProperties> stream : offered.all().entrySet()) {
            StreamName name = stream.getKey();
            StreamConfiguration own = given.get(name);
            if (!isChosen(named.contains(name), own != null)) {
                continue;
            }
            if (offered.isRepeated(name)) {
                problems.add("the source offers several streams " + name
                        + ", which Airbyte cannot tell apart: leave them out");
            }
            StreamConfiguration sent = new StreamRules(name, stream.getValue(), problems)
                    .configure(own == null ? new StreamConfiguration() : StreamSettings.copy(own), policy);
            chosen.add(sent);
            fields += sent.getSelectedFields() == null
                    ? StreamFields.count(stream.getValue())
                    : sent.getSelectedFields().size();
        }
        if (chosen.isEmpty() && problems.isEmpty()) {
            problems.add("allBut() leaves none of the source's streams: " + Suggestions.listed(names));
        }
        if (fields > MAX_FIELDS) {
            problems.add("the chosen streams have " + fields + " fields, and " + MAX_FIELDS
                    + " is the most that Airbyte takes in a connection: select fewer streams or fields");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new StreamConfigurations().streams(chosen);
    }

    private boolean isChosen(boolean named, boolean hasSettings) {
        return switch (scope) {
            case ONLY -> named || hasSettings;
            case ALL_BUT -> !named;
            default -> true;
        };
    }

    /** Returns the settings by the streams' full names. */
    private Map<StreamName, StreamConfiguration> settingsOf(
            DiscoveredStreams offered, Set<StreamName> named, List<String> problems) {
        Map<StreamName, StreamConfiguration> given = new LinkedHashMap<>();
        settings.forEach((name, own) -> {
            StreamName found = offered.find(name, names.contains(name) ? new ArrayList<>() : problems);
            if (found == null) {
                return;
            }
            if (scope == Scope.ALL_BUT && named.contains(found)) {
                problems.add(leftOut(found));
            } else if (given.put(found, own) != null) {
                problems.add("stream " + found + " has settings twice, with its namespace and without");
            }
        });
        return given;
    }

    /** Returns which streams are selected, and nothing of the settings. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("StreamSelection[")
                .append(scope.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!names.isEmpty()) {
            text.append(' ').append(Suggestions.listed(names));
        }
        if (policy != SyncModePreference.BEST_AVAILABLE) {
            text.append("; ").append(policy);
        }
        if (!settings.isEmpty()) {
            text.append("; settings for ").append(Suggestions.listed(settings.keySet()));
        }
        return text.append(']').toString();
    }
}
