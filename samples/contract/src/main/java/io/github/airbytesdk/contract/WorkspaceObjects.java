package io.github.airbytesdk.contract;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationResponse;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sources, destinations and connections of the workspace, chosen by their names. */
final class WorkspaceObjects {
    private final AirbyteClient client;
    private final UUID workspaceId;

    WorkspaceObjects(Target target) {
        this.client = target.client();
        this.workspaceId = target.workspaceId();
    }

    /**
     * What was removed, and what could not be.
     *
     * @param removed number of objects
     * @param failures one line for each object that is left
     */
    record Removal(int removed, List<String> failures) {}

    private Stream<ConnectionResponse> connections() {
        return client.connections().streamConnections(query -> query.workspaceIds(List.of(workspaceId)));
    }

    private Stream<DestinationResponse> destinations() {
        return client.destinations().streamDestinations(query -> query.workspaceIds(List.of(workspaceId)));
    }

    private Stream<SourceResponse> sources() {
        return client.sources().streamSources(query -> query.workspaceIds(List.of(workspaceId)));
    }

    /** Returns the names that match, with the kind of each object. */
    List<String> names(Predicate<String> name) {
        return Stream.of(
                        connections()
                                .map(ConnectionResponse::getName)
                                .filter(name)
                                .map(n -> "connection " + n),
                        destinations()
                                .map(DestinationResponse::getName)
                                .filter(name)
                                .map(n -> "destination " + n),
                        sources().map(SourceResponse::getName).filter(name).map(n -> "source " + n))
                .flatMap(names -> names)
                .toList();
    }

    /** Returns how many sources, destinations and connections match, such as {@code 1/1/1}. */
    String count(Predicate<String> name) {
        return sources().map(SourceResponse::getName).filter(name).count()
                + "/"
                + destinations().map(DestinationResponse::getName).filter(name).count()
                + "/"
                + connections().map(ConnectionResponse::getName).filter(name).count();
    }

    /**
     * Deletes everything whose name matches, and stops its syncs. Keeps a source or destination that a connection of another
     * name uses, because Airbyte would delete that connection too.
     */
    Removal remove(Predicate<String> name) {
        List<String> failures = new ArrayList<>();
        int removed = 0;
        Set<UUID> used = new HashSet<>();
        for (ConnectionResponse connection : connections().toList()) {
            if (name.test(connection.getName())) {
                Deprovisioner one =
                        new Deprovisioner(client).workspace(workspaceId).connection(connection.getConnectionId());
                removed += tried("connection " + connection.getName(), one::deprovision, failures);
            } else {
                used.add(connection.getSourceId());
                used.add(connection.getDestinationId());
            }
        }
        for (DestinationResponse destination : destinations().toList()) {
            UUID id = destination.getDestinationId();
            if (name.test(destination.getName())) {
                removed += deleted(
                        "destination " + destination.getName(),
                        used.contains(id),
                        () -> client.destinations().deleteDestination(id),
                        failures);
            }
        }
        for (SourceResponse source : sources().toList()) {
            UUID id = source.getSourceId();
            if (name.test(source.getName())) {
                removed += deleted(
                        "source " + source.getName(),
                        used.contains(id),
                        () -> client.sources().deleteSource(id),
                        failures);
            }
        }
        return new Removal(removed, failures);
    }

    private static int deleted(String what, boolean used, Runnable delete, List<String> failures) {
        if (used) {
            failures.add(what + ": a connection of another name uses it");
            return 0;
        }
        return tried(what, delete, failures);
    }

    private static int tried(String what, Runnable delete, List<String> failures) {
        try {
            delete.run();
            return 1;
        } catch (AirbyteApiException | ProvisioningException e) {
            failures.add(what + ": " + e.getMessage());
            return 0;
        }
    }
}
