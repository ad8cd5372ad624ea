package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a pipeline: its connection, its destination, its source.
 *
 * <pre>{@code
 * new Deprovisioner(client).workspace(workspaceId)
 *         .connection(connectionId).destination(destinationId).source(sourceId)
 *         .deprovision();
 * }</pre>
 *
 * <p>Deletes only the named resources, so to keep a shared destination, do not name it. Needs only ids, so it works after the
 * process that created the pipeline has ended.
 *
 * <p>Immutable, and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Deprovisioner {
    private final AirbyteClient client;
    private final @Nullable UUID workspaceId;
    private final Map<ResourceKind, UUID> named;
    private final boolean force;

    /** Creates a deprovisioner that deletes nothing yet. It does not close the client. */
    public Deprovisioner(AirbyteClient client) {
        this(Objects.requireNonNull(client, "client"), null, Map.of(), false);
    }

    private Deprovisioner(
            AirbyteClient client, @Nullable UUID workspaceId, Map<ResourceKind, UUID> named, boolean force) {
        this.client = client;
        this.workspaceId = workspaceId;
        this.named = named;
        this.force = force;
    }

    private Deprovisioner with(ResourceKind kind, UUID id) {
        Map<ResourceKind, UUID> changed = new EnumMap<>(ResourceKind.class);
        changed.putAll(named);
        changed.put(kind, Objects.requireNonNull(id, "id"));
        return new Deprovisioner(client, workspaceId, changed, force);
    }

    /** Sets the workspace, whose lists show what exists. Required. */
    public Deprovisioner workspace(UUID id) {
        return new Deprovisioner(client, Objects.requireNonNull(id, "id"), named, force);
    }

    /**
     * Names the connection to delete. A running sync is cancelled first; Airbyte responds when it has stopped the sync, after
     * at most the five minutes of a job call.
     */
    public Deprovisioner connection(UUID id) {
        return with(ResourceKind.CONNECTION, id);
    }

    /** Names the destination to delete. Data that was written to it is kept. */
    public Deprovisioner destination(UUID id) {
        return with(ResourceKind.DESTINATION, id);
    }

    /** Names the source to delete. */
    public Deprovisioner source(UUID id) {
        return with(ResourceKind.SOURCE, id);
    }

    /**
     * Names the resources that the provisioning of a pipeline created or adopted, in place of those named before, and sets its
     * workspace. Reused resources are kept; to delete resources that an earlier run created, name them by their ids.
     */
    public Deprovisioner pipeline(ProvisionedPipeline pipeline) {
        Map<ResourceKind, UUID> created = new EnumMap<>(Map.of(
                ResourceKind.CONNECTION, pipeline.connectionId(),
                ResourceKind.DESTINATION, pipeline.destinationId(),
                ResourceKind.SOURCE, pipeline.sourceId()));
        created.keySet().removeIf(kind -> {
            Origin origin = pipeline.origins().get(kind.step());
            return origin != Origin.CREATED && origin != Origin.ADOPTED;
        });
        return new Deprovisioner(client, pipeline.workspaceId(), created, force);
    }

    /**
     * Names what a failed provisioning left behind, in addition to what was named before. Jobs need no deletion: deleting their
     * connection cancels them.
     *
     * <p>Pass {@link ProvisioningException#leftovers()}. An adopted resource in it was only recognized by its name, connector
     * and settings. {@link ProvisioningException#possibleLeftovers()} can contain resources of someone else; check them first.
     *
     * @throws IllegalArgumentException if a leftover has no id, or there are two of one kind, so that it is unknown which to delete
     */
    public Deprovisioner leftovers(List<Leftover> leftovers) {
        Deprovisioner all = this;
        for (Leftover leftover : leftovers) {
            if (leftover.kind() == ResourceKind.JOB) {
                continue;
            }
            if (leftover.id() == null) {
                throw new IllegalArgumentException(
                        leftover + " has no id; look for it in the workspace and name it by its id");
            }
            UUID id = Checks.uuid("the id of the " + leftover.kind(), leftover.id());
            if (!id.equals(all.named.getOrDefault(leftover.kind(), id))) {
                throw new IllegalArgumentException("two " + leftover.kind() + "s are named, "
                        + all.named.get(leftover.kind()) + " and " + id + "; check which of them to delete");
            }
            all = all.with(leftover.kind(), id);
        }
        return all;
    }

    /**
     * Deletes a source or a destination even if other connections use it. Airbyte deletes those connections too. By default
     * {@link #deprovision} refuses to.
     */
    public Deprovisioner force() {
        return new Deprovisioner(client, workspaceId, named, true);
    }

    /**
     * Deletes the named resources: the connection, then the destination, then the source. Skips those that do not exist, so a
     * call that failed can be repeated.
     *
     * @return what was deleted
     * @throws IllegalStateException if the workspace was not set, or a source or a destination is used by connections that
     *     were not named; then nothing has been deleted
     * @throws AirbyteApiException if a call failed; what comes before it in the order above has been deleted. A failed
     *     deletion or cancellation is ignored if the resource no longer exists or the sync has ended
     */
    public Deprovisioned deprovision() {
        if (workspaceId == null) {
            throw new IllegalStateException("a workspace is required, but was not set; call workspace(id)");
        }
        PipelineResources resources = new PipelineResources(client, workspaceId);
        List<Connectors<?>> both = List.of(resources.destinations, resources.sources);
        if (!force) {
            both.forEach(this::requireUnused);
        }
        Deletion deletion = new Deletion(new ArrayList<>(), new ArrayList<>());
        UUID connectionId = named.get(ResourceKind.CONNECTION);
        if (connectionId != null) {
            deletion.delete(resources.connections, new ConnectionResponse().connectionId(connectionId), () -> {
                cancelSync(resources.syncs, connectionId);
            });
        }
        for (Connectors<?> connectors : both) {
            UUID id = named.get(connectors.kind());
            if (id != null) {
                deletion.delete(connectors, Connector.ofId(id), () -> {});
            }
        }
        return new Deprovisioned(deletion.deleted(), deletion.gone());
    }

    private void requireUnused(Connectors<?> connectors) {
        UUID id = named.get(connectors.kind());
        if (id == null) {
            return;
        }
        UUID connectionId = named.get(ResourceKind.CONNECTION);
        List<UUID> others = connectors.connectionsOf(Connector.ofId(id)).stream()
                .map(ConnectionResponse::getConnectionId)
                .filter(other -> !Objects.equals(connectionId, other))
                .toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException(connectors.kind() + " " + id
                    + " is used by other connections, which Airbyte would delete with it: " + Messages.listed(others)
                    + "; leave it out, or call force()");
        }
    }

    private static void cancelSync(Syncs syncs, UUID connectionId) {
        Optional<JobResponse> running = syncs.running(connectionId);
        if (running.isEmpty()) {
            return;
        }
        try {
            syncs.delete(running.get());
        } catch (AirbyteApiException e) {
            // Airbyte responds 409 if the sync has just ended by itself (not recorded).
            if (syncs.running(connectionId).isPresent()) {
                throw e;
            }
        }
    }

    /** What was deleted and what did not exist, according to the lists of the workspace. */
    private record Deletion(List<ResourceId> deleted, List<ResourceId> gone) {
        <T> void delete(ResourceType<?, T> type, T resource, Runnable before) {
            ResourceId id = new ResourceId(type.kind(), String.valueOf(type.id(resource)));
            if (!type.exists(resource)) {
                gone.add(id);
                return;
            }
            try {
                before.run();
                type.delete(resource);
            } catch (AirbyteApiException e) {
                if (type.exists(resource)) {
                    throw e;
                }
            }
            deleted.add(id);
        }
    }
}
