package io.github.airbytesdk.embedded;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Set<String> STATUSES =
            Set.of("pending", "queued", "running", "incomplete", "failed", "succeeded", "cancelled");
    private static final Pattern ORDER = Pattern.compile("([a-zA-Z0-9]+)\\|(ASC|DESC)");

    /** The pattern that the description declares for an order. It does not match any order that the server accepts. */
    private static final String VALIDATED_ORDER = "\\w+|(ASC|DESC)";

    private static final Set<String> FIELDS = Set.of("createdAt", "updatedAt");
    private static final String NOT_RUNNING = "Job is not currently running";

    private final World world;

    JobsApi(World world) {
        this.world = world;
    }

    Reply create(ApiRequest request) {
        Body body = request.body("jobCreateRequest");
        String connectionText = body.requiredString("connectionId");
        String type = body.requiredOneOf("jobType", TYPES);
        UUID connectionId = world.id(connectionText);
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
                return Reply.ok(current.toJson()); // no attempt has started
            }
            throw Problems.tryAgainLater("A sync is already running for: " + connectionId);
        }
        // Reset and clear are one type of job, which has the older name.
        return Reply.ok(world.startJob(connection, sync ? "sync" : "reset", world.now(), world.knobs.jobCourse)
                .toJson());
    }

    Reply get(ApiRequest request) {
        return Reply.ok(job(request).toJsonWithTotals());
    }

    /** Cancels the current job of the job's connection, even if that is another one. */
    Reply cancel(ApiRequest request) {
        StoredJob job = job(request);
        world.cancel(job.connection);
        return Reply.ok(job.toJson());
    }

    private StoredJob job(ApiRequest request) {
        long id = request.pathNumber("jobId");
        StoredJob job = world.jobs.get(id);
        if (job == null) {
            throw world.settings.ordinaryUser() ? Problems.forbidden() : Problems.stateConflict(NOT_RUNNING);
        }
        return job;
    }

    Reply list(ApiRequest request) {
        Page page = Page.of(request, world.settings);
        String orderBy = request.query("orderBy");
        if (world.settings.beanValidation() && orderBy != null && !orderBy.matches(VALIDATED_ORDER)) {
            throw Problems.errorId(400);
        }
        List<UUID> workspaceIds = request.queryUuids("workspaceIds");
        Predicate<StoredJob> filter = filter(request);
        world.checkReadable(workspaceIds);
        Comparator<StoredJob> order = order(orderBy);
        String connectionText = request.query("connectionId");
        Map<String, String> query = new LinkedHashMap<>();
        Stream<StoredJob> jobs;
        if (connectionText != null) {
            UUID connectionId = world.id(connectionText);
            query.put("connectionId", connectionId.toString());
            jobs = jobs(connectionId);
        } else {
            query.put("workspaceIds", Page.join(workspaceIds));
            jobs = world.jobs.values().stream()
                    .filter(job -> workspaceIds.isEmpty() || workspaceIds.contains(job.connection.workspaceId()));
        }
        return page.reply(
                jobs.filter(filter).sorted(order).toList().stream(), StoredJob::toJsonWithTotals, "/jobs", query);
    }

    private Stream<StoredJob> jobs(UUID connectionId) {
        StoredConnection connection = world.connections.find(connectionId);
        if (connection == null && world.settings.ordinaryUser()) {
            throw Problems.forbidden();
        }
        return connection == null ? Stream.empty() : connection.jobs.stream();
    }

    private static Predicate<StoredJob> filter(ApiRequest request) {
        String type = request.queryOneOf("jobType", TYPES);
        String status = request.queryOneOf("status", STATUSES);
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

    private static boolean within(Instant time, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !time.isBefore(from)) && (to == null || !time.isAfter(to));
    }

    /** Oldest first by default. */
    private static Comparator<StoredJob> order(@Nullable String orderBy) {
        Matcher matcher = ORDER.matcher(orderBy == null ? "createdAt|ASC" : orderBy);
        if (!matcher.find() || !FIELDS.contains(matcher.group(1))) {
            throw Problems.badRequest("Invalid order by clause provided: " + orderBy);
        }
        Function<StoredJob, Instant> field = matcher.group(1).equals("createdAt")
                ? job -> job.createdAt
                : job -> job.state().since();
        Comparator<StoredJob> order = Comparator.comparing(field).thenComparingLong(job -> job.id);
        return matcher.group(2).equals("ASC") ? order : order.reversed();
    }
}
