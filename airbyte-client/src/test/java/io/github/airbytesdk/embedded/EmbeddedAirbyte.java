package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An Airbyte server for tests. It serves the public API on 127.0.0.1 and stores what is created, but does not move data.
 *
 * <pre>{@code
 * try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
 *     airbyte.onNext("createConnection", Fault.response(502));
 *     // ... provision something at airbyte.url(), which fails ...
 *     assertTrue(airbyte.isEmpty(), airbyte.describe());
 * }
 * }</pre>
 *
 * <p>It responds like a self-managed Airbyte (community edition), with the same error bodies, masked secrets,
 * pagination and validation: 1,190 exchanges recorded on a real server are replayed against it in this project's build.
 * It knows the connectors that Airbyte documents and validates their configurations. It implements the operations on
 * sources, destinations, streams, connections, jobs, tags and workspaces, the token endpoint and the health check, and
 * those that list definitions, organizations, users, permissions, applications, regions and data planes. All other
 * operations respond with 501. Of the Config API it serves the connection checks, {@code jobs/get_without_logs} and
 * {@code instance_configuration}.
 *
 * <p>All methods may be called from any thread. Those that change the server's behavior return it, and take effect from
 * the next call that it receives. Close it after use, or let {@link EmbeddedAirbyteExtension} do so. On the class path its
 * threads are daemons, so a server that is never closed does not keep the process alive; on the module path it does.
 *
 * <p>Schedules with a cron expression need the libraries {@code com.cronutils:cron-utils} and {@code
 * org.quartz-scheduler:quartz} on the class path.
 *
 * @since 0.1.0
 */
public final class EmbeddedAirbyte extends ServerContents implements AutoCloseable {
    /**
     * The definition of a custom source, "Acme Orders". Its configuration has the strings {@code shop} and {@code
     * api_key}, a secret. Like all custom connectors it has no type, so a request names it by {@code definitionId}.
     */
    public static final UUID CUSTOM_SOURCE_DEFINITION = UUID.fromString("8d2d1d9c-6c4f-4f6a-9d0e-5b8a4c3e7f21");

    private final MockWebServer server = new MockWebServer();
    private final Faults faults = new Faults();
    private final Settings settings;
    private final Knobs knobs;
    private final Tokens tokens;
    private final CallLog calls;

    EmbeddedAirbyte(Settings settings) {
        super(new World(settings, new Knobs()));
        this.settings = settings;
        this.knobs = world.knobs;
        this.tokens = new Tokens(settings);
        this.calls = new CallLog(settings.keptCalls());
    }

    /** Starts a server with all defaults on a free port. */
    public static EmbeddedAirbyte start() {
        return builder().start();
    }

    /** Returns a builder for a server with other settings. */
    public static EmbeddedAirbyteBuilder builder() {
        return new EmbeddedAirbyteBuilder();
    }

