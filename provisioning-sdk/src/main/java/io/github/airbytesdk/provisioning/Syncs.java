package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.provisioning.LostCreateSearch.Candidate;
import io.github.airbytesdk.provisioning.LostCreateSearch.Match;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The syncs of connections. A sync exists as long as it has not ended, and is deleted by cancelling it. */
final class Syncs implements ResourceType<Syncs.Spec, JobResponse> {
    /**
     * A first sync as requested.
     *
     * @param known jobs that existed before; empty if the connection has never been synced
     */
    record Spec(UUID connectionId, Set<Long> known) {}

    private final AirbyteClient client;
    private final Workspace workspace;

    Syncs(AirbyteClient client, Workspace workspace) {
        this.client = client;
        this.workspace = workspace;
    }

    /**
     * Prepares the first sync of a connection.
     *
     * @param neverSynced whether every sync that is found later is the requested one. If not, others may use the connection
     *     too, and the jobs that exist now are remembered
     */
    Spec spec(UUID connectionId, boolean neverSynced) {
        Set<Long> known = neverSynced
                ? Set.of()
                : workspace.syncs(connectionId).stream()
                        .map(JobResponse::getJobId)
                        .collect(Collectors.toSet());
        return new Spec(connectionId, known);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.JOB;
    }

    @Override
    public @Nullable String id(JobResponse job) {
        return job.getJobId() == null ? null : job.getJobId().toString();
    }

    @Override
    public @Nullable String name(Spec spec, @Nullable JobResponse job) {
        return null;
    }

    @Override
    public String identity(Spec spec) {
        return "of connection " + spec.connectionId();
    }

    /** Returns the latest sync, regardless of its result. */
    @Override
    public Collection<JobResponse> find(Spec spec) {
        return workspace.syncs(spec.connectionId()).stream().limit(1).toList();
    }

    @Override
    public Comparison compare(Spec spec, JobResponse found) {
        return new Comparison(null, Set.of(), true, false, "");
    }

    @Override
    public boolean allowsDuplicates() {
        return true;
    }

    @Override
    public @Nullable JobResponse create(Spec spec) {
        return client.jobs()
                .createJob(
                        new JobCreateRequest().connectionId(spec.connectionId()).jobType(JobType.SYNC));
    }

    @Override
    public @Nullable JobResponse idIn(@Nullable String body) {
        Long id = TruncatedResponse.id(body, "jobId", Long::valueOf);
        return id == null ? null : new JobResponse().jobId(id);
    }

    /** The only candidate is the latest sync, if it did not exist before. */
    @Override
    public List<Candidate<JobResponse>> candidates(Spec spec, @Nullable Instant before) {
        return workspace.syncs(spec.connectionId()).stream()
                .filter(job -> !spec.known().contains(job.getJobId()))
                .limit(1)
                .map(job -> new Candidate<>(job, Match.PROBABLE))
                .toList();
    }

    @Override
    public JobResponse update(Spec spec, JobResponse found) {
        return found;
    }

    Optional<JobResponse> running(UUID connectionId) {
        return workspace.syncs(connectionId).stream()
                .filter(job -> !SyncResult.isFinal(job.getStatus()))
                .findFirst();
    }

    @Override
    public boolean exists(JobResponse job) {
        return !SyncResult.isFinal(client.jobs().getJob(jobId(job)).getStatus());
    }

    @Override
    public void delete(JobResponse job) {
        client.jobs().cancelJob(jobId(job));
    }

    private static long jobId(JobResponse job) {
        return Objects.requireNonNull(job.getJobId());
    }
}
