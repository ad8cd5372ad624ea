package io.github.airbytesdk.embedded;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Function;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/**
 * An Airbyte server for tests: it answers the public API on 127.0.0.1, remembers what was created, and moves no data.
 *
 * <pre>{@code
 * try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
 *     airbyte.onNext("createConnection", Fault.answer(502));
 *     // ... provision something by airbyte.url(), and see it fail ...
 *     assertTrue(airbyte.isEmpty(), airbyte.describe());
 * }
 * }</pre>
 *
 * <p>It behaves as a self-managed Airbyte does, the odd parts included: the shapes of its errors, masked secrets,
 * names that need not be unique, lists in pages, streams discovered once and then cached, jobs that pass through
 * {@code pending} and {@code running} in real time. It knows the sources faker, postgres, mysql, s3, github and
 * file, and the destinations dev-null, postgres, bigquery, snowflake, s3 and redshift, and checks their
 * configurations. Of the operations it implements those on sources, destinations, streams, connections, jobs and
 * tags, the token endpoint and the health check, and it reads workspaces and definitions; all others answer 501.
 *
 * <p>All methods may be called from any thread. Those that change what the server does return it, and count from the
 * next call that it receives. Close it in the end: its threads keep the process alive.
 *
 * @since 0.1.0
 */
public final class EmbeddedAirbyte implements AutoCloseable {
    /**
     * The definition of a custom source, "Acme Orders": its configuration has the strings {@code shop} and {@code
     * api_key}, a secret. Like all custom connectors it has no type, and is asked for by {@code definitionId} only.
     */
    public static final UUID CUSTOM_SOURCE_DEFINITION = UUID.fromString("8d2d1d9c-6c4f-4f6a-9d0e-5b8a4c3e7f21");

    private final MockWebServer server = new MockWebServer();
    private final Knobs knobs = new Knobs();
    private final Faults faults = new Faults();
    private final Settings settings;
    private final World world;
    private final Tokens tokens;
    private final CallLog calls;

    private EmbeddedAirbyte(Settings settings) {
        this.settings = settings;
        this.world = new World(settings, knobs);
        this.tokens = new Tokens(settings);
        this.calls = new CallLog(settings.keptCalls());
    }

    /** Starts a server with all defaults on a free port. */
    public static EmbeddedAirbyte start() {
        return builder().start();
    }

