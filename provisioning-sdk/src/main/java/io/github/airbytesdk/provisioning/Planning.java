package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.provisioning.Ends.Asked;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import io.github.airbytesdk.provisioning.ProvisioningPlan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks at what is there and tells what a provisioning would do. Only reads. */
final class Planning {
    private final Settings settings;
    private final Workspace workspace;
    private final Existing existing;
    private final Sources sources;
    private final Destinations destinations;
    private final UUID workspaceId;
    private final List<PlannedStep> steps = new ArrayList<>();

    Planning(AirbyteClient client, Settings settings, UUID workspaceId) {
        this.settings = settings;
        this.workspaceId = workspaceId;
        this.workspace = new Workspace(client, workspaceId);
        this.existing = new Existing(client, workspace, settings.ifExists);
        this.sources = new Sources(client);
        this.destinations = new Destinations(client);
    }

    ProvisioningPlan plan() {
        ConnectionCreateRequest connection = ConnectionRequest.of(settings);
        UUID source = end(sources, settings.givenSource, settings.source);
        UUID destination = end(destinations, settings.givenDestination, settings.destination);
        UUID connectionId = connection(connection, source, destination);
        sync(connectionId);
        return new ProvisioningPlan(steps);
    }

    /** Returns the id of what would be used, or null. */
    private <Q> @Nullable UUID end(Ends<Q> ends, @Nullable UUID given, EndInput<Q> input) {
        if (given != null) {
            return given(ends, given);
        }
        Asked<Q> asked = ends.ask(workspaceId, input);
        if (!settings.ifExists.looks()) {
            return add(ends.step(), Action.CREATE, String.valueOf(asked.name()), null);
        }
        End found;
        try {
            found = existing.only(ends, asked);
        } catch (StepFailure refused) {
            return add(ends.step(), Action.REFUSE, refused.what(), null);
        }
        if (found == null) {
            return add(ends.step(), Action.CREATE, String.valueOf(asked.name()), null);
        }
        Set<String> differences = existing.differences(ends, found, asked);
        return switch (settings.ifExists) {
            case UPDATE -> add(ends.step(), Action.UPDATE, found.id().toString(), found.id());
            case REUSE ->
                differences.isEmpty()
                        ? add(ends.step(), Action.REUSE, found.id().toString(), found.id())
                        : add(ends.step(), Action.REFUSE, found.id() + " differs in " + differences, found.id());
            default -> add(ends.step(), Action.REFUSE, found.id() + " exists", found.id());
        };
    }

    private <Q> UUID given(Ends<Q> ends, UUID id) {
        try {
            ends.get(id);
            add(ends.step(), Action.REUSE, id.toString(), id);
        } catch (AirbyteApiException e) {
            add(ends.step(), Action.REFUSE, String.valueOf(e.getMessage()), id);
        }
        return id;
    }

    private @Nullable UUID connection(
            ConnectionCreateRequest asked, @Nullable UUID source, @Nullable UUID destination) {
        String name = asked.getName() == null ? "named by Airbyte" : asked.getName();
        if (!settings.ifExists.looks() || source == null || destination == null) {
            return add(Step.CREATE_CONNECTION, Action.CREATE, name, null);
        }
        ConnectionResponse found;
        try {
            found = existing.onlyConnection(source, destination);
        } catch (StepFailure refused) {
            return add(Step.CREATE_CONNECTION, Action.REFUSE, refused.what(), null);
        }
        UUID id = found == null ? null : found.getConnectionId();
        if (found == null || id == null) {
            return add(Step.CREATE_CONNECTION, Action.CREATE, name, null);
        }
        Set<String> differences = ConnectionSettings.differences(asked, found);
        if (settings.ifExists == IfExists.FAIL) {
            return add(Step.CREATE_CONNECTION, Action.REFUSE, id + " exists", id);
        }
        if (differences.isEmpty()) {
            return add(Step.CREATE_CONNECTION, Action.REUSE, id.toString(), id);
        }
        return settings.ifExists == IfExists.UPDATE
                ? add(Step.CREATE_CONNECTION, Action.UPDATE, id + ": " + differences, id)
                : add(Step.CREATE_CONNECTION, Action.REFUSE, id + " differs in " + differences, id);
    }

    private void sync(@Nullable UUID connectionId) {
        List<JobResponse> syncs = connectionId == null || !settings.ifExists.recoversForward()
                ? List.of()
                : workspace.syncs(connectionId);
        if (syncs.isEmpty()) {
            add(Step.TRIGGER_FIRST_SYNC, Action.CREATE, "sync", null);
        } else {
            add(Step.TRIGGER_FIRST_SYNC, Action.REUSE, "job " + syncs.get(0).getJobId(), null);
        }
    }

    private @Nullable UUID add(Step step, Action action, String detail, @Nullable UUID id) {
        steps.add(new PlannedStep(step, action, detail));
        return id;
    }
}
