package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members that the create and the patch of a connection have in common; null is absent. */
record ConnectionRequest(
        @Nullable String name,
        @Nullable String scheduleType,
        @Nullable String cronExpression,
        @Nullable String namespaceDefinition,
        @Nullable String namespaceFormat,
        @Nullable String prefix,
        @Nullable String nonBreakingSchemaUpdatesBehavior,
        @Nullable String status,
        List<RequestedStream> streams,
        @Nullable List<UUID> tagIds) {
    private static final Set<String> STATUSES = Set.of("active", "inactive", "deprecated", "locked");
    private static final Set<String> SCHEDULES = Set.of("manual", "cron");
    private static final Set<String> NAMESPACES = Set.of("source", "destination", "custom_format");
    private static final Set<String> SCHEMA_UPDATES =
            Set.of("ignore", "disable_connection", "propagate_columns", "propagate_fully");

    static ConnectionRequest from(Body body) {
        Body schedule = body.object("schedule");
        return new ConnectionRequest(
                body.string("name"),
                schedule == null ? null : schedule.requiredOneOf("scheduleType", SCHEDULES),
                schedule == null ? null : schedule.string("cronExpression"),
                body.oneOf("namespaceDefinition", NAMESPACES),
                body.string("namespaceFormat"),
                body.string("prefix"),
                body.oneOf("nonBreakingSchemaUpdatesBehavior", SCHEMA_UPDATES),
                body.oneOf("status", STATUSES),
                streams(body.object("configurations")),
                tagIds(body.objects("tags")));
    }

    private static List<RequestedStream> streams(@Nullable Body configurations) {
        List<Body> streams = configurations == null ? null : configurations.objects("streams");
        return streams == null
                ? List.of()
                : streams.stream().map(RequestedStream::from).toList();
    }

    /** A tag has four required members, of which the server uses the id only. */
    private static @Nullable List<UUID> tagIds(@Nullable List<Body> tags) {
        if (tags == null) {
            return null;
        }
        return tags.stream()
                .map(tag -> {
                    tag.requiredUuid("workspaceId");
                    tag.requiredString("name");
                    tag.requiredString("color");
                    return tag.requiredUuid("tagId");
                })
                .toList();
    }

    /** Returns the cron expression to store, or null for a manual schedule or none. */
    @Nullable
    String checkedCron() {
        return "cron".equals(scheduleType) ? CronSchedule.checked(cronExpression) : null;
    }
}
