package io.github.airbytesdk.provisioning;

import com.google.gson.JsonElement;
import io.github.airbytesdk.client.AirbyteApiException;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.ApiExceptionInternals;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.ConnectionResponse;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.JobCreateRequest;
import io.github.airbytesdk.client.model.JobResponse;
import io.github.airbytesdk.client.model.JobTypeEnum;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.Ends.Asked;
import io.github.airbytesdk.provisioning.ProvisioningPlan.Action;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One provisioning: the five calls of the workflow, and their undo. Used once, by one thread. */
final class Provisioning {
    private final AirbyteClient client;
    private final Settings settings;
    private final UUID workspaceId;
    private final Workspace workspace;
    private final Existing existing;
    private final Sources sources;
    private final Destinations destinations;
    private final @Nullable Asked<SourceCreateRequest> askedSource;
    private final @Nullable Asked<DestinationCreateRequest> askedDestination;
    private final ConnectionCreateRequest askedConnection;
    private final Stop stop;
    private final Steps steps;
    private final Creates creates;
    private final Discovery discovery;
    private final Undo undo;
    private final Map<Step, Origin> origins = new EnumMap<>(Step.class);

    private @Nullable Finding<End> destinationFound;
    private @Nullable UUID sourceId;
    private @Nullable UUID destinationId;
    private @Nullable UUID connectionId;

    /** Checks everything that needs no server. */
    Provisioning(AirbyteClient client, Settings settings, UUID workspaceId, Pacing pacing, Stop stop) {
        this.client = client;
        this.settings = settings;
        this.workspaceId = workspaceId;
        this.stop = stop;
        this.workspace = new Workspace(client, workspaceId);
        this.existing = new Existing(workspace, settings.ifExists);
        this.sources = new Sources(client);
        this.destinations = new Destinations(client);
        this.askedSource = settings.givenSource == null ? sources.ask(workspaceId, settings.source) : null;
        this.askedDestination =
                settings.givenDestination == null ? destinations.ask(workspaceId, settings.destination) : null;
        this.askedConnection = ConnectionRequest.of(settings);
        List<JsonElement> secrets = Stream.of(askedSource, askedDestination)
                .filter(Objects::nonNull)
                .map(Asked::configuration)
                .toList();
        UnaryOperator<AirbyteApiException> mask = failure -> ApiExceptionInternals.redacted(failure, secrets);
        this.steps = new Steps(settings.listener, pacing, stop, mask);
        this.creates = new Creates(new LostAnswer(pacing, stop), mask);
        this.discovery = new Discovery(client, pacing, mask);
        this.undo = new Undo(client, workspace, mask);
    }

    ProvisionedPipeline run() {
        try {
            return provision();
        } catch (StepFailure failure) {
            stop.lower();
            throw undone(failure);
        }
    }

    private ProvisionedPipeline provision() {
        Part<End> source = steps.run(Step.CREATE_SOURCE, this::createSource, Provisioning::id);
        Part<End> destination = steps.run(Step.CREATE_DESTINATION, () -> createDestination(source), Provisioning::id);
        List<StreamProperties> streams = steps.run(
                Step.GET_STREAM_PROPERTIES,
                () -> discovery.discover(
                        source.value().id(), destination.value().id()),
                found -> found.size() + (found.size() == 1 ? " stream" : " streams"));
        Part<ConnectionResponse> connection = steps.run(
                Step.CREATE_CONNECTION,
                () -> createConnection(source, destination, streams),
                made -> String.valueOf(made.value().getConnectionId()));
        Part<JobResponse> sync = steps.run(
                Step.TRIGGER_FIRST_SYNC,
                () -> triggerFirstSync(connection),
                started -> String.valueOf(started.value().getJobId()));
        return new ProvisionedPipeline(
                workspaceId,
                source.value().id(),
                type(sources, source, askedSource),
                destination.value().id(),
                type(destinations, destination, askedDestination),
                streams,
                Objects.requireNonNull(connection.value().getConnectionId()),
                connection.value().getStatus(),
                Objects.requireNonNull(sync.value().getJobId()),
                sync.value().getStatus(),
                origins);
    }

