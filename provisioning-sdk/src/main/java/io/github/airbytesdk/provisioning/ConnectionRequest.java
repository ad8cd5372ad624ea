package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.AirbyteApiConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionStatusEnum;
import io.github.airbytesdk.client.model.ScheduleTypeEnum;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The request for the connection, before its ends are known: our values first, then the caller's own hand, then checks. */
final class ConnectionRequest {
    private ConnectionRequest() {}

    static ConnectionCreateRequest of(Settings settings) {
        ConnectionCreateRequest request = new ConnectionCreateRequest()
                .schedule(new AirbyteApiConnectionSchedule().scheduleType(ScheduleTypeEnum.MANUAL))
                .status(ConnectionStatusEnum.ACTIVE);
        if (settings.connectionName != null) {
            request.name(settings.connectionName);
        }
        for (Consumer<ConnectionCreateRequest> change : settings.connectionRequests) {
            change.accept(request);
        }
        if (request.getName() != null) {
            Checks.name("connection", request.getName());
        }
        if (request.getSourceId() != null || request.getDestinationId() != null) {
            throw new IllegalArgumentException(
                    "the connection's request was given ends; its ends are the source and the "
                            + "destination of the pipeline, for which useSource(id) and useDestination(id) name existing ones");
        }
        CronSyntax.check(request.getSchedule());
        ConnectionStatusEnum status = request.getStatus();
        if (status != null && status != ConnectionStatusEnum.ACTIVE) {
            throw new IllegalArgumentException("the connection's status is " + status
                    + ", and its first sync can only start on an active one; leave the status out");
        }
        return request;
    }

    /** Airbyte drops unknown tags, and those of other workspaces, without a word. */
    static void checkTags(ConnectionCreateRequest request, ConnectionResponse made) {
        Set<UUID> missing = ConnectionSettings.missingTags(request, made);
        if (made.getTags() != null && !missing.isEmpty()) {
            throw StepFailure.definite(
                    Step.CREATE_CONNECTION,
                    "Airbyte dropped tags that it does not know in this workspace: " + missing,
                    null);
        }
    }
}
