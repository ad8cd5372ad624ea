package io.github.airbytesdk.provisioning;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.provisioning.Ends.Asked;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is there already, and decides by {@link IfExists} whether it is what was asked for. */
final class Existing {
    private final AirbyteClient client;
    private final Workspace workspace;
    private final IfExists policy;

    Existing(AirbyteClient client, Workspace workspace, IfExists policy) {
        this.client = client;
        this.workspace = workspace;
        this.policy = policy;
    }

    /** Returns the source or destination to go on with, or null where one has to be created. */
    <Q> @Nullable Part<End> end(Ends<Q> ends, Asked<Q> asked) {
        if (!policy.looks()) {
            return null;
        }
        End found = only(ends, asked);
        if (found == null || policy == IfExists.FAIL) {
            if (found != null) {
                throw refused(
                        ends.step(),
                        describe(ends, found, asked) + " exists; use another name, or ask for ifExists(REUSE)");
            }
            return null;
        }
        if (policy == IfExists.UPDATE) {
            ends.patch(found.id(), configuration(asked));
            return new Part<>(found, Origin.UPDATED);
        }
        Set<String> differences = differences(ends, found, asked);
        if (!differences.isEmpty()) {
            throw refused(
                    ends.step(),
                    describe(ends, found, asked) + " exists and differs in "
                            + String.join(", ", differences)
                            + "; change the input, or ask for ifExists(UPDATE) to change what is there");
        }
        return new Part<>(found, Origin.REUSED);
    }

    /** Looks again after a create, for somebody else's of the same name, or one that an earlier run's request made late. */
    <Q> void checkAlone(Ends<Q> ends, Asked<Q> asked) {
        if (policy.looks()) {
            only(ends, asked);
        }
    }

    /** The one of that name, or null; refuses to choose, and refuses another connector. */
    <Q> @Nullable End only(Ends<Q> ends, Asked<Q> asked) {
        Collection<End> found =
                workspace.ends(ends, end -> String.valueOf(asked.name()).equals(end.name()));
        if (found.size() > 1) {
            throw refused(
                    ends.step(),
                    found.size() + " " + ends.kind() + "s are named \"" + asked.name() + "\": "
                            + found.stream().map(End::describe).collect(Collectors.joining("; "))
                            + "; delete or rename all but one");
        }
        if (found.isEmpty()) {
            return null;
        }
        End end = found.iterator().next();
        String type = asked.type(ends.typeMember());
        if (policy != IfExists.FAIL && !end.isOf(asked.definitionId(), type)) {
            throw refused(
                    ends.step(),
                    describe(ends, end, asked) + " is of another connector, "
                            + (end.type() == null || end.type().isEmpty()
                                    ? "definition " + end.definitionId()
                                    : end.type())
                            + " and not " + (type == null ? "definition " + asked.definitionId() : type)
                            + "; use another name");
        }
        return end;
    }

    /** The members in which what is there differs from what was asked for, as far as it can be read. */
    <Q> Set<String> differences(Ends<Q> ends, End found, Asked<Q> asked) {
        return Configurations.differences(configuration(asked), found.configuration(), ends.typeMember());
    }

    /** Returns the connection to go on with, or null where one has to be created. */
    @Nullable
    Part<ConnectionResponse> connection(ConnectionCreateRequest asked) {
        if (!policy.looks()) {
            return null;
        }
        ConnectionResponse found = onlyConnection(asked.getSourceId(), asked.getDestinationId());
        UUID id = found == null ? null : found.getConnectionId();
        if (found == null || id == null) {
            return null;
        }
        if (policy == IfExists.FAIL) {
            throw refused(
                    Step.CREATE_CONNECTION,
                    "connection " + id + " exists between the two ends; " + "ask for ifExists(REUSE) to use it");
        }
        Set<String> differences = ConnectionSettings.differences(asked, found);
        if (differences.isEmpty()) {
            return new Part<>(found, Origin.REUSED);
        }
        if (policy == IfExists.UPDATE) {
            ConnectionResponse updated = client.connections().patchConnection(id, ConnectionSettings.patch(asked));
            return new Part<>(updated.getConnectionId() == null ? found : updated, Origin.UPDATED);
        }
        throw refused(
                Step.CREATE_CONNECTION,
                "connection " + id + " exists and differs in "
                        + String.join(", ", differences)
                        + "; change the input, or ask for ifExists(UPDATE) to change what is there");
    }

    /** The one connection between two ends, or null; refuses to choose. */
    @Nullable
    ConnectionResponse onlyConnection(UUID sourceId, UUID destinationId) {
        Collection<ConnectionResponse> found = workspace.connections(connection ->
                sourceId.equals(connection.getSourceId()) && destinationId.equals(connection.getDestinationId()));
        if (found.size() > 1) {
            throw refused(
                    Step.CREATE_CONNECTION,
                    found.size() + " connections are between the two ends: "
                            + found.stream()
                                    .map(connection -> String.valueOf(connection.getConnectionId()))
                                    .collect(Collectors.joining("; "))
                            + "; delete all but one");
        }
        return found.isEmpty() ? null : found.iterator().next();
    }

    /** Looks again after a create. */
    void checkConnectionAlone(UUID sourceId, UUID destinationId) {
        if (policy.looks()) {
            onlyConnection(sourceId, destinationId);
        }
    }

    /** Returns the latest sync of a connection that had been there, or null where the first one has to be started. */
    @Nullable
    Part<JobResponse> sync(UUID connectionId) {
        List<JobResponse> syncs = workspace.syncs(connectionId);
        return !policy.recoversForward() || syncs.isEmpty() ? null : new Part<>(syncs.get(0), Origin.REUSED);
    }

    private static JsonObject configuration(Asked<?> asked) {
        return asked.configuration() instanceof JsonObject object ? object : new JsonObject();
    }

    private static String describe(Ends<?> ends, End found, Asked<?> asked) {
        return ends.kind() + " \"" + asked.name() + "\" " + found.id();
    }

    private static StepFailure refused(Step step, String what) {
        return StepFailure.definite(step, what, null);
    }
}