    /** Looks for both ends before it makes one, so that a refusal of the second finds nothing made or changed. */
    private Part<End> createSource() {
        Finding<End> source =
                existing.end(sources, settings.givenSource, askedSource).orRefuse(Step.CREATE_SOURCE);
        destinationFound = existing.end(destinations, settings.givenDestination, askedDestination)
                .orRefuse(Step.CREATE_DESTINATION);
        Part<End> made = end(sources, source, askedSource, null);
        sourceId = made.value().id();
        return made;
    }

    private Part<End> createDestination(Part<End> source) {
        Part<End> made = end(destinations, Objects.requireNonNull(destinationFound), askedDestination, source);
        destinationId = made.value().id();
        return made;
    }

    private <Q> Part<End> end(
            Ends<Q> ends, Finding<End> finding, @Nullable Asked<Q> asked, @Nullable Part<End> madeBefore) {
        End found = finding.found();
        if (found == null) {
            return createEnd(ends, Objects.requireNonNull(asked), madeBefore);
        }
        if (finding.action() == Action.UPDATE) {
            ends.update(found.id(), Objects.requireNonNull(asked).request());
            return remembered(ends, new Part<>(found, Origin.UPDATED), found.name());
        }
        return remembered(ends, new Part<>(found, Origin.REUSED), found.name());
    }

    private <Q> Part<End> createEnd(Ends<Q> ends, Asked<Q> asked, @Nullable Part<End> madeBefore) {
        Part<End> made = creates.create(new Creates.Create<>(
                ends.step(),
                ends.kind(),
                asked.name(),
                () -> ends.create(asked.request()),
                end -> true,
                body -> MadeId.uuid(body, ends.idMember()).map(End::ofId).orElse(null),
                failure -> workspace.candidates(ends, asked, Creates.serverTimeBefore(failure, madeBefore))));
        remembered(ends, made, asked.name());
        existing.checkAlone(ends, asked);
        return made;
    }

    private Part<End> remembered(Ends<?> ends, Part<End> part, @Nullable String name) {
        undo.remember(ends, part, name);
        origins.put(ends.step(), part.origin());
        return part;
    }

    private Part<ConnectionResponse> createConnection(
            Part<End> source, Part<End> destination, List<StreamProperties> streams) {
        UUID from = source.value().id();
        UUID to = destination.value().id();
        ConnectionCreateRequest request = askedConnection.sourceId(from).destinationId(to);
        if (request.getConfigurations() == null) {
            request.configurations(selection(streams).resolve(streams, request));
        }
        boolean bothOurs = source.isOurs() && destination.isOurs();
        Finding<ConnectionResponse> finding = bothOurs
                ? Existing.newConnection(request)
                : existing.connection(request, from, to).orRefuse(Step.CREATE_CONNECTION);
        ConnectionResponse found = finding.found();
        if (found != null && finding.action() == Action.UPDATE) {
            return remembered(new Part<>(update(found, request), Origin.UPDATED), from, to);
        }
        if (found != null) {
            return remembered(new Part<>(found, Origin.REUSED), from, to);
        }
        Part<ConnectionResponse> made = creates.create(new Creates.Create<>(
                Step.CREATE_CONNECTION,
                "connection",
                request.getName(),
                () -> client.connections().createConnection(request),
                connection -> connection.getConnectionId() != null,
                body -> MadeId.uuid(body, "connectionId")
                        .map(id -> new ConnectionResponse().connectionId(id))
                        .orElse(null),
                failure -> workspace.candidates(from, to, bothOurs, Creates.serverTimeBefore(failure, destination))));
        remembered(made, from, to);
        existing.checkConnectionAlone(from, to);
        ConnectionRequest.checkTags(request, made.value());
        return made;
    }

