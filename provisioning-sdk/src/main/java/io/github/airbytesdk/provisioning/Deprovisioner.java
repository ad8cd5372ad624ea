package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatusEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
        return new Deprovisioner(client, id, connectionId, destinationId, sourceId, evenIfUsed);
    }

    /** Names the connection to delete; a sync that runs on it is cancelled first. */
    public Deprovisioner connection(UUID id) {
        return new Deprovisioner(client, workspaceId, id, destinationId, sourceId, evenIfUsed);
    }

    /** Names the destination to delete. What has been written to it stays where it is. */
    public Deprovisioner destination(UUID id) {
        return new Deprovisioner(client, workspaceId, connectionId, id, sourceId, evenIfUsed);
    }

    /** Names the source to delete. */
    public Deprovisioner source(UUID id) {
        return new Deprovisioner(client, workspaceId, connectionId, destinationId, id, evenIfUsed);
    }

    /** Names all parts of a pipeline that its provisioning created; what it had reused is left alone. */
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
     * @throws AirbyteApiException if a call failed; what came before it in the order above has been deleted
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
        List<String> deleted = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        if (connectionId != null) {
            boolean there = !workspace
                    .connections(connection -> connectionId.equals(connection.getConnectionId()))
                    .isEmpty();
            if (there) {
                cancelSync(workspace, connectionId);
                client.connections().deleteConnection(connectionId);
            }
            (there ? deleted : gone).add("connection " + connectionId);
        }
        delete(workspace, destinations, destinationId, deleted, gone);
        delete(workspace, sources, sourceId, deleted, gone);
        return new Deprovisioned(deleted, gone);
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

    private static void delete(
            Workspace workspace, Ends<?> ends, @Nullable UUID id, List<String> deleted, List<String> gone) {
        if (id == null) {
            return;
        }
        boolean there = !workspace.ends(ends, end -> id.equals(end.id())).isEmpty();
        if (there) {
            ends.delete(id);
        }
        (there ? deleted : gone).add(ends.kind() + " " + id);
    }

    /** Cancelling waits until Airbyte has stopped the sync. */
    private void cancelSync(Workspace workspace, UUID id) {
        for (JobResponse job : workspace.syncs(id)) {
            JobStatusEnum status = job.getStatus();
            if (status != null && !SyncResult.isFinal(status)) {
                client.jobs().cancelJob(Objects.requireNonNull(job.getJobId()));
                return;
            }
        }
    }
}
