package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import java.util.UUID;

/** All kinds of resources of one workspace. */
final class PipelineResources {
    final Sources sources;
    final Destinations destinations;
    final Connections connections;
    final Syncs syncs;

    PipelineResources(AirbyteClient client, UUID workspaceId) {
        Workspace workspace = new Workspace(client, workspaceId);
        this.sources = new Sources(client, workspace);
        this.destinations = new Destinations(client, workspace);
        this.connections = new Connections(client, workspace);
        this.syncs = new Syncs(client, workspace);
    }
}
