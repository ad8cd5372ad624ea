package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.AirbyteApiConnectionSchedule;
import io.github.airbytesdk.client.model.ConfiguredStreamMapper;
import io.github.airbytesdk.client.model.ConfiguredStreamMapperResponse;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionPatchRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionScheduleResponse;
import io.github.airbytesdk.client.model.ConnectionSyncModeEnum;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurationResponse;
import io.github.airbytesdk.client.model.StreamConfigurations;
import io.github.airbytesdk.client.model.Tag;
import io.github.airbytesdk.client.model.TagResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the settings of a connection as requested and as the server returns them. */
final class ConnectionSettings {
    /** Airbyte runs schedules in this time zone, and appends it to the expressions that it returns. */
    private static final String ZONE = " UTC";

    private ConnectionSettings() {}

    /** Returns the names of the requested settings whose value differs. A setting that was not requested does not differ. */
    static Set<String> differences(ConnectionCreateRequest requested, ConnectionResponse found) {
        Set<String> names = new TreeSet<>();
        compare(names, "name", requested.getName(), found.getName());
        compare(names, "status", requested.getStatus(), found.getStatus());
        compare(names, "namespaceDefinition", requested.getNamespaceDefinition(), found.getNamespaceDefinition());
        compare(names, "namespaceFormat", requested.getNamespaceFormat(), found.getNamespaceFormat());
        compare(names, "prefix", requested.getPrefix(), found.getPrefix() == null ? "" : found.getPrefix());
        compare(
                names,
                "nonBreakingSchemaUpdatesBehavior",
                requested.getNonBreakingSchemaUpdatesBehavior(),
                found.getNonBreakingSchemaUpdatesBehavior());
        compare(names, "schedule", schedule(requested.getSchedule()), schedule(found.getSchedule()));
        if (requested.getConfigurations() != null && !hasStreams(found, requested.getConfigurations())) {
            names.add("streams");
        }
        if (requested.getTags() != null && !missingTags(requested, found).isEmpty()) {
            names.add("tags");
        }
        return names;
    }

    private static void compare(Set<String> names, String name, @Nullable Object requested, @Nullable Object found) {
        if (!isOmittedOr(found, requested)) {
            names.add(name);
        }
    }

    private static @Nullable String schedule(@Nullable AirbyteApiConnectionSchedule schedule) {
        return schedule == null ? null : schedule.getScheduleType() + " " + cron(schedule.getCronExpression());
    }

    private static @Nullable String schedule(@Nullable ConnectionScheduleResponse schedule) {
        return schedule == null ? null : schedule.getScheduleType() + " " + cron(schedule.getCronExpression());
    }

    private static String cron(@Nullable String expression) {
        String text = expression == null ? "" : expression.strip();
        return text.endsWith(ZONE) ? text.substring(0, text.length() - ZONE.length()) : text;
    }

    private static boolean hasStreams(ConnectionResponse found, StreamConfigurations requested) {
        List<StreamConfiguration> wanted = orEmpty(requested.getStreams());
        List<StreamConfigurationResponse> shown = found.getConfigurations() == null
                ? List.of()
                : orEmpty(found.getConfigurations().getStreams());
        return wanted.size() == shown.size()
                && wanted.stream().allMatch(stream -> shown.stream().anyMatch(other -> matches(stream, other)));
    }

    /** The server chooses omitted cursors and keys. Omitted fields and mappers mean none. */
    private static boolean matches(StreamConfiguration requested, StreamConfigurationResponse found) {
        return Objects.equals(requested.getName(), found.getName())
                && Objects.equals(requested.getNamespace(), found.getNamespace())
                && orOverwrite(requested.getSyncMode()) == orOverwrite(found.getSyncMode())
                && isOmittedOr(found.getCursorField(), requested.getCursorField())
                && isOmittedOr(found.getPrimaryKey(), requested.getPrimaryKey())
                && isOmittedOr(found.getDestinationObjectName(), requested.getDestinationObjectName())
                && Boolean.TRUE.equals(requested.getIncludeFiles()) == Boolean.TRUE.equals(found.getIncludeFiles())
                && Set.copyOf(orEmpty(requested.getSelectedFields()))
                        .equals(Set.copyOf(orEmpty(found.getSelectedFields())))
                && hasMappers(requested, found);
    }

    private static boolean isOmittedOr(@Nullable Object found, @Nullable Object requested) {
        return requested == null || List.of().equals(requested) || requested.equals(found);
    }

    /** Compares the types only: the configuration of a mapper can be secret. */
    private static boolean hasMappers(StreamConfiguration requested, StreamConfigurationResponse found) {
        return orEmpty(requested.getMappers()).stream()
                .map(ConfiguredStreamMapper::getType)
                .toList()
                .equals(orEmpty(found.getMappers()).stream()
                        .map(ConfiguredStreamMapperResponse::getType)
                        .toList());
    }

    /** Airbyte uses this sync mode if none is requested. */
    private static ConnectionSyncModeEnum orOverwrite(@Nullable ConnectionSyncModeEnum mode) {
        return mode == null ? ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE : mode;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Returns the requested tags that the connection does not have: Airbyte ignores unknown tags without an error. */
    static Set<UUID> missingTags(ConnectionCreateRequest requested, ConnectionResponse found) {
        List<Tag> tags = requested.getTags();
        if (tags == null) {
            return Set.of();
        }
        Set<UUID> missing = tags.stream().map(Tag::getTagId).collect(Collectors.toCollection(TreeSet::new));
        if (found.getTags() != null) {
            found.getTags().stream().map(TagResponse::getTagId).forEach(missing::remove);
        }
        return missing;
    }

    /** Returns the request that changes a connection to match the requested settings. */
    static ConnectionPatchRequest patch(ConnectionCreateRequest requested) {
        ConnectionPatchRequest patch = new ConnectionPatchRequest();
        patch.setName(requested.getName());
        patch.setStatus(requested.getStatus());
        patch.setSchedule(requested.getSchedule());
        patch.setConfigurations(requested.getConfigurations());
        patch.setNamespaceDefinition(requested.getNamespaceDefinition());
        patch.setNamespaceFormat(requested.getNamespaceFormat());
        patch.setPrefix(requested.getPrefix());
        patch.setNonBreakingSchemaUpdatesBehavior(requested.getNonBreakingSchemaUpdatesBehavior());
        patch.setTags(requested.getTags());
        return patch;
    }
}
