package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the caller has said so far. Never changed once a {@link PipelineProvisioner} holds it. */
final class Settings {
    @Nullable
    UUID workspaceId;

    EndInput<SourceCreateRequest> source = EndInput.empty();
    EndInput<DestinationCreateRequest> destination = EndInput.empty();

    /** An end that is there already, instead of one to create. */
    @Nullable
    UUID givenSource;

    @Nullable
    UUID givenDestination;

    IfExists ifExists = IfExists.CREATE_ANOTHER;

    @Nullable
    String connectionName;

    List<Consumer<ConnectionCreateRequest>> connectionRequests = List.of();
    /** Decides when the streams are known. */
    Function<List<StreamProperties>, StreamSelection> streams = discovered -> StreamSelection.all();

    StepListener listener = StepListener.NONE;
    boolean keepOnFailure;

    @Nullable
    Duration deadline;

    Settings copy() {
        Settings copy = new Settings();
        copy.workspaceId = workspaceId;
        copy.source = source;
        copy.destination = destination;
        copy.givenSource = givenSource;
        copy.givenDestination = givenDestination;
        copy.ifExists = ifExists;
        copy.connectionName = connectionName;
        copy.connectionRequests = connectionRequests;
        copy.streams = streams;
        copy.listener = listener;
        copy.keepOnFailure = keepOnFailure;
        copy.deadline = deadline;
        return copy;
    }
}
