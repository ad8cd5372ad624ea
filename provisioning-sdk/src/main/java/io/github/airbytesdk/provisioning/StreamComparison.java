package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConfiguredStreamMapper;
import io.github.airbytesdk.client.model.ConfiguredStreamMapperResponse;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurationResponse;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.provisioning.ProvisionedPipeline.StreamDifferences;
import io.github.airbytesdk.provisioning.streams.StreamName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an existing connection, compared with those requested.
 *
 * @param notSynced requested streams that the connection does not have
 * @param notRequested streams of the connection that were not requested
 * @param settingsDiffer whether a stream has other settings than those requested, or the connection has none of the streams
 */
record StreamComparison(List<StreamName> notSynced, List<StreamName> notRequested, boolean settingsDiffer) {
    private static final StreamComparison EQUAL = new StreamComparison(List.of(), List.of(), false);

    /** Compares nothing if no streams were requested, or the response does not contain any, or not their names. */
    static StreamComparison of(@Nullable StreamConfigurations requested, ConnectionResponse found) {
        if (requested == null
                || requested.getStreams() == null
                || found.getConfigurations() == null
                || found.getConfigurations().getStreams() == null) {
            return EQUAL;
        }
        List<StreamConfigurationResponse> remaining =
                new ArrayList<>(found.getConfigurations().getStreams());
        if (remaining.stream().anyMatch(stream -> stream == null || stream.getName() == null)) {
            return EQUAL;
        }
        List<StreamName> notSynced = new ArrayList<>();
        boolean settingsDiffer = false;
        // Streams that match in every setting first: without namespaces, streams of one name are only distinguished by
        // their settings.
        List<StreamConfiguration> others = new ArrayList<>();
        for (StreamConfiguration stream : requested.getStreams()) {
            if (!removeFirst(remaining, other -> isSame(stream, other) && hasSettings(stream, other))) {
                others.add(stream);
            }
        }
        for (StreamConfiguration stream : others) {
            if (removeFirst(remaining, other -> isSame(stream, other))) {
                settingsDiffer = true;
            } else {
                notSynced.add(new StreamName(stream.getNamespace(), Objects.requireNonNull(stream.getName())));
            }
        }
        // If the connection has none of the streams, changes of the source do not explain the difference.
        settingsDiffer |= !notSynced.isEmpty()
                && notSynced.size() == requested.getStreams().size();
        List<StreamName> notRequested = remaining.stream()
                .map(stream -> new StreamName(stream.getNamespace(), Objects.requireNonNull(stream.getName())))
                .toList();
        return new StreamComparison(notSynced, notRequested, settingsDiffer);
    }

    /** Returns whether a connection with these differences does not do what was requested. */
    boolean prevents(Predicate<StreamName> isNamed) {
        return settingsDiffer
                || notSynced.stream().anyMatch(isNamed)
                || notRequested.stream().anyMatch(isNamed);
    }

    boolean isEqual() {
        return equals(EQUAL);
    }

    StreamDifferences differences() {
        return new StreamDifferences(notSynced, notRequested);
    }

    private static boolean removeFirst(
            List<StreamConfigurationResponse> streams, Predicate<StreamConfigurationResponse> filter) {
        for (int i = 0; i < streams.size(); i++) {
            if (filter.test(streams.get(i))) {
                streams.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Servers before May 2025 return no namespaces, or empty ones (not recorded). */
    private static boolean isSame(StreamConfiguration requested, StreamConfigurationResponse found) {
        String wanted = requested.getNamespace();
        String shown = found.getNamespace();
        return Objects.equals(requested.getName(), found.getName())
                && (isEmpty(wanted) || isEmpty(shown) || Objects.equals(wanted, shown));
    }

    private static boolean isEmpty(@Nullable String namespace) {
        return namespace == null || namespace.isEmpty();
    }

    /** If no cursor or key was requested, the server chooses one; if no fields or mappers were requested, there are none. */
    private static boolean hasSettings(StreamConfiguration requested, StreamConfigurationResponse found) {
        return isAsRequested(orOverwrite(requested.getSyncMode()), found.getSyncMode())
                && isAsRequested(requested.getCursorField(), found.getCursorField())
                && isAsRequested(requested.getPrimaryKey(), found.getPrimaryKey())
                && isAsRequested(requested.getDestinationObjectName(), found.getDestinationObjectName())
                && isAsRequested(Boolean.TRUE.equals(requested.getIncludeFiles()), found.getIncludeFiles())
                && isSameSet(requested.getSelectedFields(), found.getSelectedFields())
                && hasMappers(requested.getMappers(), found.getMappers());
    }

    /** Compares only what was requested and what the server returns. */
    static boolean isAsRequested(@Nullable Object requested, @Nullable Object found) {
        return requested == null || List.of().equals(requested) || found == null || requested.equals(found);
    }

    private static boolean isSameSet(@Nullable List<?> requested, @Nullable List<?> found) {
        return found == null
                || found.equals(orEmpty(requested))
                || new HashSet<>(found).equals(Set.copyOf(orEmpty(requested)));
    }

    /** Compares the types only: the configuration of a mapper can be secret. */
    private static boolean hasMappers(
            @Nullable List<ConfiguredStreamMapper> requested, @Nullable List<ConfiguredStreamMapperResponse> found) {
        return found == null
                || types(orEmpty(requested), ConfiguredStreamMapper::getType)
                        .equals(types(found, ConfiguredStreamMapperResponse::getType));
    }

    private static <T, R> List<R> types(List<T> mappers, Function<T, R> type) {
        List<R> types = new ArrayList<>();
        mappers.forEach(mapper -> types.add(type.apply(mapper)));
        return types;
    }

    /** Airbyte uses this sync mode if none is requested. */
    private static ConnectionSyncMode orOverwrite(@Nullable ConnectionSyncMode mode) {
        return mode == null ? ConnectionSyncMode.FULL_REFRESH_OVERWRITE : mode;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Returns the differences as the end of a sentence; empty if there are none. */
    @Override
    public String toString() {
        return (notSynced.isEmpty() ? "" : "; not synced: " + Messages.listed(notSynced))
                + (notRequested.isEmpty() ? "" : "; synced, but not selected: " + Messages.listed(notRequested));
    }
}
