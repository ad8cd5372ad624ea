package io.github.airbytesdk.contract;

import static io.github.airbytesdk.contract.Rule.require;

import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionStatus;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobStatus;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.provisioning.Deprovisioned;
import io.github.airbytesdk.provisioning.Deprovisioner;
import io.github.airbytesdk.provisioning.IfExists;
import io.github.airbytesdk.provisioning.Origin;
import io.github.airbytesdk.provisioning.ProvisionedPipeline;
import io.github.airbytesdk.provisioning.ProvisioningException;
import io.github.airbytesdk.provisioning.ProvisioningPlan;
import io.github.airbytesdk.provisioning.Step;
import io.github.airbytesdk.provisioning.SyncResult;
import io.github.airbytesdk.provisioning.SyncWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The promises of the SDK's provisioning, in the order in which they are checked: the first provisions the shared pipeline. */
final class PipelineRules {
    private static final Duration SYNC_DEADLINE = Duration.ofMinutes(30);
    /** One more than fits on a page. */
    private static final int SOURCES = 101;

    private static final String PROVISIONER = "Javadoc of PipelineProvisioner";
    private static final String IF_EXISTS = "Javadoc of IfExists";

    static final Rule PAGING = new Rule(
            "paging",
            "lists of more than " + (SOURCES - 1) + " objects are read completely, each object once",
            "Javadoc of streamSources; recorded: source lists",
            PipelineRules::paging);

