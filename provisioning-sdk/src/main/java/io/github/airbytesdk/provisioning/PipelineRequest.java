package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamName;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * One pipeline as requested: all settings, validated as far as is possible without the server. Used by one call of
 * {@code provision()} or {@code plan()}.
 *
 * @param connection the connection's create request, still without source, destination and streams
 */
record PipelineRequest(
        UUID workspaceId,
        ConnectorSpec<SourceCreateRequest> source,
        ConnectorSpec<DestinationCreateRequest> destination,
        ConnectionCreateRequest connection,
        PipelineSettings settings) {

    /**
     * Validates the settings and runs the caller's customizers.
     *
     * @throws IllegalStateException if a required setting is missing
     * @throws IllegalArgumentException if a setting is invalid
     */
    static PipelineRequest of(PipelineSettings settings) {
        if (settings.workspaceId == null) {
            throw missing("a workspace", "workspace(id)");
        }
        if (settings.source.isEmpty()) {
            throw missing("a source", "source(name, configuration)");
        }
        if (settings.destination.isEmpty()) {
            throw missing("a destination", "destination(name, configuration)");
        }
        return new PipelineRequest(
                settings.workspaceId,
                Sources.spec(settings.workspaceId, settings.source),
                Destinations.spec(settings.workspaceId, settings.destination),
                connection(settings),
                settings);
    }

    private static IllegalStateException missing(String what, String call) {
        return new IllegalStateException(what + " is required, but was not set; call " + call);
    }

    private static ConnectionCreateRequest connection(PipelineSettings settings) {
        ConnectionCreateRequest request = new ConnectionCreateRequest()
                .schedule(new ConnectionSchedule().scheduleType(ScheduleType.MANUAL))
                .status(ConnectionStatus.ACTIVE);
        if (settings.connectionName != null) {
            request.name(settings.connectionName);
        }
        settings.connectionCustomizer.accept(request);
        if (request.getName() != null) {
            Checks.name("connection", request.getName());
        }
        if (request.getSourceId() != null || request.getDestinationId() != null) {
            throw new IllegalArgumentException("the connection's request must not set sourceId and destinationId; call"
                    + " useSource(id) or useDestination(id) to use an existing source or destination");
        }
        CronSyntax.check(request.getSchedule());
        ConnectionStatus status = request.getStatus();
        if (status != null && status != ConnectionStatus.ACTIVE) {
            throw new IllegalArgumentException("the connection's status is " + status
                    + ", but the first sync needs an active connection; do not set the status");
        }
        return request;
    }

    /** Completes the connection's request, which may be done once. Streams that the caller's customizer has set are kept. */
    Connections.Spec connection(
            UUID sourceId, UUID destinationId, List<StreamProperties> discovered, boolean betweenOwned) {
        Predicate<StreamName> isNamed = stream -> true;
        if (connection.getConfigurations() == null) {
            StreamSelection selection = Objects.requireNonNull(
                    settings.streams.apply(discovered), "the streams function returned null; return a StreamSelection");
            connection.configurations(selection.resolve(discovered, connection));
            isNamed = selection::names;
        }
        return new Connections.Spec(connection.sourceId(sourceId).destinationId(destinationId), betweenOwned, isNamed);
    }

    /** Returns the configurations whose secrets must not appear in a message. */
    List<JsonElement> secrets() {
        return List.of(source.configuration(), destination.configuration());
    }
}
