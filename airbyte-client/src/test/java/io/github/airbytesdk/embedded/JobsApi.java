package io.github.airbytesdk.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations on jobs. */
final class JobsApi {
    private static final Set<String> TYPES = Set.of("sync", "reset", "refresh", "clear");
    private static final Pattern ORDER = Pattern.compile("(createdAt|updatedAt)\\|(ASC|DESC)");
    private static final String NOT_RUNNING = "Job is not currently running";

    private final World world;

    JobsApi(World world) {
        this.world = world;
    }

    Reply create(ApiRequest request) {
        Body body = request.body();
        UUID connectionId = body.requiredUuid("connectionId");
        String type = body.requiredOneOf("jobType", TYPES);
        StoredConnection connection = world.connection(connectionId);
        if (type.equals("refresh")) {
            throw Problems.unprocessable("Refreshes are not supported in the public API");
        }
        boolean sync = type.equals("sync");
        if (sync && !connection.status.equals("active")) {
            throw Problems.stateConflict("Could not fulfill request");
        }
        StoredJob current = connection.currentJob();
        if (current != null) {
            if (sync && current.type.equals("sync") && current.state().isWaiting()) {
                return Reply.ok(current.toJson()); // it has not begun, so it will do
            }
            throw Problems.tryAgainLater("A sync is already running for: " + connectionId);
        }
        // Reset and clear are one job, under its older name.
        return Reply.ok(world.startJob(connection, sync ? "sync" : "reset", world.now(), world.knobs.jobCourse)
                .toJson());
    }

    Reply get(ApiRequest request) {
        return Reply.ok(job(request).toJson());
    }

    /** Cancels whatever runs on the job's connection, even if that is another job. */
    Reply cancel(ApiRequest request) {
        StoredJob job = job(request);
        world.cancel(job.connection);
        return Reply.ok(job.toJson());
    }

    private StoredJob job(ApiRequest request) {
        long id;
        try {
            id = Long.parseLong(request.pathParameter("jobId"));
        } catch (NumberFormatException e) {
            throw Problems.malformed("Failed to convert argument [jobId]", request.path());
        }
        StoredJob job = world.jobs.get(id);
        if (job == null) {
            throw world.settings.ordinaryUser() ? Problems.forbidden() : Problems.stateConflict(NOT_RUNNING);
        }
        return job;
    }

    Reply list(ApiRequest request) {
        UUID connectionId = request.queryUuid("connectionId");
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        world.checkReadable(workspaceIds);
        Stream<StoredJob> jobs = connectionId == null
                ? world.jobs.values().stream()
                        .filter(job -> workspaceIds.isEmpty() || workspaceIds.contains(job.connection.workspaceId()))
                : world.connection(connectionId).jobs.stream();
        List<StoredJob> found = new ArrayList<>(jobs.filter(filter(request)).toList());
        found.sort(order(request.query("orderBy")));
        Map<String, String> query = new LinkedHashMap<>();
        if (connectionId == null) {
            query.put("workspaceIds", Page.join(workspaceIds));
        } else {
            query.put("connectionId", connectionId.toString());
        }
        return Page.of(request).reply(found.stream(), StoredJob::toJson, "/jobs", query);
    }

    private static Predicate<StoredJob> filter(ApiRequest request) {
        String type = lowerCase(request.query("jobType"));
        String status = lowerCase(request.query("status"));
        Instant createdFrom = request.queryTime("createdAtStart");
        Instant createdTo = request.queryTime("createdAtEnd");
        Instant updatedFrom = request.queryTime("updatedAtStart");
        Instant updatedTo = request.queryTime("updatedAtEnd");
        String storedType = "clear".equals(type) ? "reset" : type;
        return job -> (storedType == null || job.type.equals(storedType))
                && (status == null || job.state().status().equals(status))
                && within(job.createdAt, createdFrom, createdTo)
                && within(job.state().since(), updatedFrom, updatedTo);
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static boolean within(Instant time, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
    }

    /** Oldest first, unless the request says otherwise. */
    private static Comparator<StoredJob> order(@Nullable String orderBy) {
        Matcher matcher = ORDER.matcher(orderBy == null ? "createdAt|ASC" : orderBy);
        if (!matcher.matches()) {
            throw Problems.badRequest("Invalid order by clause provided: " + orderBy);
        }
        Function<StoredJob, Instant> field = matcher.group(1).equals("createdAt")
                ? job -> job.createdAt
                : job -> job.state().since();
        Comparator<StoredJob> order = Comparator.comparing(field).thenComparingLong(job -> job.id);
        return matcher.group(2).equals("ASC") ? order : order.reversed();
    }
}