    /**
     * Runs a server until the process ends. The arguments are its port, 8000 by default, and
     * optionally the client id and the client secret of its application, which are random by default. Prints the URL, the ids and
     * the credentials that a client needs.
     */
    public static void main(String[] args) {
        int status = Standalone.start(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
        new Semaphore(0).acquireUninterruptibly(); // Its threads are daemons.
    }

    EmbeddedAirbyte open() {
        DaemonThreads.use(server);
        ClientSockets sockets = new ClientSockets();
        server.setServerSocketFactory(sockets);
        if (settings.http2()) {
            server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        }
        server.setDispatcher(new AirbyteDispatcher(world, tokens, faults, calls, sockets, server));
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return this;
    }

    /** Returns the URL of the server, such as {@code http://127.0.0.1:41234}: the value for {@code AIRBYTE_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Returns the base URL of the API's paths: {@link #url} with {@code /api/public/v1}. */
    public String baseUrl() {
        return url() + "/api/public/v1";
    }

    /** Returns the base URL of the Config API, Airbyte's internal API. */
    public String configBaseUrl() {
        return url() + "/api/v1";
    }

    /** Returns the only client id that the token endpoint accepts. */
    public String clientId() {
        return settings.clientId();
    }

    /** Returns the client secret that belongs to {@link #clientId}. */
    public String clientSecret() {
        return settings.clientSecret();
    }

    /** Returns the environment variables with which {@code AirbyteClient.fromEnv} connects to this server. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AIRBYTE_URL", url());
        environment.put("AIRBYTE_CLIENT_ID", clientId());
        environment.put("AIRBYTE_CLIENT_SECRET", clientSecret());
        environment.put("AIRBYTE_WORKSPACE_ID", workspaceId().toString());
        return Collections.unmodifiableMap(environment);
    }

    /** Stops the server and ends all calls in progress. */
    @Override
    public void close() {
        server.close();
    }

    /**
     * Applies a fault to the next call of an operation.
     *
     * @param operation the operation's id, such as {@code createSource}
     * @throws IllegalArgumentException if there is no such operation
     */
    public EmbeddedAirbyte onNext(String operation, Fault fault) {
        return onNext(operation, 1, fault);
    }

    /** Applies a fault to the next calls of an operation. Faults for the same operation are queued. */
    public EmbeddedAirbyte onNext(String operation, int numberOfCalls, Fault fault) {
        faults.next(Operations.checked(operation), numberOfCalls, fault);
        return this;
    }

    /** Applies a fault to every call of an operation for which none of {@link #onNext} is queued. */
    public EmbeddedAirbyte onEvery(String operation, Fault fault) {
        faults.every(Operations.checked(operation), fault);
        return this;
    }

    /** Chooses a fault for each call that has no other; null means none. The function is called concurrently. */
    public EmbeddedAirbyte onAny(Function<Call, @Nullable Fault> choice) {
        faults.any(choice);
        return this;
    }

    /** Removes all faults. */
    public EmbeddedAirbyte clearFaults() {
        faults.clear();
        return this;
    }

    /** Rejects all tokens issued so far, as if they had expired. */
    public EmbeddedAirbyte revokeTokens() {
        tokens.revokeAll();
        return this;
    }

    /** Delays every call before it is processed. Default: no delay. */
    public EmbeddedAirbyte setLatency(Duration latency) {
        knobs.latency = latency;
        return this;
    }

    /**
     * Changes the JSON of an operation's successful responses before they are sent, after any earlier changes. The
     * function receives a copy and is called concurrently. {@link Drift} has ready-made functions.
     */
    public EmbeddedAirbyte rewrite(String operation, Function<JsonElement, JsonElement> change) {
        knobs.rewrite(Operations.checked(operation), change);
        return this;
    }

    /** Changes the JSON of all operations' successful responses. */
    public EmbeddedAirbyte rewriteAll(Function<JsonElement, JsonElement> change) {
        knobs.rewrite(null, change);
        return this;
    }

    /** Removes all changes of responses. */
    public EmbeddedAirbyte stopRewriting() {
        knobs.stopRewriting();
        return this;
    }

    /**
     * Sets how long jobs take, in real time. Applies to jobs that start after this call.
     *
     * @param waiting how long each {@code pending} or {@code queued} lasts. Default: no time
     * @param working how long each other status but the last lasts. Default: 600 ms
     */
    public EmbeddedAirbyte setJobDurations(Duration waiting, Duration working) {
        synchronized (world) {
            knobs.jobCourse = knobs.jobCourse.withDurations(waiting, working);
        }
        return this;
    }

    /**
     * Sets the statuses through which jobs pass. Applies to jobs that start after this call. A job keeps the last one, so with a single
     * status all changes are left to {@link #setJobStatus}. Statuses unknown to Airbyte are allowed. Default: {@code
     * pending}, {@code running}, {@code succeeded}.
     */
    public EmbeddedAirbyte setJobStatuses(String... statuses) {
        synchronized (world) {
            knobs.jobCourse = knobs.jobCourse.withStatuses(List.of(statuses));
        }
        return this;
    }

    /**
     * Sets the status of a job, which it keeps until the next such call.
     *
     * @throws IllegalArgumentException if there is no such job
     */
    public EmbeddedAirbyte setJobStatus(long jobId, String status) {
        synchronized (world) {
            StoredJob job = world.jobs.get(jobId);
            if (job == null) {
                throw new IllegalArgumentException("no job " + jobId);
            }
            job.fixStatus(status, world.now());
        }
        return this;
    }

    /** Sets how long the discovery of a source's streams takes, in real time. Default: no time. */
    public EmbeddedAirbyte setDiscoverDelay(Duration delay) {
        knobs.discoverDelay = delay;
        return this;
    }

    /**
     * Makes the connection checks of a connector fail with this message; null makes them succeed again.
     *
     * @param image the connector, such as {@code destination-postgres}
     */
    public EmbeddedAirbyte setCheckFailure(String image, @Nullable String message) {
        synchronized (world) {
            world.definitions.checkImage(image);
        }
        if (message == null) {
            knobs.checkFailures.remove(image);
        } else {
            knobs.checkFailures.put(image, message);
        }
        return this;
    }

    /** Sets whether the platform can run connection checks. If it cannot, checks have no result. Default: true. */
    public EmbeddedAirbyte setChecksRunnable(boolean runnable) {
        knobs.checksRunnable = runnable;
        return this;
    }

    /** Sets the reasons that failed attempts report, for jobs that start after this call. Default: no reasons. */
    public EmbeddedAirbyte setJobFailures(JobFailure... failures) {
        knobs.jobFailures = List.of(failures);
        return this;
    }

    /** Makes discovery fail with this message; null makes it work again. */
    public EmbeddedAirbyte setDiscoverFailure(@Nullable String message) {
        knobs.discoverFailure = message;
        return this;
    }

    /**
     * Replaces the streams of sources of a type. A source that has been discovered keeps its streams until it is
     * discovered with {@code ignoreCache=true}.
     *
     * @throws IllegalArgumentException if there is no such source connector
     */
    public EmbeddedAirbyte setStreams(String sourceType, List<SourceStream> streams) {
        synchronized (world) {
            world.definitions.byName(ConnectorKind.SOURCE, sourceType);
        }
        knobs.streams.put(sourceType, List.copyOf(streams));
        return this;
    }

    /** Returns the calls received so far, in order, including those in progress. */
    public List<Call> calls() {
        return calls.calls();
    }

    /** Returns the calls of one operation. */
    public List<Call> calls(String operation) {
        Operations.checked(operation);
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** Removes the calls received so far from {@link #calls()}. */
    public EmbeddedAirbyte clearCalls() {
        calls.clear();
        return this;
    }

    /** Returns the URL and the number of resources. */
    @Override
    public String toString() {
        return "EmbeddedAirbyte{" + url() + ", " + sources().size() + " sources, "
                + destinations().size() + " destinations, " + connections().size() + " connections}";
    }
}
