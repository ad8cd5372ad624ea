package io.github.airbytesdk.contract;

import static io.github.airbytesdk.contract.Rule.require;

import com.google.gson.JsonObject;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.model.ConnectionSchedule;
import io.github.airbytesdk.client.model.ConnectionSyncMode;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobType;
import io.github.airbytesdk.client.model.ScheduleType;
import io.github.airbytesdk.client.model.SourceResponse;
import io.github.airbytesdk.client.model.StreamConfiguration;
import io.github.airbytesdk.client.model.StreamConfigurations;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the SDK relies on in the server's responses to single requests. */
final class ServerRules {
    private static final long UNKNOWN_JOB = 999_999_999;

    private ServerRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule(
                        "duplicate-names",
                        "a second source of the same name is created, not refused",
                        "recorded: source life",
                        ServerRules::duplicateNames),
                new Rule(
                        "unknown-connector",
                        "an unknown connector name is refused with 400 value-not-found",
                        "recorded: source create, refused",
                        ServerRules::unknownConnector),
                new Rule(
                        "invalid-configuration",
                        "an invalid configuration is refused with 422 unprocessable-entity",
                        "recorded: source create, refused",
                        ServerRules::invalidConfiguration),
                new Rule(
                        "masked-secrets",
                        "a password is never returned",
                        "recorded: source create, valid",
                        ServerRules::maskedSecrets),
                new Rule(
                        "unknown-stream",
                        "a connection with an unknown stream is refused with 400",
                        "recorded: connection create, refused",
                        ServerRules::unknownStream),
                new Rule(
                        "cron-time-zone",
                        "a cron expression with a time zone is refused with 400",
                        "recorded: connection create, refused",
                        ServerRules::cronTimeZone),
                new Rule(
                        "unknown-id",
                        "an unknown id is 404, or 403 for callers who are not administrators",
                        "recorded: source life",
                        ServerRules::unknownId),
                new Rule(
                        "unknown-job",
                        "an unknown job is 409 or 404, or 403 for callers who are not administrators",
                        "recorded: jobs",
                        ServerRules::unknownJob),
                new Rule(
                        "deleted-is-not-listed",
                        "lists omit a deleted source",
                        "recorded: source life",
                        ServerRules::deletedIsNotListed),
                new Rule(
                        "delete-twice",
                        "a second deletion of a source is 204 or 404",
                        "recorded: source life",
                        ServerRules::deleteTwice),
                new Rule(
                        "newest-jobs-first",
                        "orderBy=createdAt|DESC lists the newest job first, or is refused with 400",
                        "recorded: jobs",
                        ServerRules::newestJobsFirst));
    }

    /** Sends a request that must be refused, and returns the refusal. */
    private static AirbyteApiException refused(String what, Runnable request) {
        try {
            request.run();
        } catch (AirbyteApiException e) {
            return e;
        }
        throw new Rule.Differs("the server accepted " + what);
    }

    private static String status(AirbyteApiException refusal, Integer... expected) {
        require(Set.of(expected).contains(refusal.status()), refusal.getMessage());
        return refusal.title() == null ? String.valueOf(refusal.status()) : refusal.status() + " " + refusal.title();
    }

    private static String titled(AirbyteApiException refusal, int status, String title) {
        require(title.equals(refusal.title()), refusal.getMessage());
        return status(refusal, status);
    }

    static void createDevNull(Run run, String what) {
        run.client()
                .destinations()
                .createDestination(new DestinationCreateRequest()
                        .name(run.name(what))
                        .workspaceId(run.workspaceId())
                        .configuration(Inputs.fakerToDevNull().destination()));
    }

    private static String duplicateNames(Run run) {
        UUID first = run.createFaker("duplicate").getSourceId();
        UUID second = run.createFaker("duplicate").getSourceId();
        require(!first.equals(second), "both have the id " + first);
        require(run.sources("duplicate").size() == 2, run.sources("duplicate").size() + " are listed");
        return "two sources of one name";
    }

    private static String unknownConnector(Run run) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "contract-unknown");
        return titled(
                refused("an unknown connector", () -> run.createSource("unknown-connector", configuration)),
                400,
                "value-not-found");
    }

    private static String invalidConfiguration(Run run) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "faker");
        configuration.addProperty("count", "many");
        return titled(
                refused("a text for a number", () -> run.createSource("invalid", configuration)),
                422,
                "unprocessable-entity");
    }

    private static String maskedSecrets(Run run) {
        String secret = UUID.randomUUID().toString();
        JsonObject configuration = new JsonObject();
        configuration.addProperty("sourceType", "postgres");
        configuration.addProperty("host", "contract.invalid");
        configuration.addProperty("port", 5432);
        configuration.addProperty("database", "contract");
        configuration.addProperty("username", "contract");
        configuration.addProperty("password", secret);
        SourceResponse created = run.createSource("masked", configuration);
        SourceResponse read = run.client().sources().getSource(created.getSourceId());
        require(!String.valueOf(created.getConfiguration()).contains(secret), "the create returns the password");
        require(!String.valueOf(read.getConfiguration()).contains(secret), "the get returns the password");
        return "not in the responses of createSource and getSource";
    }

    private static String unknownStream(Run run) {
        StreamConfiguration stream =
                new StreamConfiguration().name("contract-unknown").syncMode(ConnectionSyncMode.FULL_REFRESH_OVERWRITE);
        return status(
                refused(
                        "an unknown stream",
                        () -> run.client()
                                .connections()
                                .createConnection(run.connection("unknown-stream")
                                        .configurations(new StreamConfigurations().streams(List.of(stream))))),
                400);
    }

    private static String cronTimeZone(Run run) {
        ConnectionSchedule schedule =
                new ConnectionSchedule().scheduleType(ScheduleType.CRON).cronExpression("0 0 4 * * ? America/New_York");
        return status(
                refused(
                        "a time zone",
                        () -> run.client()
                                .connections()
                                .createConnection(
                                        run.connection("cron-time-zone").schedule(schedule))),
                400);
    }

    private static String unknownId(Run run) {
        UUID id = UUID.randomUUID();
        return status(refused("an unknown id", () -> run.client().sources().getSource(id)), 404, 403)
                + ", delete "
                + status(
                        refused(
                                "an unknown id",
                                () -> run.client().connections().deleteConnection(id)),
                        404,
                        403);
    }

    private static String unknownJob(Run run) {
        return status(refused("an unknown job", () -> run.client().jobs().getJob(UNKNOWN_JOB)), 409, 404, 403);
    }

    private static String deletedIsNotListed(Run run) {
        UUID id = run.createFaker("deleted").getSourceId();
        require(run.sources("deleted").size() == 1, "not listed after it was created");
        run.client().sources().deleteSource(id);
        require(run.sources("deleted").isEmpty(), "still listed after it was deleted");
        return "listed, deleted, not listed";
    }

    private static String deleteTwice(Run run) {
        UUID id = run.createFaker("twice").getSourceId();
        run.client().sources().deleteSource(id);
        try {
            run.client().sources().deleteSource(id);
            return "204 twice";
        } catch (AirbyteApiException e) {
            return "204, then " + status(e, 404);
        }
    }

    private static String newestJobsFirst(Run run) {
        UUID connection = run.pipeline().connectionId();
        try {
            List<Long> jobs = run
                    .client()
                    .jobs()
                    .listJobs(query -> query.connectionId(connection)
                            .limit(100)
                            .jobType(JobType.SYNC)
                            .orderBy("createdAt|DESC"))
                    .getData()
                    .stream()
                    .map(JobResponse::getJobId)
                    .toList();
            require(jobs.size() > 1, "only the jobs " + jobs + " are listed");
            require(jobs.get(0) > jobs.get(jobs.size() - 1), "listed in the order " + jobs);
            return "the order " + jobs;
        } catch (AirbyteApiException e) {
            return status(e, 400) + "; the SDK reads the list to its last page instead";
        }
    }
}
