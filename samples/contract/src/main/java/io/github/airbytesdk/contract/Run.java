package io.github.airbytesdk.contract;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One run of all rules on a server. The rules run one after the other and share a pipeline. */
final class Run {
    private final Target target;
    private final RunId id;
    private final Inputs inputs;
    private ProvisionedPipeline pipeline;

    Run(Target target, RunId id, Inputs inputs) {
        this.target = target;
        this.id = id;
        this.inputs = inputs;
    }

    Target target() {
        return target;
    }

    AirbyteClient client() {
        return target.client();
    }

    UUID workspaceId() {
        return target.workspaceId();
    }

    Inputs inputs() {
        return inputs;
    }

    /** Returns a name that starts with the run id. All names that are sent must come from here. */
    String name(String what) {
        return id.name(what);
    }

    /** Returns a provisioner whose source, destination and connection have the same name. */
    PipelineProvisioner provisioner(String what) {
        return provisioner(client(), what);
    }

    PipelineProvisioner provisioner(AirbyteClient client, String what) {
        return new PipelineProvisioner(client)
                .workspace(workspaceId())
                .source(name(what), inputs.source())
                .destination(name(what), inputs.destination())
                .connectionName(name(what));
    }

    void keep(ProvisionedPipeline provisioned) {
        pipeline = provisioned;
    }

    /** Returns the pipeline that the rules share. */
    ProvisionedPipeline pipeline() {
        if (pipeline == null) {
            throw new Rule.NotApplicable("needs the pipeline of five-steps, which was not provisioned");
        }
        return pipeline;
    }

    /** Creates a source of generated data without the provisioner. */
    SourceResponse createFaker(String what) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "faker");
        configuration.addProperty("count", 1);
        return createSource(what, configuration);
    }

    SourceResponse createSource(String what, JsonObject configuration) {
        return client().sources()
                .createSource(new SourceCreateRequest()
                        .name(name(what))
                        .workspaceId(workspaceId())
                        .configuration(configuration));
    }

    /** Returns an inactive connection between the shared source and destination, to be changed and sent. */
    ConnectionCreateRequest connection(String what) {
        return new ConnectionCreateRequest()
                .name(name(what))
                .sourceId(pipeline().sourceId())
                .destinationId(pipeline().destinationId())
                .status(ConnectionStatus.INACTIVE);
    }

    Stream<SourceResponse> sources() {
        return client().sources().streamSources(query -> query.workspaceIds(List.of(workspaceId())));
    }

    /** Returns the sources of the workspace that have this name. */
    List<SourceResponse> sources(String what) {
        return sources().filter(source -> name(what).equals(source.getName())).toList();
    }

    /** Returns how many sources, destinations and connections of the workspace have this name, such as {@code 1/1/1}. */
    String count(String what) {
        return new WorkspaceObjects(target).count(name(what)::equals);
    }
}