    private PipelineRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "five-steps",
                        "provision() creates a source, a destination, an active connection and a first sync",
                        PROVISIONER + "; recorded: connection create, valid",
                        PipelineRules::fiveSteps),
                new Rule(
                        "sync-to-its-end",
                        "SyncWatch returns when the sync has succeeded",
                        "Javadoc of SyncWatch; recorded: jobs",
                        PipelineRules::syncToItsEnd),
                new Rule(
                        "reuse",
                        "REUSE finds everything that the first call created, and starts no second sync",
                        IF_EXISTS,
                        PipelineRules::reuse),
                new Rule("plan", "plan() announces the reuse, and creates nothing", PROVISIONER, PipelineRules::plan),
                new Rule(
                        "update",
                        "UPDATE changes the existing connection, and keeps its id",
                        IF_EXISTS + "; recorded: connection life",
                        PipelineRules::update),
                new Rule(
                        "rollback",
                        "after a refused connection, source and destination are deleted again",
                        PROVISIONER + "; recorded: connection create, refused",
                        PipelineRules::rollback),
                new Rule(
                        "connector-by-definition",
                        "a connector whose name the server lacks is created by its definition",
                        "Javadoc of PipelineProvisioner.source; recorded: destination by definition id",
                        PipelineRules::connectorByDefinition),
                new Rule(
                        "one-sync-at-a-time",
                        "a second sync of a connection is refused with 409 try-again-later",
                        "recorded: jobs",
                        PipelineRules::oneSyncAtATime),
                new Rule(
                        "cancel",
                        "SyncWatch.cancelAtDeadline() ends a running sync as cancelled",
                        "Javadoc of SyncWatch; recorded: jobs",
                        PipelineRules::cancel),
                new Rule(
                        "deprovisioning",
                        "the Deprovisioner deletes a pipeline while it syncs, and a second call finds nothing",
                        "Javadoc of Deprovisioner; recorded: connection life",
                        PipelineRules::deprovisioning),
                new Rule(
                        "lost-response",
                        "a create whose response is lost leads to exactly one resource",
                        PROVISIONER + ", package page",
                        PipelineRules::lostResponse));
    }

    private static String fiveSteps(Run run) {
        ProvisionedPipeline pipeline = run.provisioner("pipeline").provision();
        run.keep(pipeline);
        requireOrigins(pipeline, Origin.CREATED);
        ConnectionResponse connection = run.client().connections().getConnection(pipeline.connectionId());
        require(connection.getStatus() == ConnectionStatus.ACTIVE, "the connection is " + connection.getStatus());
        require(
                connection.getSchedule() != null && connection.getSchedule().getScheduleType() == ScheduleType.MANUAL,
                "the schedule of the connection is not manual");
        return "provisioned with " + pipeline.streams().size() + " streams, job " + pipeline.jobId();
    }

    private static void requireOrigins(ProvisionedPipeline pipeline, Origin expected) {
        require(
                pipeline.origins().values().stream().allMatch(expected::equals),
                "expected " + expected + " for each step, but " + pipeline.origins());
    }

    private static String syncToItsEnd(Run run) {
        SyncResult sync = new SyncWatch(run.client()).await(run.pipeline().jobId(), SYNC_DEADLINE);
        require(sync.isSucceeded(), "sync " + sync.jobId() + " is " + sync.status() + " after " + sync.duration());
        return "succeeded after " + sync.duration() + " with " + sync.rows() + " rows";
    }

    private static String reuse(Run run) {
        ProvisionedPipeline first = run.pipeline();
        ProvisionedPipeline again =
                run.provisioner("pipeline").ifExists(IfExists.REUSE).provision();
        requireOrigins(again, Origin.REUSED);
        require(
                List.of(first.sourceId(), first.destinationId(), first.connectionId())
                                .equals(List.of(again.sourceId(), again.destinationId(), again.connectionId()))
                        && first.jobId() == again.jobId(),
                "found other ids: " + again.sourceId() + ", " + again.destinationId() + ", " + again.connectionId()
                        + ", job " + again.jobId());
        return "the same ids and job " + again.jobId();
    }

    private static String plan(Run run) {
        run.pipeline();
        ProvisioningPlan plan =
                run.provisioner("pipeline").ifExists(IfExists.REUSE).plan();
        require(
                plan.steps().stream().allMatch(step -> step.action() == ProvisioningPlan.Action.REUSE),
                "planned " + plan.toString().replace(System.lineSeparator(), "; "));
        run.provisioner("planned").plan();
        require(run.count("planned").equals("0/0/0"), "plan() created " + run.count("planned"));
        return plan.steps().size() + " steps planned as REUSE, nothing created";
    }

    private static String update(Run run) {
        String prefix = "contract_";
        ProvisionedPipeline updated = run.provisioner("pipeline")
                .ifExists(IfExists.UPDATE)
                .customizeConnection(request -> request.prefix(prefix))
                .provision();
        require(
                updated.connectionId().equals(run.pipeline().connectionId())
                        && updated.origins().get(Step.CREATE_CONNECTION) == Origin.UPDATED,
                "the connection was " + updated.origins().get(Step.CREATE_CONNECTION));
        String seen =
                run.client().connections().getConnection(updated.connectionId()).getPrefix();
        require(prefix.equals(seen), "sent the prefix \"" + prefix + "\", read \"" + seen + "\"");
        return "updated in place: " + updated.origins();
    }

    private static String rollback(Run run) {
        try {
            // The SDK leaves the value of an hour to the server.
            run.provisioner("rollback")
                    .customizeConnection(request -> request.schedule(new ConnectionSchedule()
                            .scheduleType(ScheduleType.CRON)
                            .cronExpression("0 0 25 * * ?")))
                    .provision();
        } catch (ProvisioningException e) {
            require(e.step() == Step.CREATE_CONNECTION, "failed in another step: " + e.getMessage());
            require(e.leftovers().isEmpty() && e.possibleLeftovers().isEmpty(), "not rolled back: " + e.getMessage());
            require(run.count("rollback").equals("0/0/0"), "the lists still have " + run.count("rollback"));
            return "refused and rolled back: " + e.rolledBack().size() + " deleted";
        }
        throw new Rule.Differs("the server accepted a schedule at 25 o'clock");
    }

    private static String connectorByDefinition(Run run) {
        String known;
        try {
            ServerRules.createDevNull(run, "by-name");
            known = "the server knows the name dev-null";
        } catch (AirbyteApiException e) {
            require(e.status() == 400 && "value-not-found".equals(e.title()), e.getMessage());
            known = "the server does not know the name dev-null";
        }
        // Another client, because a client remembers the definitions that it has found.
        try (AirbyteClient client =
                AirbyteClient.builder().environment(run.target().environment()).build()) {
            ProvisionedPipeline pipeline = run.provisioner(client, "by-definition")
                    .useSource(run.pipeline().sourceId())
                    .destination(
                            run.name("by-definition"), Inputs.fakerToDevNull().destination())
                    .provision();
            return known + "; created as \"" + pipeline.destinationType() + "\"";
        }
    }

    private static JobResponse startSync(Run run) {
        return run.client()
                .jobs()
                .createJob(new JobCreateRequest()
                        .connectionId(run.pipeline().connectionId())
                        .jobType(JobType.SYNC));
    }

    private static String oneSyncAtATime(Run run) {
        JobResponse first = startSync(run);
        try {
            startSync(run);
        } catch (AirbyteApiException e) {
            require(e.status() == 409 && "try-again-later".equals(e.title()), e.getMessage());
            return "409 try-again-later while job " + first.getJobId() + " runs";
        }
        if (isFinal(run, first)) {
            throw new Rule.NotApplicable("sync " + first.getJobId() + " had ended before a second was started");
        }
        throw new Rule.Differs("the server accepted a second sync while job " + first.getJobId() + " was running");
    }

    private static boolean isFinal(Run run, JobResponse job) {
        return new SyncWatch(run.client())
                .await(job.getJobId(), Duration.ofMillis(1))
                .isFinal();
    }

    private static String cancel(Run run) {
        long job = startedOrRunning(run);
        SyncResult sync = new SyncWatch(run.client()).cancelAtDeadline().await(job, Duration.ofMillis(1));
        if (sync.isSucceeded()) {
            throw new Rule.NotApplicable("sync " + job + " had succeeded before it was cancelled");
        }
        require(sync.status() == JobStatus.CANCELLED, "sync " + job + " is " + sync.status());
        return "job " + job + " is cancelled";
    }

    /** The sync of the rule before may still be running. */
    private static long startedOrRunning(Run run) {
        try {
            return startSync(run).getJobId();
        } catch (AirbyteApiException e) {
            if (e.status() != 409) {
                throw e;
            }
            return run.client()
                    .jobs()
                    .streamJobs(query ->
                            query.connectionId(run.pipeline().connectionId()).jobType(JobType.SYNC))
                    .map(JobResponse::getJobId)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> e);
        }
    }

    private static String deprovisioning(Run run) {
        Deprovisioner deprovisioner = new Deprovisioner(run.client())
                .pipeline(run.provisioner("deprovisioned").provision());
        Deprovisioned first = deprovisioner.deprovision();
        require(first.deleted().size() == 3, "deleted " + first.deleted());
        Deprovisioned second = deprovisioner.deprovision();
        require(
                second.deleted().isEmpty() && second.alreadyGone().size() == 3,
                "the second call deleted " + second.deleted());
        require(run.count("deprovisioned").equals("0/0/0"), "the lists still have " + run.count("deprovisioned"));
        return "3 deleted, then 3 already gone";
    }

    private static String lostResponse(Run run) {
        try (CuttingProxy proxy = CuttingProxy.to(run.target().url());
                AirbyteClient client = run.target().clientThrough(proxy.url())) {
            ProvisionedPipeline pipeline = run.provisioner(client, "lost").provision();
            require(proxy.cut().size() == 4, "the proxy cut " + new TreeSet<>(proxy.cut()));
            require(run.count("lost").equals("1/1/1"), "created " + run.count("lost"));
            requireOrigins(pipeline, Origin.ADOPTED);
            long jobs = run.client()
                    .jobs()
                    .listJobs(
                            query -> query.connectionId(pipeline.connectionId()).jobType(JobType.SYNC))
                    .getData()
                    .size();
            require(jobs == 1, jobs + " syncs were started");
            return "4 responses cut; one source, destination, connection and sync, each adopted";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String paging(Run run) {
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < SOURCES; i++) {
            expected.add(run.createFaker("page-%03d".formatted(i)).getName());
        }
        List<String> listed = run.sources()
                .map(SourceResponse::getName)
                .filter(expected::contains)
                .toList();
        Set<String> missing =
                expected.stream().filter(name -> !listed.contains(name)).collect(Collectors.toSet());
        require(missing.isEmpty(), missing.size() + " of " + SOURCES + " sources are not listed");
        require(listed.size() == SOURCES, listed.size() + " entries for " + SOURCES + " sources");
        return SOURCES + " sources listed, each once";
    }
}