    private StreamSelection selection(List<StreamProperties> streams) {
        return Objects.requireNonNull(
                settings.streams.apply(streams), "the choice of streams returned null; return a StreamSelection");
    }

    private ConnectionResponse update(ConnectionResponse found, ConnectionCreateRequest request) {
        ConnectionResponse updated = client.connections()
                .patchConnection(Objects.requireNonNull(found.getConnectionId()), ConnectionSettings.patch(request));
        ConnectionRequest.checkTags(request, updated);
        return updated.connectionId(found.getConnectionId());
    }

    private Part<ConnectionResponse> remembered(Part<ConnectionResponse> part, UUID from, UUID to) {
        UUID id = Objects.requireNonNull(part.value().getConnectionId());
        undo.remember(part, id, from, to);
        origins.put(Step.CREATE_CONNECTION, part.origin());
        connectionId = id;
        return part;
    }

    private Part<JobResponse> triggerFirstSync(Part<ConnectionResponse> connection) {
        UUID id = Objects.requireNonNull(connection.value().getConnectionId());
        JobResponse latest = connection.isOurs() ? null : existing.sync(id).found();
        Part<JobResponse> sync = latest == null
                ? startSync(id, connection.isOurs() || settings.ifExists.recoversForward())
                : new Part<>(latest, Origin.REUSED);
        origins.put(Step.TRIGGER_FIRST_SYNC, sync.origin());
        return sync;
    }

    /**
     * Starts a sync.
     *
     * @param neverSynced whether any sync that is there later is the first one. Else others may use the connection, too, and
     *     it is ours only if it was not there before
     */
    private Part<JobResponse> startSync(UUID id, boolean neverSynced) {
        Set<Long> known = neverSynced ? Set.of() : workspace.syncIds(id);
        JobCreateRequest request = new JobCreateRequest().connectionId(id).jobType(JobTypeEnum.SYNC);
        return creates.create(new Creates.Create<>(
                Step.TRIGGER_FIRST_SYNC,
                "job",
                null,
                () -> client.jobs().createJob(request),
                job -> job.getJobId() != null,
                body -> MadeId.number(body, "jobId")
                        .map(jobId -> new JobResponse().jobId(jobId))
                        .orElse(null),
                failure -> workspace.newSync(id, known)));
    }

    private ProvisioningException undone(StepFailure failure) {
        if (settings.keepOnFailure) {
            undo.keepAll("kept, as keepOnFailure() asks");
        } else if (settings.ifExists.recoversForward() && !failure.isDefinite()) {
            undo.keepAll("kept for the next run, which goes on from here");
        } else {
            undo.run();
        }
        List<Leftover> possible = new ArrayList<>(undo.possibleLeftovers());
        for (Leftover leftover : failure.possible()) {
            if (!hasGoneAlong(leftover)) {
                possible.add(leftover);
            }
        }
        ProvisioningException exception = new ProvisioningException(
                failure.step(),
                failure.isDefinite(),
                failure.what(),
                failure.getCause(),
                undo.undone(),
                undo.leftovers(),
                possible,
                new PartialPipeline(sourceId, destinationId, connectionId));
        undo.failures().forEach(exception::addSuppressed);
        steps.failed(exception);
        return exception;
    }

    private boolean hasGoneAlong(Leftover possible) {
        return switch (possible.kind()) {
            // No sync can start on a connection that is gone.
            case "job" -> undo.hasDeleted("connection", connectionId);
            // Airbyte deletes an end's connections with it; one that it has not made yet it may still make.
            case "connection" ->
                possible.id() != null
                        && (undo.hasDeleted("source", sourceId) || undo.hasDeleted("destination", destinationId));
            default -> false;
        };
    }

    private static String id(Part<End> part) {
        return part.value().id().toString();
    }

    private static String type(Ends<?> ends, Part<End> part, @Nullable Asked<?> asked) {
        String type = part.value().type();
        if (type == null && asked != null) {
            type = asked.type(ends.typeMember());
        }
        return type == null ? "" : type;
    }
}
