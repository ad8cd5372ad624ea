package io.github.airbytesdk.fleet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.fleet.References.UnresolvedException;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.time.Duration;

/**
 * What changes something on Airbyte. What it throws ends up in Temporal's history, so each failure is one line of text
 * without a cause, in which the configuration is hidden.
 */
final class PipelineWork implements PipelineActivities {
    private final AirbyteClient client;
    private final References references;
    private final Attempts attempts;

    PipelineWork(AirbyteClient client, References references, Attempts attempts) {
        this.client = client;
        this.references = references;
        this.attempts = attempts;
    }

    @Override
    public Pipeline provision(Tenant tenant, Duration deadline) {
        return attempts.run(() -> {
            Secrets secrets = new Secrets();
            try {
                return Pipeline.of(
                        provisioner(tenant, secrets).deadline(deadline).provision());
            } catch (UnresolvedException | IllegalArgumentException | IllegalStateException e) {
                throw Attempts.failure(FailureKind.REFUSED, secrets.hideIn(e.getMessage()));
            } catch (ProvisioningException e) {
                throw Attempts.failure(FailureKind.of(e), secrets.hideIn(e.getMessage()));
            }
        });
    }

    private PipelineProvisioner provisioner(Tenant tenant, Secrets secrets) throws UnresolvedException {
        PipelineProvisioner provisioner = new PipelineProvisioner(client)
                .workspace(tenant.workspaceId())
                .ifExists(IfExists.REUSE)
                .source(
                        tenant.source().name(),
                        configuration(
                                tenant.source().configuration(),
                                "sourceType",
                                tenant.source().type(),
                                secrets));
        Tenant.Destination destination = tenant.destination();
        provisioner = destination.isShared()
                ? provisioner.useDestination(destination.id())
                : provisioner.destination(
                        destination.name(),
                        configuration(destination.configuration(), "destinationType", destination.type(), secrets));
        if (!tenant.streams().isEmpty()) {
            provisioner =
                    provisioner.streams(StreamSelection.only(tenant.streams().toArray(String[]::new)));
        }
        return tenant.prefix() == null
                ? provisioner
                : provisioner.customizeConnection(request -> request.prefix(tenant.prefix()));
    }

    private JsonObject configuration(String text, String typeMember, String type, Secrets secrets)
            throws UnresolvedException {
        JsonObject configuration =
                references.resolve(JsonParser.parseString(text).getAsJsonObject(), secrets);
        if (type != null) {
            configuration.addProperty(typeMember, type);
        }
        return configuration;
    }

    @Override
    public void deprovision(Pipeline pipeline, boolean sharedDestination) {
        attempts.run(() -> {
            Deprovisioner connectionAndSource = new Deprovisioner(client)
                    .workspace(pipeline.workspaceId())
                    .connection(pipeline.connectionId())
                    .source(pipeline.sourceId());
            try {
                return (sharedDestination
                                ? connectionAndSource
                                : connectionAndSource.destination(pipeline.destinationId()))
                        .deprovision();
            } catch (IllegalStateException e) {
                throw Attempts.failure(FailureKind.REFUSED, e.getMessage());
            } catch (AirbyteApiException e) {
                throw Attempts.failure(e);
            }
        });
    }
}
