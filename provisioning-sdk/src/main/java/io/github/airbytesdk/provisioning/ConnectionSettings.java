package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.AirbyteApiConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionPatchRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionScheduleResponse;
import io.github.airbytesdk.client.model.ConnectionSyncModeEnum;
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
        if (asked.getConfigurations() != null) {
            compare(names, "streams", asked(asked), found(found));
        }
        if (asked.getTags() != null && !missingTags(asked, found).isEmpty()) {
            names.add("tags");
        }
        return names;
    }

    private static void compare(Set<String> names, String name, @Nullable Object asked, @Nullable Object found) {
        if (asked != null && !asked.equals(found)) {
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

    private static Set<String> asked(ConnectionCreateRequest asked) {
        var streams = Objects.requireNonNull(asked.getConfigurations()).getStreams();
        return streams == null
                ? Set.of()
                : streams.stream()
                        .map(stream -> stream(stream.getNamespace(), stream.getName(), stream.getSyncMode()))
                        .collect(Collectors.toSet());
    }

    private static Set<String> found(ConnectionResponse found) {
        var streams = found.getConfigurations() == null
                ? null
                : found.getConfigurations().getStreams();
        return streams == null
                ? Set.of()
                : streams.stream()
                        .filter(Objects::nonNull)
                        .map(stream -> stream(stream.getNamespace(), stream.getName(), stream.getSyncMode()))
                        .collect(Collectors.toSet());
    }

    private static String stream(
            @Nullable String namespace, @Nullable String name, @Nullable ConnectionSyncModeEnum mode) {
        // Without a mode Airbyte takes this one.
        return namespace + "." + name + " " + (mode == null ? ConnectionSyncModeEnum.FULL_REFRESH_OVERWRITE : mode);
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
