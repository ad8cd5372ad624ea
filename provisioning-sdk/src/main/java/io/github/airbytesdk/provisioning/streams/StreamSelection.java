package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Selects the streams that a connection syncs, and how each one is synced.
 *
 * <pre>{@code
 * StreamSelection.only("users", "orders")
 *         .stream("users", stream -> stream
 *                 .syncMode(ConnectionSyncMode.INCREMENTAL_APPEND)
 *                 .cursorField(List.of("updated_at")))
 * }</pre>
 *
 * <h2>Sync modes</h2>
 *
 * <p>A stream without a {@code syncMode} gets the first of these modes that source and destination both support:
 *
 * <ol>
 *   <li>{@code incremental_deduped_history}, if the stream has a cursor and a primary key, from the source or from its
 *       settings;
 *   <li>{@code incremental_append}, if it has a cursor;
 *   <li>{@code full_refresh_overwrite}, which replaces a table of the same name in the destination;
 *   <li>{@code full_refresh_append}.
 * </ol>
 *
 * <p>A cursor or a primary key that is set without a {@code syncMode} must take effect in the mode that is selected.
 *
 * <h2>Checks</h2>
 *
 * <p>A selection is checked before the connection is created, by the rules of Airbyte's server (compared with its code and
 * with its responses to 400 random selections, in August 2026). All problems are reported at once:
 *
 * <ul>
 *   <li>streams that the source does not have, or has several of; a namespace is compared only if the source has several
 *       streams of the name;
 *   <li>sync modes that source and destination do not both support;
 *   <li>in {@code incremental_append} and {@code incremental_deduped_history}, a cursor that is missing, is not among the
 *       stream's {@code propertyFields}, or differs from the one that the source defines;
 *   <li>in {@code incremental_deduped_history}, {@code incremental_update} and {@code full_refresh_update}, the same for the
 *       primary key, and a path in it that repeats an element;
 *   <li>selected fields that do not exist or lack the cursor or the primary key;
 *   <li>more than 20,000 fields in all.
 * </ul>
 *
 * <p>In the other modes the server accepts any cursor and any primary key, and so does this class. What the server ignores is
 * not sent: the cursor in full refresh modes, the key in {@code full_refresh_overwrite} and {@code full_refresh_append}, and
 * either of them if the source defines it.
 *
 * <p>The response of {@code GET /streams} is not enough to check everything. Left to the server are: whether {@code
 * full_refresh_overwrite_deduped} is supported, mappers, {@code includeFiles}, and everything about a stream whose {@code
 * propertyFields} or {@code syncModes} are missing.
 *
 * <p>Two streams in one table are refused although the server accepts them, see {@link #resolve(List,
 * ConnectionCreateRequest)}. To send a list of streams unchecked, set {@code configurations} on the connection's request
 * instead.
 *
 * <p>Instances are immutable and safe for use by multiple threads; each method returns a new selection.
 *
 * @since 0.1.0
 */
public final class StreamSelection {
    enum Scope {
        ALL,
        ONLY,
        ALL_BUT,
        AIRBYTE_DEFAULT
    }

    final Scope scope;
    final Set<StreamName> names;
    final Map<StreamName, StreamConfiguration> settings;
    final SyncModePreference preference;

    private StreamSelection(
            Scope scope,
            Set<StreamName> names,
            Map<StreamName, StreamConfiguration> settings,
            SyncModePreference preference) {
        this.scope = scope;
        this.names = names;
        this.settings = settings;
        this.preference = preference;
    }

