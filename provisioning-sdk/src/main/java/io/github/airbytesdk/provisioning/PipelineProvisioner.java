package io.github.airbytesdk.provisioning;

import com.google.gson.Gson;
import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.client.configuration.JsonConfiguration;
import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.DestinationCreateRequest;
import io.github.airbytesdk.client.model.SourceCreateRequest;
import io.github.airbytesdk.client.model.StreamProperties;
import io.github.airbytesdk.provisioning.streams.StreamSelection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Provisions a whole Airbyte pipeline in one call: a source, a destination, the streams between them, an active connection with
 * a manual schedule, and its first sync.
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
 * <p>{@code workspace}, {@code source} and {@code destination} are required. Everything else has a default: all streams of the
 * source ({@link StreamSelection#all()}), no listener, no deadline, rollback on failure.
 *
 * <p>All or nothing: when {@code provision()} throws, it has deleted what it had created, and the exception lists what could
 * not be deleted. Nothing that this call did not create is ever deleted. The package's page has the rules.
 *
 * <p>Immutable, and safe for use by multiple threads. Each setting returns a new provisioner, so an incomplete one can serve as
 * a template for many pipelines. Inputs are copied when they are given.
 *
 * @since 0.1.0
 */
public final class PipelineProvisioner {
    private final AirbyteClient client;
    private final PipelineSettings settings;
    private final Sleeper sleeper;

    /** Creates a provisioner without settings. It does not close the client. */
    public PipelineProvisioner(AirbyteClient client) {
        this(Objects.requireNonNull(client, "client"), new PipelineSettings(), Sleeper.SYSTEM);
    }

    private PipelineProvisioner(AirbyteClient client, PipelineSettings settings, Sleeper sleeper) {
        this.client = client;
        this.settings = settings;
        this.sleeper = sleeper;
    }

    private PipelineProvisioner with(Consumer<PipelineSettings> change) {
        PipelineSettings changed = settings.copy();
        change.accept(changed);
        return new PipelineProvisioner(client, changed, sleeper);
    }

    PipelineProvisioner sleeper(Sleeper sleeper) {
        return new PipelineProvisioner(client, settings, sleeper);
    }

    /** Sets the workspace of all resources. Required. */
    public PipelineProvisioner workspace(UUID id) {
        return with(changed -> changed.workspaceId = Objects.requireNonNull(id, "id"));
    }

    /**
     * Sets the workspace of all resources. Required.
     *
     * @throws IllegalArgumentException if the id is not a UUID
     */
    public PipelineProvisioner workspace(String id) {
        return workspace(Checks.uuid("workspace id", id));
    }

    /**
     * Sets the source to create. Replaces an earlier source.
     *
     * @param name its name; Airbyte allows several sources of one name
     * @param configuration the configuration of its connector: a {@code Map}, JSON text, a record, a bean, a Gson or Jackson
     *     tree, or a {@code Supplier} of one of these, see {@link JsonConfiguration}. At the top level, {@code sourceType} names
     *     the connector, such as {@code postgres}, or {@code definitionId} does, which is moved to the request
     * @throws IllegalArgumentException if the name is blank or longer than 256 characters, or if the configuration is not a
     *     JSON object or contains a value of a type that is not accepted. The message has the value's JSON path and type, and
     *     not the value
     */
    public PipelineProvisioner source(String name, Object configuration) {
        ConnectorInput<SourceCreateRequest> source =
                settings.source.with(ResourceKind.SOURCE, name, configuration, settings.gson);
        return with(changed -> changed.source = source);
    }

    /**
     * Adds a customizer for what has no setting here, such as {@code request -> request.secretId(id)} for OAuth credentials,
     * or {@code resourceAllocation}.
     *
     * @param customizer called by each {@code provision()} and {@code plan()}, on the calling thread, in the order of addition,
     *     with a new request that contains the name and the configuration. It must not change the workspace
     */
    public PipelineProvisioner customizeSource(Consumer<SourceCreateRequest> customizer) {
        return with(changed -> changed.source = changed.source.customizedBy(customizer));
    }

    /**
     * Sets the destination to create. Replaces an earlier destination.
     *
     * @param name its name; Airbyte allows several destinations of one name
     * @param configuration the configuration of its connector, in the same forms as that of a source; {@code destinationType}
     *     or {@code definitionId} at the top level names the connector
     * @throws IllegalArgumentException as {@link #source} does
     */
    public PipelineProvisioner destination(String name, Object configuration) {
        ConnectorInput<DestinationCreateRequest> destination =
                settings.destination.with(ResourceKind.DESTINATION, name, configuration, settings.gson);
        return with(changed -> changed.destination = destination);
    }

    /**
     * Adds a customizer for what has no setting here, such as {@code resourceAllocation}.
     *
     * @param customizer called as that of {@link #customizeSource}
     */
    public PipelineProvisioner customizeDestination(Consumer<DestinationCreateRequest> customizer) {
        return with(changed -> changed.destination = changed.destination.customizedBy(customizer));
    }

    /**
     * Uses an existing source instead of creating one. It is never deleted or changed. Replaces an earlier source, and is
     * replaced by a later call of {@link #source(String, Object)}.
     *
     * @param id its id; if it is not among the workspace's sources, the first step fails
     */
    public PipelineProvisioner useSource(UUID id) {
        return with(changed -> changed.source = changed.source.withExisting(id));
    }

    /**
     * Uses an existing destination instead of creating one, for example if many tenants share a warehouse. It is never deleted
     * or changed. Replaces an earlier destination, and is replaced by a later call of {@link #destination(String, Object)}.
     *
     * @param id its id; if it is not among the workspace's destinations, the second step fails, before anything is created
     */
    public PipelineProvisioner useDestination(UUID id) {
        return with(changed -> changed.destination = changed.destination.withExisting(id));
    }

    /**
     * Sets a Gson for types of your own in configurations. Its adapters come first, for types of the JDK as well, and it writes
     * beans and records, by its naming policy and exclusions. Their contents are checked like everything else: a type that
     * is not accepted is refused unless this Gson has an adapter for it.
     *
     * <p>Applies to the configurations that are given after this call. By default there is none.
     */
    public PipelineProvisioner gson(Gson gson) {
        return with(changed -> changed.gson = Objects.requireNonNull(gson, "gson"));
    }

    /**
     * Sets what to do if a source or destination of the same name already exists in the workspace, or a connection between
     * the same source and destination. Default: {@link IfExists#CREATE_ANOTHER}.
     */
    public PipelineProvisioner ifExists(IfExists policy) {
        return with(changed -> changed.ifExists = Objects.requireNonNull(policy, "policy"));
    }

    /**
     * Sets the name of the connection. By default Airbyte combines the names of the source and the destination.
     *
     * @throws IllegalArgumentException if the name is blank or longer than 256 characters
     */
    public PipelineProvisioner connectionName(String name) {
        return with(changed -> changed.connectionName = Checks.name("connection", name));
    }

    /**
     * Adds a customizer for what has no setting here, such as {@code request -> request.prefix("raw_")}, the schedule, the
     * namespace, the reaction to schema changes, or tags.
     *
     * <p>A cron schedule is checked before anything is sent: it needs six or seven fields in the syntax of Quartz, no time zone
     * (Airbyte runs schedules in UTC), a whole number of seconds, and a question mark in one of the two fields for days. What
     * else the fields contain is checked by the server, when the connection is created.
     *
     * @param customizer called as that of {@link #customizeSource}, before anything is sent. It must not set the source and the
     *     destination. Streams that it sets are sent unchanged
     */
    public PipelineProvisioner customizeConnection(Consumer<ConnectionCreateRequest> customizer) {
        Objects.requireNonNull(customizer, "customizer");
        return with(changed -> changed.connectionCustomizer = changed.connectionCustomizer.andThen(customizer));
    }

    /**
     * Sets which streams are synced, and how. Default: {@link StreamSelection#all()}.
     *
     * <p>The selection is checked before the connection is created, by {@link
     * StreamSelection#resolve(List, ConnectionCreateRequest)}.
     */
    public PipelineProvisioner streams(StreamSelection selection) {
        Objects.requireNonNull(selection, "selection");
        return streams(discovered -> selection);
    }

    /**
     * Sets a function that selects the streams once the source's streams have been discovered.
     *
     * @param selection called by each {@code provision()}, on the calling thread, with the discovered streams. An exception
     *     fails the provisioning, which is then rolled back
     */
    public PipelineProvisioner streams(Function<List<StreamProperties>, StreamSelection> selection) {
        return with(changed -> changed.streams = Objects.requireNonNull(selection, "selection"));
    }

    /**
     * Sets the listener to notify as each step starts and finishes. Called on the provisioning thread. Replaces any earlier
     * listener; none by default.
     */
    public PipelineProvisioner listener(StepListener listener) {
        return with(changed -> changed.listener = Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Checks whether both connectors can connect, before the streams are discovered. Without this, a destination's
     * configuration is used for the first time by the first sync. Off by default.
     *
     * <p>Both checks run at the same time, that of the destination on a thread of its own, which ends before {@code provision()}
     * returns or throws. A check that fails also fails the step that created the connector, with the connector's own words. A
     * check can take minutes; the client's timeout of a discovery applies. Sources and destinations that are reused are checked
     * as well.
     *
     * <p>The checks are calls of Airbyte's internal Config API, see {@link AirbyteClient#config()}, and need the role of an
     * editor. If the server or a gateway refuses a check or does not know it (401, 403, 404, 405, 501, a redirect, or a web page),
     * it is skipped and the {@linkplain StepListener#checkSkipped listener} is notified.
     */
    public PipelineProvisioner checkConnections() {
        return with(changed -> changed.checks = ConnectionChecks.Mode.IF_AVAILABLE);
    }

    /**
     * Like {@link #checkConnections()}, but a check that the server does not offer or refuses fails the provisioning instead of
     * being skipped.
     */
    public PipelineProvisioner requireConnectionChecks() {
        return with(changed -> changed.checks = ConnectionChecks.Mode.REQUIRED);
    }

    /**
     * Disables rollback. Resources created before the failure are kept and listed in
     * {@link ProvisioningException#leftovers()}. By default they are deleted.
     */
    public PipelineProvisioner keepOnFailure() {
        return with(changed -> changed.keepOnFailure = true);
    }

    /**
     * Limits the time of the whole provisioning. After it, a blocked call ends within a fraction of a second, and the rollback
     * follows, which has 60 seconds of its own. By default only the timeouts of the client apply.
     *
     * @throws IllegalArgumentException if the deadline is not positive
     */
    public PipelineProvisioner deadline(Duration deadline) {
        return with(changed -> changed.deadline = Checks.positive("a deadline", deadline));
    }

    /**
     * Provisions the pipeline. Returns as soon as the first sync has started.
     *
     * <p>Takes as long as Airbyte needs to discover the source's streams, from seconds to minutes. An interrupt ends a blocked
     * call within a fraction of a second; what was created is deleted, and the thread is interrupted again when this method
     * throws. A second interrupt ends the rollback too.
     *
     * @throws ProvisioningException if a step failed; it contains the step, the cause, what was rolled back, and what remains
     *     or may remain
     * @throws IllegalStateException if a required setting is missing; nothing has been sent
     * @throws IllegalArgumentException if a setting is invalid; nothing has been sent
     */
    public ProvisionedPipeline provision() {
        PipelineRequest request = PipelineRequest.of(settings);
        try (Deadline deadline = Deadline.after(settings.deadline)) {
            return new Provisioning(client, request, sleeper, deadline).run();
        }
    }

    /**
     * Returns what {@link #provision()} would do, according to the lists of the workspace. Creates and changes nothing.
     *
     * <p>If both the source and the destination exist, the source's streams are discovered, because whether the connection can
     * be created, reused or updated depends on them. That starts the connector and can take minutes. A source that {@code
     * provision()} would update is read with its present configuration.
     *
     * @return the plan, which prints as one line for each step and each warning
     * @throws io.github.airbytesdk.client.AirbyteApiException if a list cannot be read, or the streams cannot be discovered
     *     for another reason than the source's configuration
     * @throws IllegalStateException if a required setting is missing
     * @throws IllegalArgumentException if a setting is invalid
     */
    public ProvisioningPlan plan() {
        return new PlanBuilder(client, PipelineRequest.of(settings), sleeper).plan();
    }

    /**
     * Provisions the pipeline on a thread of an executor.
     *
     * <p>Cancelling the future ends the provisioning like an interrupt, and the rollback follows. A cancelled future cannot
     * report what remains on the server, so set a {@link #listener listener} for that.
     *
     * @param executor runs one task, which blocks until the provisioning ends
     * @return a future that completes as {@link #provision()} returns or throws, also if a setting is missing or invalid
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not accept the task; nothing has been sent
     */
    public CompletableFuture<ProvisionedPipeline> provisionAsync(Executor executor) {
        return CancellableFuture.start(executor, this::provision);
    }

    /** Returns the workspace and the names, without the configurations. */
    @Override
    public String toString() {
        return "PipelineProvisioner[workspace=" + settings.workspaceId + ", source=" + settings.source.name()
                + ", destination=" + settings.destination.name() + "]";
    }
}
