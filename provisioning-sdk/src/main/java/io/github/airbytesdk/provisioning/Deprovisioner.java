package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a pipeline down: its connection, its destination, its source.
 *
 * <pre>{@code
 * new Deprovisioner(client).workspace(workspaceId)
 *         .connection(connectionId).destination(destinationId).source(sourceId)
 *         .deprovision();
 * }</pre>
 *
 * <p>Only what is named is deleted, so that a shared destination stays when it is left out. By bare ids, because the process
 * that made the pipeline may be gone.
 *
 * <p>Immutable, and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Deprovisioner {
    private final AirbyteClient client;
    private final @Nullable UUID workspaceId;
    private final @Nullable UUID connectionId;
    private final @Nullable UUID destinationId;
    private final @Nullable UUID sourceId;
    private final boolean evenIfUsed;

    /** Starts with nothing named. The client is not closed by this class. */
    public Deprovisioner(AirbyteClient client) {
        this(Objects.requireNonNull(client, "client"), null, null, null, null, false);
    }

    private Deprovisioner(
            AirbyteClient client,
            @Nullable UUID workspaceId,
            @Nullable UUID connectionId,
            @Nullable UUID destinationId,
            @Nullable UUID sourceId,
            boolean evenIfUsed) {
        this.client = client;
        this.workspaceId = workspaceId;
        this.connectionId = connectionId;
        this.destinationId = destinationId;
        this.sourceId = sourceId;
        this.evenIfUsed = evenIfUsed;
    }

    /** Names the workspace, whose lists tell what is there. Required. */
    public Deprovisioner workspace(UUID id) {
        Objects.requireNonNull(id, "id");
        return new Deprovisioner(client, id, connectionId, destinationId, sourceId, evenIfUsed);
    }

    /**
     * Names the connection to delete. A sync that runs on it is cancelled first, and waited for: by Airbyte, which answers
     * when it has stopped it, for at most the five minutes of a job call.
     */
    public Deprovisioner connection(UUID id) {
        Objects.requireNonNull(id, "id");
        return new Deprovisioner(client, workspaceId, id, destinationId, sourceId, evenIfUsed);
    }

    /** Names the destination to delete. What has been written to it stays where it is. */
    public Deprovisioner destination(UUID id) {
        Objects.requireNonNull(id, "id");
        return new Deprovisioner(client, workspaceId, connectionId, id, sourceId, evenIfUsed);
    }

    /** Names the source to delete. */
    public Deprovisioner source(UUID id) {
        Objects.requireNonNull(id, "id");
        return new Deprovisioner(client, workspaceId, connectionId, destinationId, id, evenIfUsed);
    }

    /**
     * Names those parts of a pipeline that its provisioning created; what it had reused is left alone. So after a run that
     * found an earlier run's parts, name them by their ids.
     */
    public Deprovisioner pipeline(ProvisionedPipeline pipeline) {
        return new Deprovisioner(
                client,
                pipeline.workspaceId(),
                isCreated(pipeline, Step.CREATE_CONNECTION) ? pipeline.connectionId() : null,
                isCreated(pipeline, Step.CREATE_DESTINATION) ? pipeline.destinationId() : null,
                isCreated(pipeline, Step.CREATE_SOURCE) ? pipeline.sourceId() : null,
                evenIfUsed);
    }

    private static boolean isCreated(ProvisionedPipeline pipeline, Step step) {
        Origin origin = pipeline.origins().get(step);
        return origin == Origin.CREATED || origin == Origin.ADOPTED;
    }

    /**
     * Deletes a source or a destination even if other connections use it. Airbyte deletes those connections with it. By
     * default such a one is refused.
     */
    public Deprovisioner evenIfUsed() {
        return new Deprovisioner(client, workspaceId, connectionId, destinationId, sourceId, true);
    }

    /**
     * Deletes what was named: the connection, the destination, the source. What is gone already is fine, so that a call that
     * failed can be repeated.
     *
     * @return what was deleted
     * @throws IllegalStateException if the workspace was not set, or a source or a destination is used by connections that
     *     were not named; then nothing has been deleted
     * @throws AirbyteApiException if a call failed; what comes before it in the order above has been deleted. A deletion or a
     *     cancellation that fails because nothing is left to do is no failure
     */
    public Deprovisioned deprovision() {
        if (workspaceId == null) {
            throw new IllegalStateException("a workspace is required, but was not set; call workspace(id)");
        }
        Workspace workspace = new Workspace(client, workspaceId);
        Sources sources = new Sources(client);
        Destinations destinations = new Destinations(client);
        if (!evenIfUsed) {
            checkUnused(workspace, destinations, destinationId);
            checkUnused(workspace, sources, sourceId);
        }
        Taking taking = new Taking(new ArrayList<>(), new ArrayList<>());
        if (connectionId != null) {
            taking.down("connection " + connectionId, () -> isThere(workspace, connectionId), () -> {
                cancelSync(workspace, connectionId);
                client.connections().deleteConnection(connectionId);
            });
        }
        if (destinationId != null) {
            taking.down(destinations, destinationId, workspace);
        }
        if (sourceId != null) {
            taking.down(sources, sourceId, workspace);
        }
        return new Deprovisioned(taking.deleted(), taking.gone());
    }

    private void checkUnused(Workspace workspace, Ends<?> ends, @Nullable UUID id) {
        if (id == null) {
            return;
        }
        Collection<ConnectionResponse> others = workspace.connections(connection ->
                ends.isEndOf(connection, id) && !Objects.equals(connectionId, connection.getConnectionId()));
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    ends.kind() + " " + id + " is used by other connections, which Airbyte would "
                            + "delete with it: "
                            + others.stream()
                                    .map(connection -> String.valueOf(connection.getConnectionId()))
                                    .collect(Collectors.joining(", "))
                            + "; leave it out, or ask for evenIfUsed()");
        }
    }

    private static boolean isThere(Workspace workspace, UUID connectionId) {
        return !workspace
                .connections(connection -> connectionId.equals(connection.getConnectionId()))
                .isEmpty();
    }

    /** What has been taken down, and what had been gone; the lists of the workspace tell which. */
    private record Taking(List<String> deleted, List<String> gone) {
        void down(Ends<?> ends, UUID id, Workspace workspace) {
            down(
                    ends.kind() + " " + id,
                    () -> !workspace.ends(ends, end -> id.equals(end.id())).isEmpty(),
                    () -> ends.delete(id));
        }

        void down(String what, BooleanSupplier isThere, Runnable delete) {
            if (!isThere.getAsBoolean()) {
                gone.add(what);
                return;
            }
            try {
                delete.run();
            } catch (AirbyteApiException e) {
                if (isThere.getAsBoolean()) {
                    throw e;
                }
            }
            deleted.add(what);
        }
    }

    /** Cancelling waits until Airbyte has stopped the sync. */
    private void cancelSync(Workspace workspace, UUID connectionId) {
        Optional<JobResponse> running = running(workspace, connectionId);
        if (running.isEmpty()) {
            return;
        }
        try {
            client.jobs().cancelJob(Objects.requireNonNull(running.get().getJobId()));
        } catch (AirbyteApiException e) {
            // It may have ended by itself meanwhile, which Airbyte answers with 409.
            if (running(workspace, connectionId).isPresent()) {
                throw e;
            }
        }
    }

    private static Optional<JobResponse> running(Workspace workspace, UUID connectionId) {
        return workspace.syncs(connectionId).stream()
                .filter(job -> !SyncResult.isFinal(job.getStatus()))
                .findFirst();
    }
}
