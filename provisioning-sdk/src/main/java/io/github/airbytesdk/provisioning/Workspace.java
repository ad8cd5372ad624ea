package io.github.airbytesdk.provisioning;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.Pages;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionStatusEnum;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobTypeEnum;
import io.github.airbytesdk.provisioning.Ends.Asked;
import io.github.airbytesdk.provisioning.LostAnswer.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a workspace holds, read from its lists: only they leave out what was deleted. */
final class Workspace {
    /** The server's clock is shown in whole seconds, and its answer and its database may stand on two hosts. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private static final int NEWEST_JOBS = 100;

    private final AirbyteClient client;
    private final UUID id;

    Workspace(AirbyteClient client, UUID id) {
        this.client = client;
        this.id = id;
    }

    UUID id() {
        return id;
    }

    /** All sources or destinations that pass, each once. */
    Collection<End> ends(Ends<?> ends, Predicate<End> filter) {
        Map<UUID, End> found = new LinkedHashMap<>();
        Stream<End> all = Pages.stream((limit, offset) -> present(ends.listOperation(), ends.list(id, limit, offset)));
        all.filter(filter).forEach(end -> found.put(end.id(), end));
        return found.values();
    }

    /** All connections that pass, each once, without those that were deleted. An id can be missing: then it still counts. */
    Collection<ConnectionResponse> connections(Predicate<ConnectionResponse> filter) {
        Map<Object, ConnectionResponse> found = new LinkedHashMap<>();
        Stream<ConnectionResponse> all = Pages.stream((limit, offset) -> present(
                "listConnections",
                client.connections()
                        .listConnections(List.of(id), null, false, limit, offset)
                        .getData()));
        all.filter(connection -> connection.getStatus() != ConnectionStatusEnum.DEPRECATED)
                .filter(filter)
                .forEach(connection -> found.put(
                        Objects.requireNonNullElseGet(connection.getConnectionId(), Object::new), connection));
        return found.values();
    }

    /** The syncs of a connection, newest first. */
    List<JobResponse> syncs(UUID connectionId) {
        List<JobResponse> data = present(
                "listJobs",
                client.jobs()
                        .listJobs(
                                connectionId,
                                NEWEST_JOBS,
                                0,
                                JobTypeEnum.SYNC,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                "createdAt|DESC")
                        .getData());
        return data.stream()
                .filter(job -> job != null && job.getJobId() != null)
                .toList();
    }

    /** Airbyte sends an empty list as such, so an answer without one has not come from it and says nothing. */
    private static <T> List<T> present(String operation, @Nullable List<T> data) {
        if (data == null) {
            throw AirbyteApiException.fromResponse(operation, 200, "a list without its data");
        }
        return data;
    }

    /** The ids of a connection's syncs. */
    Set<Long> syncIds(UUID connectionId) {
        return syncs(connectionId).stream().map(JobResponse::getJobId).collect(Collectors.toSet());
    }

    /**
     * What a lost create of a source or destination may have made: of the same name, connector and readable
     * configuration, without a connection, and not older than the request.
     */
    List<Candidate<End>> candidates(Ends<?> ends, Asked<?> asked, @Nullable Instant before) {
        JsonObject sent = (JsonObject) asked.configuration();
        String typeMember = ends.typeMember();
        Collection<End> alike = ends(
                ends,
                end -> asked.name() != null
                        && asked.name().equals(end.name())
                        && end.isOf(asked.definitionId(), asked.type(typeMember))
                        && sent != null
                        && ConnectorConfiguration.differences(sent, end.configuration(), typeMember)
                                .isEmpty()
                        && isNotOlder(end.createdAt(), before));
        if (alike.isEmpty()) {
            return List.of();
        }
        Collection<ConnectionResponse> used =
                connections(connection -> alike.stream().anyMatch(end -> ends.isEndOf(connection, end.id())));
        return alike.stream()
                .filter(end -> used.stream().noneMatch(connection -> ends.isEndOf(connection, end.id())))
                .map(end -> new Candidate<>(
                        end.id().toString(), end, end.describe(), before != null && end.createdAt() != null))
                .toList();
    }

    /** What a lost create of a connection may have made. Between two ends that are ours, any connection is. */
    List<Candidate<ConnectionResponse>> candidates(
            UUID sourceId, UUID destinationId, boolean bothOurs, @Nullable Instant before) {
        Collection<ConnectionResponse> between = connections(connection -> connection.getConnectionId() != null
                && sourceId.equals(connection.getSourceId())
                && destinationId.equals(connection.getDestinationId())
                && (bothOurs || isNotOlder(End.time(connection.getCreatedAt()), before)));
        return between.stream()
                .map(connection -> new Candidate<>(
                        String.valueOf(connection.getConnectionId()),
                        connection,
                        String.valueOf(connection.getConnectionId()),
                        bothOurs || (before != null && connection.getCreatedAt() != null)))
                .toList();
    }

    /**
     * What a lost start of a sync may have started: the newest sync that had not been there before.
     *
     * @param known jobs that had been there; none on a connection that this call made
     */
    List<Candidate<JobResponse>> newSync(UUID connectionId, Set<Long> known) {
        return syncs(connectionId).stream()
                .filter(job -> !known.contains(job.getJobId()))
                .limit(1)
                .map(job -> new Candidate<>(String.valueOf(job.getJobId()), job, String.valueOf(job.getJobId()), true))
                .toList();
    }

    /** Unknown times pass, and then keep a candidate from being adopted. */
    private static boolean isNotOlder(@Nullable Instant createdAt, @Nullable Instant before) {
        return createdAt == null || before == null || !createdAt.isBefore(before.minus(CLOCK_SLACK));
    }
}
