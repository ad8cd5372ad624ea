package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.Pages;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionStatusEnum;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobTypeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Returns the sources that match, each once. */
    Collection<Connector> sources(Predicate<Connector> filter) {
        return connectors(
                "listSources",
                (limit, offset) -> client.sources()
                        .listSources(List.of(id), false, limit, offset)
                        .getData(),
                Connector::of,
                filter);
    }

    /** Returns the destinations that match, each once. */
    Collection<Connector> destinations(Predicate<Connector> filter) {
        return connectors(
                "listDestinations",
                (limit, offset) -> client.destinations()
                        .listDestinations(List.of(id), false, limit, offset)
                        .getData(),
                Connector::of,
                filter);
    }

    private static <R> Collection<Connector> connectors(
            String operation, Pages.Page<R> page, Function<R, @Nullable Connector> view, Predicate<Connector> filter) {
        Map<UUID, Connector> found = new LinkedHashMap<>();
        pages(operation, page).forEach(response -> {
            Connector connector = view.apply(response);
            if (connector != null && filter.test(connector)) {
                found.put(connector.id(), connector);
            }
        });
        return found.values();
    }

    /**
     * Returns the connections that match, each once, without deleted ones. A connection whose id is missing in the response
     * still counts.
     */
    Collection<ConnectionResponse> connections(Predicate<ConnectionResponse> filter) {
        Map<Object, ConnectionResponse> found = new LinkedHashMap<>();
        pages(
                        "listConnections",
                        (limit, offset) -> client.connections()
                                .listConnections(List.of(id), null, false, limit, offset)
                                .getData())
                .filter(connection -> connection.getStatus() != ConnectionStatusEnum.DEPRECATED)
                .filter(filter)
                .forEach(connection -> found.put(
                        Objects.requireNonNullElseGet(connection.getConnectionId(), Object::new), connection));
        return found.values();
    }

    /**
     * Returns the latest syncs of a connection, newest first. A server that was built with validation of query parameters
     * refuses every order with 400. Its list starts with the oldest job, so it is read to the last page.
     */
    List<JobResponse> syncs(UUID connectionId) {
        try {
            return known(present("listJobs", jobs(connectionId, NEWEST_JOBS, 0, "createdAt|DESC")))
                    .toList();
        } catch (AirbyteApiException e) {
            if (e.status() != 400) {
                throw e;
            }
        }
        List<JobResponse> jobs =
                new ArrayList<>(known(pages("listJobs", (limit, offset) -> jobs(connectionId, limit, offset, null))
                                .toList())
                        .toList());
        Collections.reverse(jobs);
        return jobs.subList(0, Math.min(jobs.size(), NEWEST_JOBS));
    }

    private @Nullable List<JobResponse> jobs(UUID connectionId, int limit, int offset, @Nullable String order) {
        return client.jobs()
                .listJobs(connectionId, limit, offset, JobTypeEnum.SYNC, null, null, null, null, null, null, order)
                .getData();
    }

    private static Stream<JobResponse> known(List<JobResponse> jobs) {
        return jobs.stream().filter(job -> job != null && job.getJobId() != null);
    }

    private static <R> Stream<R> pages(String operation, Pages.Page<R> page) {
        return Pages.stream((limit, offset) -> present(operation, page.get(limit, offset)));
    }

    /** Airbyte sends an empty list as such, so a response without a list is not from Airbyte and proves nothing. */
    private static <T> List<T> present(String operation, @Nullable List<T> data) {
        if (data == null) {
            throw AirbyteApiException.fromResponse(operation, 200, "a list without its data");
        }
        return data;
    }
}