    private static StreamSelection of(Scope scope, StreamName... names) {
        Set<StreamName> distinct = new LinkedHashSet<>();
        for (StreamName name : names) {
            if (!distinct.add(checked(name))) {
                throw new IllegalArgumentException(Messages.oneLine("stream " + name + " is named twice"));
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

    /** Selects every stream of the source. This is the provisioner's default. */
    public static StreamSelection all() {
        return of(Scope.ALL);
    }

    /**
     * Selects the streams of these names. {@link #stream(String, Consumer)} adds to them.
     *
     * @throws IllegalArgumentException if no name is given, or one is blank or repeated
     */
    public static StreamSelection only(String... names) {
        return only(namesOf(names));
    }

    /** Like {@link #only(String...)}, for names that exist in several namespaces. */
    public static StreamSelection only(StreamName... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("only() needs the name of a stream");
        }
        return of(Scope.ONLY, names);
    }

    /**
     * Selects every stream except these. Each of them must exist, so that a typing error is noticed.
     *
     * @throws IllegalArgumentException if a name is blank or repeated
     */
    public static StreamSelection allBut(String... names) {
        return allBut(namesOf(names));
    }

    /** Like {@link #allBut(String...)}, for names in namespaces. A stream must exist in the namespace that is given. */
    public static StreamSelection allBut(StreamName... names) {
        return of(Scope.ALL_BUT, names);
    }

    /**
     * Sends no streams and leaves the choice to the server. If the source has several streams and suggests none, Airbyte
     * creates a connection that syncs nothing.
     */
    public static StreamSelection airbyteDefault() {
        return of(Scope.AIRBYTE_DEFAULT);
    }

    /**
     * Configures how a stream is synced. On {@code only(...)}, also adds it to the selection.
     *
     * @param name the stream's name; if the source has several streams of the name, pass a {@link StreamName}
     * @param settings runs once, in this call, and modifies the stream's part of the request: {@code syncMode}, {@code
     *     cursorField}, {@code primaryKey}, {@code selectedFields}, {@code mappers}, {@code destinationObjectName}, {@code
     *     includeFiles}. It receives what earlier calls have set for this stream, and must not change the name.
     * @throws IllegalArgumentException if the settings are invalid for any stream: an empty list of selected fields, a
     *     selected field that is nested or repeated; or if {@code allBut} excludes the stream
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection stream(String name, Consumer<StreamConfiguration> settings) {
        return stream(StreamName.of(name), settings);
    }

    /**
     * Like {@link #stream(String, Consumer)}, for a name that exists in several namespaces: {@code
     * stream(StreamName.of("public", "users"), stream -> ...)}.
     */
    public StreamSelection stream(StreamName name, Consumer<StreamConfiguration> settings) {
        refuseOnAirbyteDefault();
        if (scope == Scope.ALL_BUT && names.contains(name)) {
            throw new IllegalArgumentException(Messages.oneLine(StreamResolver.excluded(name)));
        }
        Map<StreamName, StreamConfiguration> changed = new LinkedHashMap<>(this.settings);
        changed.put(name, StreamSettings.of(checked(name), this.settings.get(name), settings));
        return new StreamSelection(scope, names, Collections.unmodifiableMap(changed), preference);
    }

    /**
     * Reads every stream in full at each sync, unless it has a {@code syncMode}: {@code full_refresh_overwrite}, or {@code
     * full_refresh_append} if the destination does not support overwriting.
     *
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection fullRefreshOnly() {
        return with(SyncModePreference.FULL_REFRESH_ONLY);
    }

    /**
     * Only adds records to the destination, unless a stream has a {@code syncMode}: {@code incremental_append}, or {@code
     * full_refresh_append} for a stream without a cursor. Refused when the selection is resolved if the destination supports
     * neither.
     *
     * @throws IllegalStateException on {@link #airbyteDefault()}
     */
    public StreamSelection appendOnly() {
        return with(SyncModePreference.APPEND_ONLY);
    }

    private StreamSelection with(SyncModePreference newPreference) {
        refuseOnAirbyteDefault();
        return new StreamSelection(scope, names, settings, newPreference);
    }

    private void refuseOnAirbyteDefault() {
        if (scope == Scope.AIRBYTE_DEFAULT) {
            throw new IllegalStateException(
                    "airbyteDefault() sends no streams, so nothing can be set: start with all()");
        }
    }

    /**
     * Applies this selection to the streams of a source, checks the result, and returns it. Sends no request.
     *
     * <p>{@code PipelineProvisioner} does this itself. A caller who creates the connection without it writes
     * {@code new ConnectionCreateRequest().configurations(selection.resolve(streams))}.
     *
     * <p>Does not check whether two streams would be written to one table, because that depends on the connection's namespace
     * settings: see {@link #resolve(List, ConnectionCreateRequest)}.
     *
     * @param discovered the response of {@code GET /streams} for this source and destination
     * @return the streams to send, each with a sync mode; null for {@link #airbyteDefault()}
     * @throws IllegalArgumentException if the selection does not fit the streams; the message is one line and lists the
     *     problems
     */
    public @Nullable StreamConfigurations resolve(List<StreamProperties> discovered) {
        return scope == Scope.AIRBYTE_DEFAULT ? null : new StreamResolver(this, discovered).resolve(null);
    }

    /**
     * Like {@link #resolve(List)}, and also refuses a selection if two of its streams would be written to one table. Airbyte's
     * server does not check this, and by default it ignores the streams' namespaces, so that the tables of two schemas that
     * share a name are mixed in one.
     *
     * <p>Two streams share a table if their names are equal and the connection maps their namespaces to the same one. Names
     * are compared without case, because most destinations fold it. Other changes that a destination makes to names are not
     * known and not checked, nor is whether a stream without a namespace shares the destination's default one.
     *
     * @param request the connection's request, of which {@code namespaceDefinition}, {@code namespaceFormat} and {@code
     *     prefix} are read; it is not modified
     * @throws IllegalArgumentException as {@link #resolve(List)} does, or with the names of streams that share a table
     */
    public @Nullable StreamConfigurations resolve(List<StreamProperties> discovered, ConnectionCreateRequest request) {
        return scope == Scope.AIRBYTE_DEFAULT
                ? null
                : new StreamResolver(this, discovered).resolve(new DestinationTables(request));
    }

    /**
     * Returns whether this selection decides about a stream by its name: always for {@code only(...)}, otherwise if the stream
     * is excluded or has settings. With {@code IfExists.REUSE}, a connection that differs in such a stream is refused; other
     * differences in streams come from tables that the source has gained or lost.
     *
     * @param stream the full name of a stream
     */
    public boolean names(StreamName stream) {
        return scope == Scope.ONLY || contains(names, stream) || contains(settings.keySet(), stream);
    }

    private static boolean contains(Set<StreamName> names, StreamName stream) {
        return names.contains(stream) || names.contains(StreamName.of(stream.name()));
    }

    /** Returns which streams are selected and which have settings, without the settings. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("StreamSelection[")
                .append(scope.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!names.isEmpty()) {
            text.append(' ').append(Messages.listed(names));
        }
        if (preference != SyncModePreference.BEST_AVAILABLE) {
            text.append("; ").append(preference);
        }
        if (!settings.isEmpty()) {
            text.append("; settings for ").append(Messages.listed(settings.keySet()));
        }
        return Messages.oneLine(text.append(']').toString());
    }
}
