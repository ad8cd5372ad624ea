package io.github.airbytesdk.fleet;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.PipelineProvisioner;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.SyncFailure;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Temporal's history keeps every failure, so each is one line without a cause and without secrets. */
final class AirbyteActivitiesImpl implements AirbyteActivities {
    /** A job that is {@code incomplete} has failed once, and Airbyte tries it again. */
    private static final Set<JobStatus> FINAL = EnumSet.of(JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED);

    private final AirbyteClient client;
    private final Map<String, String> environment;

    AirbyteActivitiesImpl(AirbyteClient client, Map<String, String> environment) {
        this.client = client;
        this.environment = environment;
    }

    @Override
    public Pipeline provision(Tenant tenant, Duration deadline) {
        SecretReferences secrets = new SecretReferences(environment);
        try {
            return Pipeline.of(
                    provisioner(tenant, secrets).deadline(deadline).provision(),
                    tenant.destination().isShared());
        } catch (ProvisioningException e) {
            throw FailureKind.of(e).failure(secrets.redact(e.getMessage()), attempt());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw FailureKind.REFUSED.failure(secrets.redact(e.getMessage()), attempt());
        }
    }

    private PipelineProvisioner provisioner(Tenant tenant, SecretReferences secrets) {
        Tenant.Connector source = tenant.source();
        Tenant.Connector destination = tenant.destination();
        PipelineProvisioner provisioner = new PipelineProvisioner(client)
                .workspace(tenant.workspaceId())
                .ifExists(IfExists.REUSE)
                .source(source.name(), secrets.resolve(source, "sourceType"));
        provisioner = destination.isShared()
                ? provisioner.useDestination(destination.id())
                : provisioner.destination(destination.name(), secrets.resolve(destination, "destinationType"));
        if (!tenant.streams().isEmpty()) {
            provisioner =
                    provisioner.streams(StreamSelection.only(tenant.streams().toArray(String[]::new)));
        }
        return tenant.prefix() == null
                ? provisioner
                : provisioner.customizeConnection(request -> request.prefix(tenant.prefix()));
    }

    @Override
    public ProvisionTenantWorkflow.Sync finishedSync(long jobId, Tenant tenant) {
        try {
            JobResponse job = client.jobs().getJob(jobId);
            JobStatus status = job.getStatus();
            if (status != null && FINAL.contains(status)) {
                long rows = Objects.requireNonNullElse(job.getRowsSynced(), 0L);
                long bytes = Objects.requireNonNullElse(job.getBytesSynced(), 0L);
                String reason = status == JobStatus.FAILED && tenant != null ? reason(jobId, tenant) : null;
                return new ProvisionTenantWorkflow.Sync(status.getValue(), rows, bytes, reason);
            }
        } catch (AirbyteApiException e) {
            // Attempts are looks here, so their number does not make a failure final.
            throw FailureKind.failure(e, 1);
        }
        throw ApplicationFailure.newBuilder()
                .setMessage("job " + jobId + " has not finished")
                .setType("UNFINISHED")
                .setCategory(ApplicationErrorCategory.BENIGN)
                .build();
    }

    /** Reads why a sync failed from Airbyte's Config API, in one line. Returns null if Airbyte reports no reason. */
    private String reason(long jobId, Tenant tenant) {
        SecretReferences secrets = new SecretReferences(environment);
        try {
            provisioner(tenant, secrets); // resolves the secrets to redact
        } catch (IllegalArgumentException e) {
            return "the reason is not shown, because " + e.getMessage();
        }
        SyncResult sync = new SyncWatch(client).readAttempts().await(jobId, Duration.ofSeconds(20));
        String reasons = sync.failures().stream().map(SyncFailure::toString).collect(Collectors.joining("; "));
        String text = reasons.isEmpty() ? sync.attemptsMissing() : reasons;
        // The SDK cuts long messages before they are redacted here, and could cut a secret in two.
        return text == null ? null : secrets.redact(text).replaceFirst("(?s)(.{500}).+", "$1...");
    }

    @Override
    public void deprovision(Pipeline pipeline) {
        Deprovisioner deprovisioner = new Deprovisioner(client)
                .workspace(pipeline.workspaceId())
                .connection(pipeline.connectionId())
                .source(pipeline.sourceId());
        try {
            (pipeline.sharedDestination() ? deprovisioner : deprovisioner.destination(pipeline.destinationId()))
                    .deprovision();
        } catch (AirbyteApiException e) {
            throw FailureKind.failure(e, attempt());
        } catch (IllegalStateException e) {
            throw FailureKind.REFUSED.failure(e.getMessage(), attempt());
        }
    }

    private static int attempt() {
        return Activity.getExecutionContext().getInfo().getAttempt();
    }
}
