package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The lists of a workspace. Only they omit deleted resources: Airbyte still returns a deleted source by its id. */
final class Workspace {
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

    /**
     * Returns the connections that match, each once, without deleted ones. A connection whose id is missing in the response
     * still counts.
     */
    Collection<ConnectionResponse> connections(Predicate<ConnectionResponse> filter) {
        Map<Object, ConnectionResponse> found = new LinkedHashMap<>();
        client.connections()
                .streamConnections(query -> query.workspaceIds(List.of(id)).includeDeleted(false))
                .filter(connection -> connection.getStatus() != ConnectionStatus.DEPRECATED)
                .filter(filter)
                .forEach(connection -> found.put(
                        Objects.requireNonNullElseGet(connection.getConnectionId(), Object::new), connection));
        return found.values();
    }

    /**
     * Returns the latest syncs of a connection, newest first. A server that was built with validation of query parameters
     * refuses every order with 400 (not recorded). Its list starts with the oldest job, so it is read to the last page.
     */
    List<JobResponse> syncs(UUID connectionId) {
        try {
            return known(newest(connectionId).stream()).toList();
        } catch (AirbyteApiException e) {
            if (e.status() != 400) {
                throw e;
            }
        }
        List<JobResponse> jobs = new ArrayList<>(known(client.jobs()
                        .streamJobs(query -> query.connectionId(connectionId).jobType(JobType.SYNC)))
                .toList());
        Collections.reverse(jobs);
        return jobs.subList(0, Math.min(jobs.size(), NEWEST_JOBS));
    }

    private List<JobResponse> newest(UUID connectionId) {
        List<JobResponse> jobs = client.jobs()
                .listJobs(query -> query.connectionId(connectionId)
                        .limit(NEWEST_JOBS)
                        .offset(0)
                        .jobType(JobType.SYNC)
                        .orderBy("createdAt|DESC"))
                .getData();
        if (jobs == null) {
            // Airbyte sends an empty list as such, so this response is not from Airbyte and proves nothing.
            throw AirbyteApiException.fromResponse("listJobs", 200, "a list without its data");
        }
        return jobs;
    }

    private static Stream<JobResponse> known(Stream<JobResponse> jobs) {
        return jobs.filter(job -> job != null && job.getJobId() != null);
    }
}
