package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
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

/** What the caller has set so far. Not modified once a {@link PipelineProvisioner} refers to it. */
final class PipelineSettings implements Cloneable {
    @Nullable
    UUID workspaceId;

    ConnectorInput<SourceCreateRequest> source = ConnectorInput.empty();
    ConnectorInput<DestinationCreateRequest> destination = ConnectorInput.empty();

    /** Writes types of the caller's own in the configurations that are given from now on. */
    @Nullable
    Gson gson;

    IfExists ifExists = IfExists.CREATE_ANOTHER;

    @Nullable
    String connectionName;

    Consumer<ConnectionCreateRequest> connectionCustomizer = request -> {};

    /** Selects streams once they have been discovered. */
    Function<List<StreamProperties>, StreamSelection> streams = discovered -> StreamSelection.all();

    StepListener listener = new StepListener() {};
    boolean keepOnFailure;
    ConnectionChecks.Mode checks = ConnectionChecks.Mode.OFF;

    @Nullable
    Duration deadline;

    PipelineSettings copy() {
        try {
            return (PipelineSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
