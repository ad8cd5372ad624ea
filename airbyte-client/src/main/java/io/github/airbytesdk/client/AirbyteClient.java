package io.github.airbytesdk.client;

import io.github.airbytesdk.client.api.ApplicationsApi;
import io.github.airbytesdk.client.api.ConnectionsApi;
import io.github.airbytesdk.client.api.ConnectorDefinitionsApi;
import io.github.airbytesdk.client.api.DataplanesApi;
import io.github.airbytesdk.client.api.DeclarativeSourceDefinitionsApi;
import io.github.airbytesdk.client.api.DestinationDefinitionsApi;
import io.github.airbytesdk.client.api.DestinationsApi;
import io.github.airbytesdk.client.api.EmbeddedApi;
import io.github.airbytesdk.client.api.GroupsApi;
import io.github.airbytesdk.client.api.HealthApi;
import io.github.airbytesdk.client.api.JobsApi;
import io.github.airbytesdk.client.api.OAuthApi;
import io.github.airbytesdk.client.api.OrganizationsApi;
import io.github.airbytesdk.client.api.PermissionsApi;
import io.github.airbytesdk.client.api.RegionsApi;
import io.github.airbytesdk.client.api.SourceDefinitionsApi;
import io.github.airbytesdk.client.api.SourcesApi;
import io.github.airbytesdk.client.api.StreamsApi;
import io.github.airbytesdk.client.api.TagsApi;
import io.github.airbytesdk.client.api.UsersApi;
import io.github.airbytesdk.client.api.WorkspacesApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A client for one Airbyte, Cloud or self-managed.
 *
 * <pre>{@code
 * AirbyteClient client = AirbyteClient.builder()
 *         .selfManaged("http://localhost:8000")
 *         .clientCredentials(clientId, clientSecret)
 *         .build();
 *
 * WorkspaceResponse workspace = client.workspaces().getWorkspace(workspaceId);
 * }</pre>
 *
 * <p>Make one and share it: it is safe for use by many threads and holds one connection pool and one access token. Each
 * accessor returns the generated calls of one part of the API. What they throw is an {@link AirbyteApiException}.
 *
 * <p>What holds for every call:
 *
 * <ul>
 *   <li>A create is sent once. It is sent again only where the server cannot have acted on it: no connection came about,
 *       the answer was 429, or the access token was refused. Airbyte has no idempotency key, so anything else could make
 *       a second source or destination of the same name.
 *   <li>Reads and deletes are repeated when the connection is lost and on 429, 502, 503 and 504, up to five attempts with
 *       growing pauses, or as long as the server's {@code Retry-After} asks for. {@code getStreamProperties} and {@code
 *       cancelJob} are repeated only where the server cannot have acted.
 *   <li>A time budget spans the whole call, with repeats and pauses: 15 minutes where Airbyte may have to discover a
 *       source's streams ({@code getStreamProperties}, {@code createConnection}), 5 minutes for other creates and for job
 *       calls, 30 seconds for the rest. Connecting takes 10 seconds at most.
 *   <li>An interrupted thread ends its call within a fraction of a second; the thread stays interrupted.
 *   <li>Redirects are not followed, and a 2xx answer that is not the JSON that was asked for is an error.
 *   <li>Each attempt is logged at DEBUG by the {@link System.Logger} of this class's name: the operation, the status or the
 *       failure's class, the number of the attempt and the time to the answer's headers, such as {@code createSource: 503,
 *       attempt 1, 12 ms}. Never a body, a header or a URL.
 * </ul>
 *
 * @since 0.1.0
 */
public final class AirbyteClient implements AutoCloseable {
    private final Transport transport;
    private final HttpUrl baseUrl;
    private final OkHttpClient http;
    private final boolean ownsHttp;

    private AirbyteClient(Transport transport, HttpUrl baseUrl, OkHttpClient http, boolean ownsHttp) {
        this.transport = transport;
        this.baseUrl = baseUrl;
        this.http = http;
        this.ownsHttp = ownsHttp;
    }

    /** Starts a client; without further settings it speaks to Airbyte Cloud, without credentials. Nothing is sent. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a client from environment variables.
     *
     * <ul>
     *   <li>{@code AIRBYTE_URL}: where a self-managed Airbyte is, such as {@code http://localhost:8000}. Without it the
     *       client speaks to Airbyte Cloud.
     *   <li>{@code AIRBYTE_CLIENT_ID} and {@code AIRBYTE_CLIENT_SECRET}: an application's credentials.
     *   <li>{@code AIRBYTE_TOKEN}: a bearer token, instead of them. With neither, authentication is taken to be switched
     *       off, which only a self-managed Airbyte can be.
     * </ul>
     *
     * @throws IllegalStateException if one of a pair is missing, or both kinds of credentials are set, or none for Cloud
     * @throws IllegalArgumentException if {@code AIRBYTE_URL} is no http or https URL
     */
    public static AirbyteClient fromEnv() {
        return fromEnv(System.getenv());
    }

