package io.github.airbytesdk.provisioning;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.provisioning.Ends.Asked;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is there already, and decides by {@link IfExists} what to do about it. Only reads. */
final class Existing {
    private static final String OR_UPDATE = "; change the input, or ask for ifExists(UPDATE) to change what is there";

    private final Workspace workspace;
    private final IfExists policy;

    Existing(Workspace workspace, IfExists policy) {
        this.workspace = workspace;
        this.policy = policy;
    }

    /** Looks for a source or destination: for the given one, else for the one that is asked for. */
    <Q> Finding<End> end(Ends<Q> ends, @Nullable UUID given, @Nullable Asked<Q> asked) {
        if (given != null) {
            return given(ends, given);
        }
        Objects.requireNonNull(asked);
        Collection<End> namesakes = policy.looks() ? namesakes(ends, asked) : List.of();
        if (namesakes.isEmpty()) {
            return Finding.create(String.valueOf(asked.name()));
        }
        if (namesakes.size() > 1) {
            return Finding.refuse(severalEnds(ends, asked, namesakes));
        }
        End found = namesakes.iterator().next();
        String what = ends.kind() + " \"" + asked.name() + "\" " + found.id();
        if (policy == IfExists.FAIL) {
            return Finding.refuse(what + " exists; use another name, or ask for ifExists(REUSE)");
        }
        String type = asked.type(ends.typeMember());
        if (!found.isOf(asked.definitionId(), type)) {
            return Finding.refuse(what + " is of another connector, " + connector(found.type(), found.definitionId())
                    + " and not " + connector(type, asked.definitionId()) + "; use another name");
        }
        if (policy == IfExists.UPDATE) {
            return Finding.update(found, found.id().toString());
        }
        Set<String> differences = ConnectorConfiguration.differences(
                (JsonObject) Objects.requireNonNull(asked.configuration()), found.configuration(), ends.typeMember());
        return differences.isEmpty()
                ? Finding.reuse(found, found.id().toString())
                : Finding.refuse(what + " exists and differs in " + String.join(", ", differences) + OR_UPDATE);
    }

    /** By the list, because a single source or destination is still shown after it was deleted. */
    private Finding<End> given(Ends<?> ends, UUID id) {
        Collection<End> found = workspace.ends(ends, end -> id.equals(end.id()));
        return found.isEmpty()
                ? Finding.refuse(ends.kind() + " " + id + " is not among the " + ends.kind() + "s of workspace "
                        + workspace.id() + ", or was deleted")
                : Finding.reuse(found.iterator().next(), id.toString());
    }

    private <Q> Collection<End> namesakes(Ends<Q> ends, Asked<Q> asked) {
        return workspace.ends(ends, end -> Objects.equals(asked.name(), end.name()));
    }

    private static String severalEnds(Ends<?> ends, Asked<?> asked, Collection<End> found) {
        return found.size() + " " + ends.kind() + "s are named \"" + asked.name() + "\": "
                + found.stream().map(End::describe).collect(Collectors.joining("; "))
                + "; delete or rename all but one";
    }

    private static String connector(@Nullable String type, @Nullable UUID definitionId) {
        return type == null || type.isEmpty() ? "definition " + definitionId : type;
    }

    /** Looks again after a create, for somebody else's of the same name, or one that an earlier run's request made late. */
    <Q> void checkAlone(Ends<Q> ends, Asked<Q> asked) {
        Collection<End> namesakes = policy.looks() ? namesakes(ends, asked) : List.of();
        if (namesakes.size() > 1) {
            throw StepFailure.definite(ends.step(), severalEnds(ends, asked, namesakes), null);
        }
    }

    /** Looks for the connection between two ends. */
    Finding<ConnectionResponse> connection(ConnectionCreateRequest asked, UUID sourceId, UUID destinationId) {
        Collection<ConnectionResponse> between = policy.looks() ? between(sourceId, destinationId) : List.of();
        if (between.isEmpty()) {
            return newConnection(asked);
        }
        if (between.size() > 1) {
            return Finding.refuse(severalConnections(between));
        }
        ConnectionResponse found = between.iterator().next();
        String id = String.valueOf(found.getConnectionId());
        if (policy == IfExists.FAIL) {
            return Finding.refuse(
                    "connection " + id + " exists between the two ends; ask for ifExists(REUSE) to use it");
        }
        Set<String> differences = ConnectionSettings.differences(asked, found);
        if (differences.isEmpty()) {
            return Finding.reuse(found, id);
        }
        String names = String.join(", ", differences);
        return policy == IfExists.UPDATE
                ? Finding.update(found, id + ": " + names)
                : Finding.refuse("connection " + id + " exists and differs in " + names + OR_UPDATE);
    }

    static Finding<ConnectionResponse> newConnection(ConnectionCreateRequest asked) {
        return Finding.create(asked.getName() == null ? "named by Airbyte" : asked.getName());
    }

    private Collection<ConnectionResponse> between(UUID sourceId, UUID destinationId) {
        return workspace.connections(connection ->
                sourceId.equals(connection.getSourceId()) && destinationId.equals(connection.getDestinationId()));
    }

    private static String severalConnections(Collection<ConnectionResponse> found) {
        return found.size() + " connections are between the two ends: "
                + found.stream()
                        .map(connection -> String.valueOf(connection.getConnectionId()))
                        .collect(Collectors.joining("; "))
                + "; delete all but one";
    }

    /** Looks again after a create. */
    void checkConnectionAlone(UUID sourceId, UUID destinationId) {
        Collection<ConnectionResponse> between = policy.looks() ? between(sourceId, destinationId) : List.of();
        if (between.size() > 1) {
            throw StepFailure.definite(Step.CREATE_CONNECTION, severalConnections(between), null);
        }
    }

    /** Looks for the latest sync of a connection that had been there. */
    Finding<JobResponse> sync(UUID connectionId) {
        List<JobResponse> syncs = policy.recoversForward() ? workspace.syncs(connectionId) : List.of();
        return syncs.isEmpty()
                ? newSync()
                : Finding.reuse(syncs.get(0), "job " + syncs.get(0).getJobId());
    }

    static Finding<JobResponse> newSync() {
        return Finding.create("first sync");
    }
}
