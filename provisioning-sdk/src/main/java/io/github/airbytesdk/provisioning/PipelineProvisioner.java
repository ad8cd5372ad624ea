package io.github.airbytesdk.provisioning;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands up a whole pipeline on Airbyte in one call: a source, a destination, the streams between them, an active
 * connection with a manual schedule, and its first sync.
 *
 * <pre>{@code
 * ProvisionedPipeline pipeline = new PipelineProvisioner(client)
 *         .workspace(workspaceId)
 *         .source("dev-faker", Map.of("sourceType", "faker", "count", 1000))
 *         .destination("dev-null", Map.of(
 *                 "destinationType", "dev-null",
 *                 "test_destination", Map.of("test_destination_type", "SILENT")))
 *         .provision();
 * }</pre>
 *
 * <p>{@code workspace}, {@code source} and {@code destination} are required. Everything else has a default: explicit
 * streams, all that the source offers ({@link StreamSelection#all()}); no listener; no deadline; all or nothing.
 *
 * <p>All or nothing: when {@code provision()} throws, what it had created has been deleted again, and the exception lists
 * what could not be. Nothing that this call did not create is ever deleted. The package's page has the rules.
 *
 * <p>Immutable, and safe for use by many threads: each setting returns a new provisioner, so that a half-filled one serves
 * as a template for many pipelines. Inputs are copied when they are given.
 *
 * @since 0.1.0
 */
public final class PipelineProvisioner {
    private final AirbyteClient client;
    private final Settings settings;
    private final Pacing pacing;

    /** Starts with nothing set. The client is not closed by this class. */
    public PipelineProvisioner(AirbyteClient client) {
        this(client, new Settings(), Pacing.REAL);
    }

    PipelineProvisioner(AirbyteClient client, Settings settings, Pacing pacing) {
        this.client = Objects.requireNonNull(client, "client");
        this.settings = settings;
        this.pacing = pacing;
    }

    private PipelineProvisioner with(Consumer<Settings> change) {
        Settings changed = settings.copy();
        change.accept(changed);
        return new PipelineProvisioner(client, changed, pacing);
    }

    PipelineProvisioner pacing(Pacing pacing) {
        return new PipelineProvisioner(client, settings, pacing);
    }

    /** Sets the workspace in which everything is made. Required. */
    public PipelineProvisioner workspace(UUID id) {
        Objects.requireNonNull(id, "id");
        return with(changed -> changed.workspaceId = id);
    }

    /**
     * Sets the workspace in which everything is made.
     *
     * @throws IllegalArgumentException if the id is no UUID
     */
    public PipelineProvisioner workspace(String id) {
        return workspace(Checks.uuid("workspace id", id));
    }

    /**
     * Sets the source.
     *
     * @param name its name; Airbyte allows several sources of one name
     * @param configuration its connector's configuration: a {@code Map}, a Gson element, a JSON text, or any bean that Gson
     *     writes. Numbers arrive as they are given, with every digit. {@code sourceType} at its top names the connector, as
     *     {@code postgres} does; connectors that the server's table of names lacks, such as custom ones, need a
     *     {@code definitionId} at its top instead, which moves to the request.
     * @throws IllegalArgumentException if the name is blank or has more than 256 characters, or the configuration is no JSON
     *     object; no message quotes the configuration
     */
    public PipelineProvisioner source(String name, Object configuration) {
        EndInput<SourceCreateRequest> source = settings.source.with("source", name, configuration);
        return with(changed -> {
            changed.source = source;
            changed.givenSource = null;
        });
    }

    /**
     * Adds to the source's request what has no setting here: {@code source(request -> request.secretId(id))} for
     * credentials from OAuth, {@code definitionId}, {@code resourceAllocation}.
     *
     * @param request runs at each {@code provision()} on a fresh request that holds the name and the configuration, on the
     *     thread that provisions; it must not change the workspace
     */
    public PipelineProvisioner source(Consumer<SourceCreateRequest> request) {
        EndInput<SourceCreateRequest> source = settings.source.with(Objects.requireNonNull(request, "request"));
        return with(changed -> changed.source = source);
    }

    /**
     * Sets the destination.
     *
     * @param name its name; Airbyte allows several destinations of one name
     * @param configuration its connector's configuration, in the same forms as a source's; {@code destinationType} or
     *     {@code definitionId} at its top names the connector
     * @throws IllegalArgumentException if the name is blank or has more than 256 characters, or the configuration is no JSON
     *     object; no message quotes the configuration
     */
    public PipelineProvisioner destination(String name, Object configuration) {
        EndInput<DestinationCreateRequest> destination = settings.destination.with("destination", name, configuration);
        return with(changed -> {
            changed.destination = destination;
            changed.givenDestination = null;
        });
    }

    /**
     * Adds to the destination's request what has no setting here.
     *
     * @param request runs at each {@code provision()} on a fresh request that holds the name and the configuration, on the
     *     thread that provisions; it must not change the workspace
     */
    public PipelineProvisioner destination(Consumer<DestinationCreateRequest> request) {
        EndInput<DestinationCreateRequest> destination =
                settings.destination.with(Objects.requireNonNull(request, "request"));
        return with(changed -> changed.destination = destination);
    }

    /**
     * Uses a source that is there already, instead of creating one. It is never deleted or changed. The last call of this
     * and {@link #source(String, Object)} counts.
     *
     * @param id its id; one that is not among the workspace's sources is an error of the first step
     */
    public PipelineProvisioner useSource(UUID id) {
        Objects.requireNonNull(id, "id");
        return with(changed -> changed.givenSource = id);
    }

    /**
     * Uses a destination that is there already, instead of creating one, as where many tenants share a warehouse. It is
     * never deleted or changed. The last call of this and {@link #destination(String, Object)} counts.
     *
     * @param id its id; one that is not among the workspace's destinations is an error of the second step, found before
     *     anything is made
     */
    public PipelineProvisioner useDestination(UUID id) {
        Objects.requireNonNull(id, "id");
        return with(changed -> changed.givenDestination = id);
    }

    /**
     * Sets what to do about parts of the pipeline that are there already: a source or destination of the same name in the
     * workspace, a connection between the same two ends. Default: {@link IfExists#CREATE_ANOTHER}.
     */
    public PipelineProvisioner ifExists(IfExists policy) {
        Objects.requireNonNull(policy, "policy");
        return with(changed -> changed.ifExists = policy);
    }

    /**
     * Names the connection. Without a name Airbyte makes one of the two ends' names.
     *
     * @throws IllegalArgumentException if the name is blank or has more than 256 characters
     */
    public PipelineProvisioner connectionName(String name) {
        Checks.name("connection", name);
        return with(changed -> changed.connectionName = name);
    }

    /**
     * Adds to the connection's request what has no setting here: {@code connection(request -> request.prefix("raw_"))},
     * the schedule, the namespace, the reaction to schema changes, tags.
     *
     * @param request runs at each {@code provision()} on a fresh request, on the thread that provisions and before anything
     *     is sent; it must not set the source and the destination. Streams that it sets are sent as they are
     */
    public PipelineProvisioner connection(Consumer<ConnectionCreateRequest> request) {
        Objects.requireNonNull(request, "request");
        List<Consumer<ConnectionCreateRequest>> requests = new ArrayList<>(settings.connectionRequests);
        requests.add(request);
        return with(changed -> changed.connectionRequests = List.copyOf(requests));
    }

    /** Sets which streams are synced, and how. Default: {@link StreamSelection#all()}. */
    public PipelineProvisioner streams(StreamSelection selection) {
        Objects.requireNonNull(selection, "selection");
        return streams(discovered -> selection);
    }

    /**
     * Decides which streams are synced, and how, when the source's streams are known.
     *
     * @param choice gets the discovered streams at each {@code provision()}, on the thread that provisions. What it throws
     *     fails the provisioning, and everything is undone
     */
    public PipelineProvisioner streams(Function<List<StreamProperties>, StreamSelection> choice) {
        Objects.requireNonNull(choice, "choice");
        return with(changed -> changed.streams = choice);
    }

    /**
     * Tells somebody of the steps as they happen, on the thread that provisions. Default: nobody. There is one listener, and
     * the last call counts.
     */
    public PipelineProvisioner listener(StepListener listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.listener = listener);
    }

    /**
     * Deletes nothing when a step fails; {@link ProvisioningException#leftovers()} lists what there is, and {@link
     * ProvisioningException#partial()} has its ids. Default: what was created is deleted again.
     */
    public PipelineProvisioner keepOnFailure() {
        return with(changed -> changed.keepOnFailure = true);
    }

    /**
     * Bounds the whole provisioning. When the time is over, a blocked call ends within a fraction of a second, and the undo
     * follows, which has 60 seconds of its own. Default: none, only each call's own budget.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public PipelineProvisioner deadline(Duration deadline) {
        Checks.positive("a deadline", deadline);
        return with(changed -> changed.deadline = deadline);
    }

    /**
     * Provisions the pipeline and returns as soon as the first sync has started.
     *
     * <p>Takes as long as Airbyte needs to discover the source's streams, from seconds to minutes. An interrupt ends a
     * blocked call within a fraction of a second; what was made is deleted, and the thread is interrupted again when this
     * method throws. A second interrupt ends that undo, too.
     *
     * @throws ProvisioningException if a step failed; it says which, why, what was undone, and what is or may be left
     * @throws IllegalStateException if a required setting is missing; nothing has been sent
     * @throws IllegalArgumentException if a setting cannot be right; nothing has been sent
     */
    public ProvisionedPipeline provision() {
        UUID workspaceId = requireInputs();
        try (Stop stop = new Stop(settings.deadline)) {
            return new Provisioning(client, settings, workspaceId, pacing, stop).run();
        }
    }

    /** Returns the workspace. */
    private UUID requireInputs() {
        if (settings.workspaceId == null) {
            throw missing("a workspace", "workspace(id)");
        }
        if (settings.source.isEmpty() && settings.givenSource == null) {
            throw missing("a source", "source(name, configuration)");
        }
        if (settings.destination.isEmpty() && settings.givenDestination == null) {
            throw missing("a destination", "destination(name, configuration)");
        }
        return settings.workspaceId;
    }

    private static IllegalStateException missing(String what, String call) {
        return new IllegalStateException(what + " is required, but was not set; call " + call);
    }

    /**
     * Provisions the pipeline and watches its first sync until it ends or the deadline passes.
     *
     * @param syncDeadline how long to watch the sync, from its start; when it passes, the sync goes on
     * @return the pipeline and what became of the sync; {@link SyncResult#isSucceeded()} tells whether it worked. A sync that
     *     failed, or that goes on, leaves the pipeline as it is
     * @throws ProvisioningException as {@link #provision()} does; never for the sync
     * @throws io.github.airbytesdk.client.AirbyteApiException if the server refuses to show the sync; the pipeline stands
     * @throws IllegalStateException if a required setting is missing; nothing has been sent
     * @throws IllegalArgumentException if a setting cannot be right, or the deadline is not positive; nothing has been sent
     */
    public SyncedPipeline provisionAndSync(Duration syncDeadline) {
        Checks.positive("a deadline", syncDeadline);
        ProvisionedPipeline pipeline = provision();
        return new SyncedPipeline(pipeline, new SyncWatch(client).pacing(pacing).await(pipeline.jobId(), syncDeadline));
    }

    /**
     * Tells what {@link #provision()} would do, from the lists of the workspace alone: nothing is created, changed or
     * discovered.
     *
     * <p>Streams are not looked at, because asking for them starts the connector. So a connection whose streams differ is
     * planned to be reused, and refused or updated when it comes to it.
     *
     * @return a line a step when it is printed
     * @throws io.github.airbytesdk.client.AirbyteApiException if a list cannot be read
     * @throws IllegalStateException if a required setting is missing
     * @throws IllegalArgumentException if a setting cannot be right
     */
    public ProvisioningPlan plan() {
        return new Planning(client, settings, requireInputs()).plan();
    }

    /**
     * Provisions the pipeline on a thread of an executor.
     *
     * <p>Cancelling the future ends the provisioning as an interrupt does, and undoes it; because a cancelled future tells
     * its caller nothing, what is left is told to the listener.
     *
     * @param executor runs one task, which blocks for as long as the provisioning takes
     * @return completed as {@link #provision()} returns or throws, also where a setting is missing or cannot be right
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the task; nothing has been sent
     */
    public CompletableFuture<ProvisionedPipeline> provisionAsync(Executor executor) {
        return ProvisioningFuture.start(executor, this::provision);
    }

    /** Returns the names of what is to be made, and nothing of the configurations. */
    @Override
    public String toString() {
        return "PipelineProvisioner[workspace=" + settings.workspaceId + ", source=" + settings.source.name()
                + ", destination=" + settings.destination.name() + "]";
    }
}