    /**
     * Makes a client from settings of the same names that come from elsewhere than the environment.
     *
     * @param variables settings by the variables' names; others are not looked at
     * @throws IllegalStateException as {@link #fromEnv()} does
     * @throws IllegalArgumentException as {@link #fromEnv()} does
     */
    public static AirbyteClient fromEnv(Map<String, String> variables) {
        return builder().environment(variables).build();
    }

    /** Applications, which are the API's credentials, and access tokens. */
    public ApplicationsApi applications() {
        return new ApplicationsApi(transport);
    }

    /** Connections between a source and a destination. */
    public ConnectionsApi connections() {
        return new ConnectionsApi(transport);
    }

    /** The connectors that a workspace can use. */
    public ConnectorDefinitionsApi connectorDefinitions() {
        return new ConnectorDefinitionsApi(transport);
    }

    /** Data planes, where syncs run. */
    public DataplanesApi dataplanes() {
        return new DataplanesApi(transport);
    }

    /** Custom sources that are described by a manifest. */
    public DeclarativeSourceDefinitionsApi declarativeSourceDefinitions() {
        return new DeclarativeSourceDefinitionsApi(transport);
    }

    /** Custom destinations. */
    public DestinationDefinitionsApi destinationDefinitions() {
        return new DestinationDefinitionsApi(transport);
    }

    /** Destinations. */
    public DestinationsApi destinations() {
        return new DestinationsApi(transport);
    }

    /** Airbyte Embedded. */
    public EmbeddedApi embedded() {
        return new EmbeddedApi(transport);
    }

    /** Groups of users. */
    public GroupsApi groups() {
        return new GroupsApi(transport);
    }

    /** The server's health. */
    public HealthApi health() {
        return new HealthApi(transport);
    }

    /** Jobs: syncs, and what clears them. */
    public JobsApi jobs() {
        return new JobsApi(transport);
    }

    /** Where OAuth providers return to. */
    public OAuthApi oAuth() {
        return new OAuthApi(transport);
    }

    /** Organizations and their OAuth credentials. */
    public OrganizationsApi organizations() {
        return new OrganizationsApi(transport);
    }

    /** Permissions of users. */
    public PermissionsApi permissions() {
        return new PermissionsApi(transport);
    }

    /** Regions, which group data planes. */
    public RegionsApi regions() {
        return new RegionsApi(transport);
    }

    /** Custom sources that are container images. */
    public SourceDefinitionsApi sourceDefinitions() {
        return new SourceDefinitionsApi(transport);
    }

    /** Sources. */
    public SourcesApi sources() {
        return new SourcesApi(transport);
    }

    /** The streams that a source offers. */
    public StreamsApi streams() {
        return new StreamsApi(transport);
    }

    /** Tags of connections. */
    public TagsApi tags() {
        return new TagsApi(transport);
    }

    /** Users of an organization. */
    public UsersApi users() {
        return new UsersApi(transport);
    }

    /** Workspaces and their OAuth credentials. */
    public WorkspacesApi workspaces() {
        return new WorkspacesApi(transport);
    }

    /**
     * Closes idle connections at once instead of when they time out. Calls that are under way go on.
     * An {@link OkHttpClient} that was handed in is left alone. A closed client must not be used for further calls.
     */
    @Override
    public void close() {
        if (ownsHttp) {
            http.connectionPool().evictAll();
        }
    }

    /** Returns the base URL, and nothing of the credentials. */
    @Override
    public String toString() {
        return "AirbyteClient[" + baseUrl + "]";
    }

    /**
     * Collects settings. All are optional; where two settings answer the same question, the later call counts.
     *
     * <p>Not safe for use by many threads.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

        private HttpUrl baseUrl = BaseUrl.CLOUD;
        private Credentials credentials = client -> Authorization.NONE;
        private @Nullable OkHttpClient http;
        private Timeouts budgets = Timeouts.DEFAULT;
        private RetryInterceptor retries = new RetryInterceptor();

        /** Made when the base URL and the HTTP client are known, because fetching a token needs both. */
        private interface Credentials extends Function<OkHttpClient, Authorization> {}

        private Builder() {}

        /** Speaks to Airbyte Cloud, {@code https://api.airbyte.com/v1}. This is the default. */
        public Builder cloud() {
            this.baseUrl = BaseUrl.CLOUD;
            return this;
        }

        /**
         * Sets address and credentials by {@code AIRBYTE_*} variables, as {@link AirbyteClient#fromEnv(Map)} does, so that
         * other settings can be added.
         *
         * @throws IllegalStateException as {@link AirbyteClient#fromEnv()} does
         * @throws IllegalArgumentException as {@link AirbyteClient#fromEnv()} does
         */
        public Builder environment(Map<String, String> variables) {
            return new Environment(variables).configure(this);
        }

        /**
         * Speaks to a self-managed Airbyte.
         *
         * @param url where it is, such as {@code http://localhost:8000}; {@code /api/public/v1} is added where it is missing
         * @throws IllegalArgumentException if it is no http or https URL, or holds credentials, a query or a fragment
         */
        public Builder selfManaged(String url) {
            this.baseUrl = BaseUrl.selfManaged(url);
            return this;
        }

