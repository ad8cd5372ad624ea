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

/** A connection's settings, as asked for and as the server shows them. */
final class ConnectionSettings {
    /** Airbyte runs schedules by this time zone, and adds it to what it shows. */
    private static final String ZONE = " UTC";

    private ConnectionSettings() {}

    /** Names the settings that were asked for and are not so. What was not asked for does not differ. */
    static Set<String> differences(ConnectionCreateRequest asked, ConnectionResponse found) {
        Set<String> names = new TreeSet<>();
        compare(names, "name", asked.getName(), found.getName());
        compare(names, "status", asked.getStatus(), found.getStatus());
        compare(names, "namespaceDefinition", asked.getNamespaceDefinition(), found.getNamespaceDefinition());
        compare(names, "namespaceFormat", asked.getNamespaceFormat(), found.getNamespaceFormat());
        compare(names, "prefix", asked.getPrefix(), found.getPrefix() == null ? "" : found.getPrefix());
        compare(
                names,
                "nonBreakingSchemaUpdatesBehavior",
                asked.getNonBreakingSchemaUpdatesBehavior(),
                found.getNonBreakingSchemaUpdatesBehavior());
        compare(names, "schedule", schedule(asked.getSchedule()), schedule(found.getSchedule()));
        if (asked.getConfigurations() != null && !hasStreams(found, asked.getConfigurations())) {
            names.add("streams");
        }
        if (asked.getTags() != null && !missingTags(asked, found).isEmpty()) {
            names.add("tags");
        }
        return names;
    }

    private static void compare(Set<String> names, String name, @Nullable Object asked, @Nullable Object found) {
        if (!isLeftOutOr(found, asked)) {
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

    private static boolean hasStreams(ConnectionResponse found, StreamConfigurations asked) {
        List<StreamConfiguration> wanted = orEmpty(asked.getStreams());
        List<StreamConfigurationResponse> shown = found.getConfigurations() == null
                ? List.of()
                : orEmpty(found.getConfigurations().getStreams());
        return wanted.size() == shown.size()
                && wanted.stream().allMatch(stream -> shown.stream().anyMatch(other -> isSo(stream, other)));
    }

    /** Cursors and keys that are left out are chosen by the server; fields and mappers that are left out are not there. */
    private static boolean isSo(StreamConfiguration asked, StreamConfigurationResponse found) {
        return Objects.equals(asked.getName(), found.getName())
                && Objects.equals(asked.getNamespace(), found.getNamespace())
                && orOverwrite(asked.getSyncMode()) == orOverwrite(found.getSyncMode())
                && isLeftOutOr(found.getCursorField(), asked.getCursorField())
                && isLeftOutOr(found.getPrimaryKey(), asked.getPrimaryKey())
                && isLeftOutOr(found.getDestinationObjectName(), asked.getDestinationObjectName())
                && Boolean.TRUE.equals(asked.getIncludeFiles()) == Boolean.TRUE.equals(found.getIncludeFiles())
                && Set.copyOf(orEmpty(asked.getSelectedFields())).equals(Set.copyOf(orEmpty(found.getSelectedFields())))
                && hasMappers(asked, found);
    }

    private static boolean isLeftOutOr(@Nullable Object found, @Nullable Object asked) {
        return asked == null || List.of().equals(asked) || asked.equals(found);
    }

    /** As far as types go: what a mapper is set to can be a secret. */
    private static boolean hasMappers(StreamConfiguration asked, StreamConfigurationResponse found) {
        return orEmpty(asked.getMappers()).stream()
                .map(ConfiguredStreamMapper::getType)
                .toList()
                .equals(orEmpty(found.getMappers()).stream()
                        .map(ConfiguredStreamMapperResponse::getType)
                        .toList());
    }

    /** Without a mode Airbyte takes this one. */
    private static ConnectionSyncModeEnum orOverwrite(@Nullable ConnectionSyncModeEnum mode) {
        return mode == null ? ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE : mode;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** The tags that were asked for and that the connection has not: Airbyte drops unknown ones silently. */
    static Set<UUID> missingTags(ConnectionCreateRequest asked, ConnectionResponse found) {
        List<Tag> tags = asked.getTags();
        if (tags == null) {
            return Set.of();
        }
        Set<UUID> missing = tags.stream().map(Tag::getTagId).collect(Collectors.toCollection(TreeSet::new));
        if (found.getTags() != null) {
            found.getTags().stream().map(TagResponse::getTagId).forEach(missing::remove);
        }
        return missing;
    }

    /** What changes a connection to what was asked for. */
    static ConnectionPatchRequest patch(ConnectionCreateRequest asked) {
        ConnectionPatchRequest patch = new ConnectionPatchRequest();
        patch.setName(asked.getName());
        patch.setStatus(asked.getStatus());
        patch.setSchedule(asked.getSchedule());
        patch.setConfigurations(asked.getConfigurations());
        patch.setNamespaceDefinition(asked.getNamespaceDefinition());
        patch.setNamespaceFormat(asked.getNamespaceFormat());
        patch.setPrefix(asked.getPrefix());
        patch.setNonBreakingSchemaUpdatesBehavior(asked.getNonBreakingSchemaUpdatesBehavior());
        patch.setTags(asked.getTags());
        return patch;
    }
}
