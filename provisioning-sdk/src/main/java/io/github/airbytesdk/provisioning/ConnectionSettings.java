package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionPatchRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionScheduleResponse;
import io.github.airbytesdk.client.model.Tag;
import io.github.airbytesdk.client.model.TagResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the settings of a connection as requested and as the server returns them. */
final class ConnectionSettings {
    /** Airbyte runs schedules in this time zone, and appends it to the expressions that it returns. */
    private static final String ZONE = "UTC";

    private ConnectionSettings() {}

    /**
     * Returns the names of the requested settings whose value differs. A setting that was not requested, or that the server
     * does not return, does not differ.
     */
    static Set<String> differences(ConnectionCreateRequest requested, ConnectionResponse found) {
        Set<String> names = new TreeSet<>();
        compare(names, "name", requested.getName(), found.getName());
        compare(names, "status", requested.getStatus(), found.getStatus());
        compare(names, "namespaceDefinition", requested.getNamespaceDefinition(), found.getNamespaceDefinition());
        if (found.getNamespaceDefinition() != null) {
            // A server that returns the definition omits the format and the prefix only if they are not set.
            compare(names, "namespaceFormat", requested.getNamespaceFormat(), orEmpty(found.getNamespaceFormat()));
            compare(names, "prefix", requested.getPrefix(), orEmpty(found.getPrefix()));
        }
        compare(
                names,
                "nonBreakingSchemaUpdatesBehavior",
                requested.getNonBreakingSchemaUpdatesBehavior(),
                found.getNonBreakingSchemaUpdatesBehavior());
        compareSchedules(names, requested.getSchedule(), found.getSchedule());
        if (!StreamComparison.of(requested.getConfigurations(), found).isEqual()) {
            names.add("streams");
        }
        if (!missingTags(requested, found).isEmpty()) {
            names.add("tags");
        }
        return names;
    }

    private static void compare(Set<String> names, String name, @Nullable Object requested, @Nullable Object found) {
        if (!StreamComparison.isAsRequested(requested, found)) {
            names.add(name);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void compareSchedules(
            Set<String> names, @Nullable ConnectionSchedule requested, @Nullable ConnectionScheduleResponse found) {
        if (requested == null || found == null || found.getScheduleType() == null) {
            return;
        }
        compare(
                names,
                "schedule",
                String.valueOf(requested.getScheduleType()),
                String.valueOf(found.getScheduleType()));
        if (requested.getCronExpression() != null && found.getCronExpression() != null) {
            compare(names, "schedule", cron(requested.getCronExpression()), cron(found.getCronExpression()));
        }
    }

    /** Removes what the server removes from a request and appends to a response. */
    private static String cron(String expression) {
        return (expression.endsWith(ZONE) ? expression.replace(ZONE, "") : expression)
                .strip()
                .replaceAll("\\s+", " ");
    }

    /** Returns the requested tags that the connection lacks; none if the response has no tags. Airbyte ignores unknown tags. */
    static Set<UUID> missingTags(ConnectionCreateRequest requested, ConnectionResponse found) {
        List<Tag> tags = requested.getTags();
        if (tags == null || found.getTags() == null) {
            return Set.of();
        }
        Set<UUID> missing = tags.stream().map(Tag::getTagId).collect(Collectors.toCollection(TreeSet::new));
        found.getTags().stream().map(TagResponse::getTagId).forEach(missing::remove);
        return missing;
    }

    /** Returns the request that changes a connection to match the requested settings. */
    static ConnectionPatchRequest patch(ConnectionCreateRequest requested) {
        ConnectionPatchRequest patch = new ConnectionPatchRequest();
        patch.name(requested.getName());
        patch.status(requested.getStatus());
        patch.schedule(requested.getSchedule());
        patch.configurations(requested.getConfigurations());
        patch.namespaceDefinition(requested.getNamespaceDefinition());
        patch.namespaceFormat(requested.getNamespaceFormat());
        patch.prefix(requested.getPrefix());
        patch.nonBreakingSchemaUpdatesBehavior(requested.getNonBreakingSchemaUpdatesBehavior());
        patch.tags(requested.getTags());
        return patch;
    }
}
