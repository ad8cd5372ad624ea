package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.provisioning.Ends.Asked;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at what is there, as a provisioning would, and tells what it would do. Only reads. */
final class Planning {
    private final Settings settings;
    private final Existing existing;
    private final Sources sources;
    private final Destinations destinations;
    private final @Nullable Asked<SourceCreateRequest> askedSource;
    private final @Nullable Asked<DestinationCreateRequest> askedDestination;
    private final ConnectionCreateRequest askedConnection;
    private final List<PlannedStep> steps = new ArrayList<>();

    /** Checks everything that needs no server. */
    Planning(AirbyteClient client, Settings settings, UUID workspaceId) {
        this.settings = settings;
        this.existing = new Existing(new Workspace(client, workspaceId), settings.ifExists);
        this.sources = new Sources(client);
        this.destinations = new Destinations(client);
        this.askedSource = settings.givenSource == null ? sources.ask(workspaceId, settings.source) : null;
        this.askedDestination =
                settings.givenDestination == null ? destinations.ask(workspaceId, settings.destination) : null;
        this.askedConnection = ConnectionRequest.of(settings);
    }

    ProvisioningPlan plan() {
        End source = add(Step.CREATE_SOURCE, existing.end(sources, settings.givenSource, askedSource));
        End destination =
                add(Step.CREATE_DESTINATION, existing.end(destinations, settings.givenDestination, askedDestination));
        ConnectionResponse connection = add(Step.CREATE_CONNECTION, connection(source, destination));
        add(Step.TRIGGER_FIRST_SYNC, sync(connection));
        return new ProvisioningPlan(steps);
    }

    private Finding<ConnectionResponse> connection(@Nullable End source, @Nullable End destination) {
        return source == null || destination == null
                ? Existing.newConnection(askedConnection)
                : existing.connection(askedConnection, source.id(), destination.id());
    }

    private Finding<JobResponse> sync(@Nullable ConnectionResponse connection) {
        return connection == null
                ? Existing.newSync()
                : existing.sync(Objects.requireNonNull(connection.getConnectionId()));
    }

    private <T> @Nullable T add(Step step, Finding<T> finding) {
        steps.add(new PlannedStep(step, finding.action(), finding.detail()));
        return finding.found();
    }
}