    /** Describes a server that differs from the default one. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs a server until the process ends. The only argument is its port, 8000 by default. It prints what a client
     * needs to know; its first line says that it moves no data.
     */
    public static void main(String[] args) {
        int status = Standalone.start(args, System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    private EmbeddedAirbyte open() {
        ClientSockets sockets = new ClientSockets();
        server.setServerSocketFactory(sockets);
        server.setDispatcher(new AirbyteDispatcher(world, tokens, faults, calls, sockets, server));
        try {
            server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), settings.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return this;
    }

    // Where it is, and how to get in.

    /** The URL of the server, such as {@code http://127.0.0.1:41234}: what goes into {@code AIRBYTE_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The URL that the API's paths follow: {@link #url} with {@code /api/public/v1}. */
    public String baseUrl() {
        return url() + "/api/public/v1";
    }

    /** The id of the workspace that is there from the start. */
    public UUID workspaceId() {
        return settings.workspaceId();
    }

    /** The only client id that the token endpoint accepts. */
    public String clientId() {
        return settings.clientId();
    }

    /** The secret that goes with {@link #clientId}. */
    public String clientSecret() {
        return settings.clientSecret();
    }

    /**
     * The variables by which {@code AirbyteClient.fromEnv} finds this server and its workspace, for another process or a
     * program that reads them.
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AIRBYTE_URL", url());
        environment.put("AIRBYTE_CLIENT_ID", clientId());
        environment.put("AIRBYTE_CLIENT_SECRET", clientSecret());
        environment.put("AIRBYTE_WORKSPACE_ID", workspaceId().toString());
        return Collections.unmodifiableMap(environment);
    }

    /** Ends the server, and with it every call that it is serving. */
    @Override
    public void close() {
        server.close();
    }

    // What goes wrong.

    /** Makes the next call of an operation, such as {@code createSource} or {@code createAccessToken}, go wrong. */
    public EmbeddedAirbyte onNext(String operation, Fault fault) {
        return onNext(operation, 1, fault);
    }

    /** Makes the next so many calls of an operation go wrong. Faults for the same operation wait in line. */
    public EmbeddedAirbyte onNext(String operation, int numberOfCalls, Fault fault) {
        faults.next(Operations.checked(operation), numberOfCalls, fault);
        return this;
    }

    /** Makes every call of an operation go wrong that finds no fault of {@link #onNext} waiting. */
    public EmbeddedAirbyte onEvery(String operation, Fault fault) {
        faults.every(Operations.checked(operation), fault);
        return this;
    }

    /**
     * Asks a function about every call for which the others have no fault; null means that all goes well. The server
     * calls it on many threads at once.
     */
    public EmbeddedAirbyte onAny(Function<Call, @Nullable Fault> choice) {
        faults.any(choice);
        return this;
    }

    /** Makes nothing go wrong any more. */
    public EmbeddedAirbyte clearFaults() {
        faults.clear();
        return this;
    }

    /** Refuses all tokens that have been issued, as if they had expired. */
    public EmbeddedAirbyte revokeTokens() {
        tokens.revokeAll();
        return this;
    }

    /** Adds time to every call, before the server looks at it. The default is none. */
    public EmbeddedAirbyte setLatency(Duration latency) {
        knobs.latency = latency;
        return this;
    }

    // How the answers differ.

    /**
     * Changes the JSON of an operation's successful answers before they are sent, after earlier such changes. The
     * function gets a tree of its own, and is called on many threads at once. {@link Drift} has ready-made ones.
     */
    public EmbeddedAirbyte rewrite(String operation, Function<JsonElement, JsonElement> change) {
        knobs.rewrite(Operations.checked(operation), change);
        return this;
    }

    /** Changes the JSON of all operations' successful answers. */
    public EmbeddedAirbyte rewriteAll(Function<JsonElement, JsonElement> change) {
        knobs.rewrite(null, change);
        return this;
    }

    /** Sends all answers as they are again. */
    public EmbeddedAirbyte stopRewriting() {
        knobs.stopRewriting();
        return this;
    }

    // How long things take, and what they come to.

    /**
     * Says how long jobs that start from now on take, in real time.
     *
     * @param waiting how long each {@code pending} or {@code queued} lasts, by default 150 ms
     * @param working how long each other status but the last one lasts, by default 600 ms
     */
    public EmbeddedAirbyte setJobDurations(Duration waiting, Duration working) {
        synchronized (world) {
            knobs.jobCourse = knobs.jobCourse.withDurations(waiting, working);
        }
        return this;
    }

    /**
     * Says which statuses jobs that start from now on pass through. They stay in the last one for ever, so a single
     * status leaves all changes to {@link #setJobStatus}. Any text goes, Airbyte's own or not. The default is
     * {@code pending}, {@code running}, {@code succeeded}.
     */
    public EmbeddedAirbyte setJobStatuses(String... statuses) {
        synchronized (world) {
            knobs.jobCourse = knobs.jobCourse.withStatuses(List.of(statuses));
        }
        return this;
    }

    /**
     * Puts a job into a status, in which it stays until the next such call.
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

    /** Says how long the server takes to find out what a source offers, in real time. The default is no time. */
    public EmbeddedAirbyte setDiscoverDelay(Duration delay) {
        knobs.discoverDelay = delay;
        return this;
    }

    /** Makes connectors fail to discover, with this message; null makes them work again. */
    public EmbeddedAirbyte setDiscoverFailure(@Nullable String message) {
        knobs.discoverFailure = message;
        return this;
    }

    /**
     * Replaces what sources of a type offer. Sources that have been discovered stick to what was found, until they are
     * discovered with {@code ignoreCache=true}.
     */
    public EmbeddedAirbyte setStreams(String sourceType, List<SourceStream> streams) {
        if (Connectors.ALL.byType(ConnectorKind.SOURCE, sourceType) == null) {
            throw new IllegalArgumentException("no source of type \"" + sourceType + "\"");
        }
        knobs.streams.put(sourceType, List.copyOf(streams));
        return this;
    }

    // What others do: things appear as if another client had created them, unchecked.

    /** Adds a workspace. */
    public UUID addWorkspace(String name) {
        UUID id = UUID.randomUUID();
        synchronized (world) {
            world.workspaces.put(id, name);
        }
        return id;
    }

    /** Adds a source now. */
    public UUID addSource(String name, String type, String configuration) {
        return addSource(name, type, configuration, world.now(), workspaceId());
    }

    /**
     * Adds a source.
     *
     * @param type the connector, such as {@code faker}
     * @param configuration a JSON object, which is not checked against the connector's schema
     */
    public UUID addSource(String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        return addConnector(ConnectorKind.SOURCE, name, type, configuration, createdAt, workspaceId);
    }

    /** Adds a destination now. */
    public UUID addDestination(String name, String type, String configuration) {
        return addDestination(name, type, configuration, world.now(), workspaceId());
    }

    /**
     * Adds a destination.
     *
     * @param type the connector, such as {@code dev-null}
     * @param configuration a JSON object, which is not checked against the connector's schema
     */
    public UUID addDestination(String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        return addConnector(ConnectorKind.DESTINATION, name, type, configuration, createdAt, workspaceId);
    }

    private UUID addConnector(
            ConnectorKind kind, String name, String type, String configuration, Instant createdAt, UUID workspaceId) {
        ConnectorDefinition definition = Connectors.ALL.byType(kind, type);
        if (definition == null) {
            throw new IllegalArgumentException("no " + kind.label + " of type \"" + type + "\"");
        }
        JsonObject json = Json.parseObject(configuration, "the configuration");
        json.remove(kind.typeMember);
        StoredConnector connector = new StoredConnector(workspaceId, definition, name, json, createdAt);
        synchronized (world) {
            world.connectors(kind).add(connector);
        }
        return connector.id;
    }

    /** Adds an active connection without streams now. */
    public UUID addConnection(String name, UUID sourceId, UUID destinationId) {
        return addConnection(name, sourceId, destinationId, world.now());
    }

    /**
     * Adds an active connection without streams.
     *
     * @throws IllegalArgumentException if one of its ends does not exist
     */
    public UUID addConnection(String name, UUID sourceId, UUID destinationId, Instant createdAt) {
        synchronized (world) {
            StoredConnector source = world.connectors(ConnectorKind.SOURCE).find(sourceId);
            StoredConnector destination =
                    world.connectors(ConnectorKind.DESTINATION).find(destinationId);
            if (source == null || destination == null) {
                throw new IllegalArgumentException("no source " + sourceId + " or no destination " + destinationId);
            }
            StoredConnection connection = new StoredConnection(source, destination, name, createdAt);
            world.add(connection);
            return connection.id;
        }
    }

    /** Adds a sync now that is in this status, and stays in it. */
    public long addJob(UUID connectionId, String status) {
        return addJob(connectionId, status, world.now());
    }

    /**
     * Adds a sync that is in this status, and stays in it.
     *
     * @throws IllegalArgumentException if there is no such connection
     */
    public long addJob(UUID connectionId, String status, Instant createdAt) {
        synchronized (world) {
            StoredConnection connection = world.connections.find(connectionId);
            if (connection == null) {
                throw new IllegalArgumentException("no connection " + connectionId);
            }
            JobCourse course = JobCourse.DEFAULT.withStatuses(List.of(status));
            return world.startJob(connection, "sync", createdAt, course).id;
        }
    }

    // What is there, and what was asked.

    /** The sources that have not been deleted, oldest first. */
    public List<Connector> sources() {
        return connectors(ConnectorKind.SOURCE);
    }

    /** The destinations that have not been deleted, oldest first. */
    public List<Connector> destinations() {
        return connectors(ConnectorKind.DESTINATION);
    }

    private List<Connector> connectors(ConnectorKind kind) {
        synchronized (world) {
            return world.connectors(kind).stream().map(StoredConnector::view).toList();
        }
    }

    /** The connections that have not been deleted, oldest first. */
    public List<Connection> connections() {
        synchronized (world) {
            return world.connections.stream().map(StoredConnection::view).toList();
        }
    }

    /** Finds a source, deleted or not; null if there never was one of this id. */
    public @Nullable Connector source(UUID id) {
        return connector(ConnectorKind.SOURCE, id);
    }

    /** Finds a destination, deleted or not; null if there never was one of this id. */
    public @Nullable Connector destination(UUID id) {
        return connector(ConnectorKind.DESTINATION, id);
    }

    private @Nullable Connector connector(ConnectorKind kind, UUID id) {
        synchronized (world) {
            StoredConnector connector = world.connectors(kind).find(id);
            return connector == null ? null : connector.view();
        }
    }

    /** Finds a connection, deleted or not; null if there never was one of this id. */
    public @Nullable Connection connection(UUID id) {
        synchronized (world) {
            StoredConnection connection = world.connections.find(id);
            return connection == null ? null : connection.view();
        }
    }

    /** All jobs, in the order in which they were started. */
    public List<Job> jobs() {
        synchronized (world) {
            return world.jobs.values().stream().map(StoredJob::view).toList();
        }
    }

    /** The ids of all that API calls have deleted, in order; what went along with something else comes before it. */
    public List<UUID> deletedIds() {
        synchronized (world) {
            return List.copyOf(world.deletedIds);
        }
    }

    /** Whether no source, destination or connection is left. */
    public boolean isEmpty() {
        return sources().isEmpty() && destinations().isEmpty() && connections().isEmpty();
    }

    /** Lists what is left, one a line, for the message of an assertion. It shows no configuration. */
    public String describe() {
        StringJoiner lines = new StringJoiner("\n");
        sources().forEach(source -> lines.add("source " + source));
        destinations().forEach(destination -> lines.add("destination " + destination));
        connections().forEach(connection -> lines.add("connection " + connection));
        return lines.length() == 0 ? "nothing" : lines.toString();
    }

    /** The calls that the server received, in order, those included that it is still serving. */
    public List<Call> calls() {
        return calls.calls();
    }

    /** The calls of one operation. */
    public List<Call> calls(String operation) {
        Operations.checked(operation);
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    /** Forgets the calls so far. */
    public EmbeddedAirbyte clearCalls() {
        calls.clear();
        return this;
    }

    /** Says where it listens and what it holds, in short. */
    @Override
    public String toString() {
        return "EmbeddedAirbyte{" + url() + ", " + sources().size() + " sources, "
                + destinations().size() + " destinations, " + connections().size() + " connections}";
    }

    /**
     * Describes a server. Nothing is required. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private int port;
        private Clock clock = Clock.systemUTC();
        private UUID workspaceId = UUID.randomUUID();
        private boolean authentication = true;
        private String clientId = UUID.randomUUID().toString();
        private String clientSecret = UUID.randomUUID().toString().replace("-", "");
        private @Nullable String bearerToken;
        private Duration tokenLifetime = Duration.ofMinutes(15);
        private boolean ordinaryUser;
        private boolean arbitraryListOrder;
        private boolean subHourlySchedules;
        private int keptCalls = 10_000;

        private Builder() {}

        /** Listens on this port. The default, 0, takes a free one. */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 65535) {
                throw new IllegalArgumentException("port " + newPort);
            }
            port = newPort;
            return this;
        }

        /**
         * Takes the time from this clock: for the {@code Date} of every answer, for {@code createdAt}, and for tokens
         * and their expiry. Waiting is done in real time all the same. The default is the system's.
         */
        public Builder clock(Clock newClock) {
            clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /** Gives the first workspace this id. The default is a random one. */
        public Builder workspaceId(UUID newWorkspaceId) {
            workspaceId = Objects.requireNonNull(newWorkspaceId, "workspaceId");
            return this;
        }

        /** Accepts these credentials at the token endpoint. The default is random ones. */
        public Builder clientCredentials(String newClientId, String newClientSecret) {
            clientId = Objects.requireNonNull(newClientId, "clientId");
            clientSecret = Objects.requireNonNull(newClientSecret, "clientSecret");
            return this;
        }

        /** Accepts this token as well; it never expires. */
        public Builder bearerToken(String newBearerToken) {
            bearerToken = Objects.requireNonNull(newBearerToken, "bearerToken");
            return this;
        }

        /** Says how long tokens live. The default is 15 minutes, as on a real server. */
        public Builder tokenLifetime(Duration newTokenLifetime) {
            if (newTokenLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a token lifetime of " + newTokenLifetime + ", less than a second");
            }
            tokenLifetime = newTokenLifetime;
            return this;
        }

        /** Lets everybody in, as a server does whose authentication is switched off. */
        public Builder withoutAuthentication() {
            authentication = false;
            return this;
        }

        /**
         * Treats callers as users with rights to some workspaces, as on Airbyte Cloud, and not as administrators of the
         * instance: what does not exist is then mostly forbidden (403) and not missing (404).
         */
        public Builder ordinaryUser() {
            ordinaryUser = true;
            return this;
        }

        /**
         * Lists sources, destinations and connections in an order that has nothing to do with their age, so that new
         * ones may turn up on any page. A real server promises no order; the default is by age.
         */
        public Builder arbitraryListOrder() {
            arbitraryListOrder = true;
            return this;
        }

        /** Lets schedules run more often than hourly, as for some paying customers. */
        public Builder subHourlySchedules() {
            subHourlySchedules = true;
            return this;
        }

        /** Keeps so many calls for {@link EmbeddedAirbyte#calls()}, the most recent ones. The default is 10,000. */
        public Builder keepCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException(calls + " calls");
            }
            keptCalls = calls;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws UncheckedIOException if it cannot listen on the port
         */
        public EmbeddedAirbyte start() {
            return new EmbeddedAirbyte(new Settings(
                            port,
                            clock,
                            workspaceId,
                            authentication,
                            clientId,
                            clientSecret,
                            bearerToken,
                            tokenLifetime,
                            ordinaryUser,
                            arbitraryListOrder,
                            subHourlySchedules,
                            keptCalls))
                    .open();
        }
    }
}