        /**
         * Speaks to a URL as it is, for an Airbyte behind a gateway that changes paths.
         *
         * @param url the URL to which {@code /sources} and the other paths are added
         * @throws IllegalArgumentException if it is no http or https URL, or holds credentials, a query or a fragment
         */
        public Builder baseUrl(String url) {
            this.baseUrl = BaseUrl.exact(url);
            return this;
        }

        /**
         * Authenticates by an application's credentials. The access token is fetched at the first call, by one thread
         * however many wait, and again shortly before it expires.
         *
         * @throws IllegalArgumentException if one is blank
         */
        public Builder clientCredentials(String clientId, String clientSecret) {
            requireText(clientId, "clientId");
            requireText(clientSecret, "clientSecret");
            this.credentials = client -> new ClientCredentials(
                    new TokenRequest(client, baseUrl, clientId, clientSecret, System::nanoTime),
                    System::nanoTime,
                    List.of(clientSecret));
            return this;
        }

        /**
         * Authenticates by a bearer token that does not change.
         *
         * @throws IllegalArgumentException if it holds anything but visible ASCII characters
         */
        public Builder bearerToken(String token) {
            if (!HeaderText.isValid(token)) {
                throw new IllegalArgumentException(
                        "the bearer token is blank or holds characters that a header cannot hold, such as a line break");
            }
            this.credentials = client -> new FixedAuthorization("Bearer " + token, token);
            return this;
        }

        /**
         * Authenticates by bearer tokens from your own code.
         *
         * @param tokens called before each request, by many threads at once, and once more after a 401. When it throws, or
         *     returns what a header cannot hold, the call fails with an {@link AirbyteApiException} and is not sent
         */
        public Builder bearerToken(Supplier<String> tokens) {
            Objects.requireNonNull(tokens, "tokens");
            this.credentials = client -> new SuppliedToken(tokens);
            return this;
        }

        /**
         * Authenticates by user and password, which only old self-managed installations accept.
         *
         * @throws IllegalArgumentException if the user is blank
         */
        public Builder basic(String user, String password) {
            requireText(user, "user");
            Objects.requireNonNull(password, "password");
            String encoded =
                    Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            this.credentials = client -> new FixedAuthorization("Basic " + encoded, password);
            return this;
        }

        /**
         * Uses your HTTP client: its proxy, TLS settings, interceptors and listeners, dispatcher and connection pool. Its
         * timeouts and its rules for redirects and repeats do not apply; {@link AirbyteClient} says which do.
         *
         * <p>Its application interceptors see a call once, however often it is sent, and its network interceptors each request.
         */
        public Builder httpClient(OkHttpClient client) {
            this.http = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Sets how long {@code getStreamProperties} and {@code createConnection} may take: calls for which Airbyte may have
         * to start the connector to discover its streams. Default 15 minutes.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder discoveryTimeout(Duration budget) {
            this.budgets = new Timeouts(requirePositive(budget), budgets.create(), budgets.other());
            return this;
        }

        /**
         * Sets how long other creates and the job calls may take. A create may queue behind discovers, and starting or
         * cancelling a sync waits for Airbyte to do it. Default 5 minutes.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder createTimeout(Duration budget) {
            this.budgets = new Timeouts(budgets.discover(), requirePositive(budget), budgets.other());
            return this;
        }

        /**
         * Sets how long all other calls may take. Default 30 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder defaultTimeout(Duration budget) {
            this.budgets = new Timeouts(budgets.discover(), budgets.create(), requirePositive(budget));
            return this;
        }

        Builder retries(RetryInterceptor retries) {
            this.retries = retries;
            return this;
        }

        /** Makes the client. Nothing is sent before the first call. */
        public AirbyteClient build() {
            OkHttpClient base = http == null ? new OkHttpClient() : http;
            OkHttpClient plain = base.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    // The budget of the whole call is the only other limit: a discover may be silent for minutes.
                    .readTimeout(Duration.ZERO)
                    .writeTimeout(Duration.ZERO)
                    .callTimeout(Duration.ZERO)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .retryOnConnectionFailure(false)
                    .addInterceptor(retries)
                    .addNetworkInterceptor(new LiveConnectionInterceptor())
                    .addNetworkInterceptor(new ServerClockInterceptor())
                    .build();
            Authorization authorization = credentials.apply(sendingOnce(plain.newBuilder()));
            OkHttpClient authorized =
                    sendingOnce(plain.newBuilder().addInterceptor(new AuthorizationInterceptor(authorization)));
            Transport transport = new Transport(authorized, baseUrl, budgets, authorization);
            return new AirbyteClient(transport, baseUrl, authorized, http == null);
        }

        private static OkHttpClient sendingOnce(OkHttpClient.Builder http) {
            return http.addInterceptor(new AttemptLogInterceptor())
                    .addInterceptor(new OneShotBodyInterceptor())
                    .build();
        }

        private static void requireText(String value, String name) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(name + " is blank");
            }
        }

        private static Duration requirePositive(Duration budget) {
            if (budget.isNegative() || budget.isZero()) {
                throw new IllegalArgumentException("a time budget of " + budget + " leaves no time for the call");
            }
            return budget;
        }
    }
}
