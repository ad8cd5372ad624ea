package io.github.airbytesdk.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
 * <p>Create one client and share it: it is safe for use by many threads and holds one connection pool and one access token.
 * Each accessor returns the generated calls of one part of the API. They throw {@link AirbyteApiException}.
 *
 * <p>The following applies to every call:
 *
 * <ul>
 *   <li>A create is sent once. It is repeated only if the server cannot have acted on it: no connection was established, the
 *       request could not be written completely, an HTTP/2 server refused the stream, the TLS handshake failed, the response was
 *       429, the access token was rejected, or the proxy required credentials. Airbyte has no idempotency key, so any other
 *       repeat could create a second source or destination of the same name.
 *   <li>Reads and deletes are also repeated if the connection is lost and on 408, 502, 503 and 504, up to five attempts with
 *       growing pauses, or after the server's {@code Retry-After}. {@code getStreamProperties} and {@code cancelJob} are
 *       repeated only under the conditions of a create.
 *   <li>A timeout applies to the whole call, including repeats and pauses: 15 minutes if Airbyte may have to start a
 *       connector ({@code getStreamProperties}, {@code createConnection}, connection checks), 5 minutes for other creates and for job calls,
 *       30 seconds for all others. Connecting takes at most 10 seconds.
 *   <li>Airbyte may legally be silent until then: discoveries and checks wait for a connector, and any call can queue behind
 *       them (not recorded). A dead connection is detected earlier: HTTP/2 connections by a ping every 10 seconds, HTTP/1.1
 *       connections by TCP keep-alive after 25 seconds. A pooled connection that the server has closed is not used.
 *   <li>A connection can also be frozen: TCP works, and nothing responds. A call with a timeout of more than 30 seconds that is
 *       safe to repeat, such as {@code getJob}, is sent again on another connection after 30 seconds of silence. In addition,
 *       while such a call or any call over HTTP/1.1 with such a timeout has been silent for 10 seconds, the client requests
 *       {@code GET /health} on new connections, without credentials, every 10 seconds. If two of these requests in a row have
 *       no response within 9 seconds each, the call ends. While they have responses, a create, a discovery or a check is left to its
 *       timeout, because a frozen HTTP/1.1 connection cannot be distinguished from a slow connector. A server that responds to
 *       one request at a time is considered silent.
 *   <li>Interrupting the thread ends the call within a fraction of a second. The thread stays interrupted.
 *   <li>Redirects are not followed, responses never come from a cache, and a 2xx response that is not the expected JSON is an
 *       error.
 *   <li>Each attempt is logged at DEBUG by the {@link System.Logger} with this class's name: operation, status or exception
 *       class, number of the attempt and time to the response's headers, such as {@code createSource: 503, attempt 1, 12 ms}.
 *       Bodies, headers and URLs are never logged.
 * </ul>
 *
 * @since 0.1.0
 */
public final class AirbyteClient implements AutoCloseable {
    private final Transport transport;
    private final @Nullable Transport configTransport;
    private final HttpUrl baseUrl;
    private final OkHttpClient http;
    private final boolean ownsHttp;

    private AirbyteClient(
            Transport transport,
            @Nullable Transport configTransport,
            HttpUrl baseUrl,
            OkHttpClient http,
            boolean ownsHttp) {
        this.transport = transport;
        this.configTransport = configTransport;
        this.baseUrl = baseUrl;
        this.http = http;
        this.ownsHttp = ownsHttp;
    }

    /** Returns a builder. By default it builds a client for Airbyte Cloud without credentials. Sends nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Creates a client that is configured by environment variables.
     *
     * <ul>
     *   <li>{@code AIRBYTE_URL}: the address of a self-managed Airbyte, such as {@code http://localhost:8000}. If it is not
     *       set, the client connects to Airbyte Cloud.
     *   <li>{@code AIRBYTE_CLIENT_ID} and {@code AIRBYTE_CLIENT_SECRET}: an application's credentials.
     *   <li>{@code AIRBYTE_TOKEN}: a bearer token, instead of them. If neither is set, no credentials are sent, which works
     *       only with a self-managed Airbyte whose authentication is switched off.
     * </ul>
     *
     * @throws IllegalStateException if one of a pair is missing, both kinds of credentials are set, or none are set for Cloud
     * @throws IllegalArgumentException if {@code AIRBYTE_URL} is not an http or https URL
     */
    public static AirbyteClient fromEnv() {
        return fromEnv(System.getenv());
    }

    /**
     * Creates a client from settings with the same names as the environment variables of {@link #fromEnv()}.
     *
     * @param variables settings by name; other entries are ignored
     * @throws IllegalStateException as {@link #fromEnv()} does
     * @throws IllegalArgumentException as {@link #fromEnv()} does
     */
    public static AirbyteClient fromEnv(Map<String, String> variables) {
        return builder().environment(variables).build();
    }

    /** Applications, which hold the API's credentials, and access tokens. */
    public ApplicationsApi applications() {
        return new ApplicationsApi(transport);
    }

    /** Connections between a source and a destination. */
    public ConnectionsApi connections() {
        return new ConnectionsApi(transport);
    }

    /**
     * Four calls of the Config API, the internal API of Airbyte's own user interface: connection checks, the attempts of a job,
     * and the server's version. Nothing else in this client uses it.
     *
     * <p>It is not part of Airbyte's public API: it can change with every release of Airbyte, and these calls with it. It
     * accepts the access tokens of the public API. A check needs the role of an editor in the connector's workspace, and a job
     * that of a reader (not recorded). Where the server, its edition, a role or a gateway does not allow a call, it fails with a 403 or 404, or
     * with a web page.
     *
     * <p>Its URL is {@code <server>/api/v1} for a self-managed Airbyte and {@code https://cloud.airbyte.com/api/v1} for Cloud;
     * {@link Builder#configApiUrl} sets another one. All rules of this client apply. Checks are sent once and have the timeout
     * of a discovery.
     *
     * @throws IllegalStateException if the URL was not set and cannot be derived from the base URL, because that does not end
     *     with {@code /api/public/v1}
     */
    public ConfigApi config() {
        if (configTransport == null) {
            throw new IllegalStateException("the URL of the Config API cannot be derived from " + baseUrl
                    + "; set it with configApiUrl(url); see TROUBLESHOOTING.md#config-api");
        }
        return new ConfigApi(configTransport);
    }

    /** The connectors that a workspace can use. */
    public ConnectorDefinitionsApi connectorDefinitions() {
        return new ConnectorDefinitionsApi(transport);
    }

    /** Data planes, where syncs run. */
    public DataplanesApi dataplanes() {
        return new DataplanesApi(transport);
    }

    /** Custom sources defined by a manifest. */
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

    /** The page at the root of the API. */
    public DocumentationApi documentation() {
        return new DocumentationApi(transport);
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

    /** Jobs, such as syncs. */
    public JobsApi jobs() {
        return new JobsApi(transport);
    }

    /** The endpoint that OAuth providers redirect to. */
    public OAuthApi oauth() {
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

    /** The streams of a source. */
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
     * Closes idle connections at once instead of when they time out. Calls in progress continue. An {@link OkHttpClient} that was
     * given to {@link Builder#httpClient} is not affected. Do not use a client after closing it.
     */
    @Override
    public void close() {
        if (ownsHttp) {
            http.connectionPool().evictAll();
        }
    }

    /** Returns the base URL, without credentials. */
    @Override
    public String toString() {
        return "AirbyteClient[" + baseUrl + "]";
    }

    /**
     * Configures a client. All settings are optional. If two settings configure the same thing, the later one applies.
     *
     * <p>Not safe for use by many threads.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private HttpUrl baseUrl = BaseUrl.CLOUD;
        private @Nullable HttpUrl configApiUrl;
        private Credentials credentials = transport -> Authorization.NONE;
        private final ExtraHeaders headers = new ExtraHeaders();
        private @Nullable OkHttpClient http;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private RetryInterceptor retries = new RetryInterceptor();

        /** Creates the credentials once the base URL and the HTTP client are known, because fetching a token needs both. */
        private interface Credentials extends Function<Transport, Authorization> {}

        private Builder() {}

        /** Connects to Airbyte Cloud, {@code https://api.airbyte.com/v1}. This is the default. */
        public Builder cloud() {
            this.baseUrl = BaseUrl.CLOUD;
            return this;
        }

        /**
         * Sets address and credentials from {@code AIRBYTE_*} variables, as {@link AirbyteClient#fromEnv(Map)} does, so that
         * other settings can be added.
         *
         * @throws IllegalStateException as {@link AirbyteClient#fromEnv()} does
         * @throws IllegalArgumentException as {@link AirbyteClient#fromEnv()} does
         */
        public Builder environment(Map<String, String> variables) {
            return new Environment(variables).configure(this);
        }

        /**
         * Connects to a self-managed Airbyte.
         *
         * @param url its address, such as {@code http://localhost:8000}; {@code /api/public/v1} is added if it is missing
         * @throws IllegalArgumentException if it is not an http or https URL, or contains credentials, a query or a fragment
         */
        public Builder selfManaged(String url) {
            this.baseUrl = BaseUrl.selfManaged(url);
            return this;
        }

        /**
         * Connects to an exact URL, for an Airbyte behind a gateway that changes paths.
         *
         * @param url the URL to which {@code /sources} and the other paths are added
         * @throws IllegalArgumentException if it is not an http or https URL, or contains credentials, a query or a fragment
         */
        public Builder baseUrl(String url) {
            this.baseUrl = BaseUrl.exact(url);
            return this;
        }

        /**
         * Sets the URL of the Config API, for an Airbyte behind a gateway that changes paths. By default it is derived from the
         * base URL; {@link AirbyteClient#config()} describes how. Access tokens are sent to this URL as well.
         *
         * @param url the URL to which {@code /sources/check_connection} and the other paths are added
         * @throws IllegalArgumentException if it is not an http or https URL, or contains credentials, a query or a fragment
         */
        public Builder configApiUrl(String url) {
            this.configApiUrl = BaseUrl.exact(url);
            return this;
        }

        /**
         * Authenticates with an application's credentials. The access token is fetched at the first call, once for all
         * threads that wait for it, and again shortly before it expires. White space around the values is ignored, because secrets
         * that are read from a file often end in a line break.
         *
         * @throws IllegalArgumentException if one is blank
         */
        public Builder clientCredentials(String clientId, String clientSecret) {
            requireText(clientId, "clientId");
            requireText(clientSecret, "clientSecret");
            String id = clientId.strip();
            String secret = clientSecret.strip();
            this.credentials = transport -> new ClientCredentials(
                    new TokenRequest(transport, id, secret, System::nanoTime), System::nanoTime, List.of(secret));
            return this;
        }

        /**
         * Authenticates with a bearer token that does not change. White space around it is ignored.
         *
         * @throws IllegalArgumentException if it contains anything but visible ASCII characters
         */
        public Builder bearerToken(String token) {
            String text = token.strip();
            if (!HeaderText.isValid(text)) {
                throw new IllegalArgumentException(
                        "the bearer token is blank or contains characters that a header cannot contain, such as a line break");
            }
            this.credentials = transport -> new FixedAuthorization("Bearer " + text, text);
            return this;
        }

        /**
         * Authenticates with bearer tokens from your own code.
         *
         * @param tokens called before each request, by many threads at once, and once more after a 401. White space around a
         *     token is ignored. If it throws, or returns a token that a header cannot contain, the call fails with an
         *     {@link AirbyteApiException} and is not sent
         */
        public Builder bearerToken(Supplier<String> tokens) {
            Objects.requireNonNull(tokens, "tokens");
            this.credentials = transport -> new SuppliedToken(tokens);
            return this;
        }

        /**
         * Authenticates with user and password, which only old self-managed installations accept. Line breaks at the end of the
         * password are ignored.
         *
         * @throws IllegalArgumentException if the user is blank
         */
        public Builder basic(String user, String password) {
            requireText(user, "user");
            Objects.requireNonNull(password, "password");
            String text = password.replaceFirst("[\\r\\n]+$", "");
            String encoded =
                    Base64.getEncoder().encodeToString((user.strip() + ":" + text).getBytes(StandardCharsets.UTF_8));
            this.credentials = transport -> new FixedAuthorization("Basic " + encoded, text);
            return this;
        }

        /**
         * Adds a header to every request, the token request included, for a gateway in front of Airbyte that requires
         * credentials of its own: {@code CF-Access-Client-Id} and {@code CF-Access-Client-Secret} for Cloudflare Access, {@code
         * Proxy-Authorization} for Google's Identity-Aware Proxy. The value is treated as a secret: no message shows it.
         *
         * @param name the header's name; a second value for the same name replaces the first
         * @param value the header's value; white space around it is ignored
         * @throws IllegalArgumentException if the name is not a header name, this client sets the header itself (such as {@code
         *     Authorization} or {@code Content-Type}), or the value is blank or not ASCII text of one line
         */
        public Builder header(String name, String value) {
            headers.set(name, value);
            return this;
        }

        /**
         * Uses the application's HTTP client. Its dispatcher, connection pool, proxy and its credentials, DNS, TLS settings,
         * protocols, cookie jar, event listeners and interceptors apply. The client itself is not changed. By default there is a
         * new one, which keeps up to 128 idle connections for five minutes; OkHttp's own default is five. These settings do not
         * apply:
         *
         * <ul>
         *   <li>timeouts, redirects and {@code retryOnConnectionFailure}: {@link AirbyteClient} describes what applies instead
         *   <li>{@code cache}: a cached list would hide what was just created or deleted
         *   <li>{@code authenticator}: this builder's credentials are used
         *   <li>a {@code pingInterval} of more than 10 seconds, or none: it is 10 seconds
         *   <li>options of the sockets of its {@code socketFactory}: TCP keep-alive and {@code TCP_NODELAY} are switched on
         *   <li>connections that the application's own calls have opened: they are not shared with this client's
         * </ul>
         *
         * <p>Application interceptors see a call once, however often it is sent, and network interceptors see each request. An
         * application interceptor that proceeds a second time with a create that may have taken effect gets an {@code
         * IOException}. If it responds without proceeding, the call counts as one that may have reached the server. A response
         * whose {@code Content-Encoding} an interceptor requested can be {@code gzip} only.
         */
        public Builder httpClient(OkHttpClient client) {
            this.http = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Sets the timeout of {@code getStreamProperties}, {@code createConnection} and connection checks, for which Airbyte may
         * have to start a connector. Default 15 minutes. {@code ChronoUnit.FOREVER.getDuration()} means none.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder discoveryTimeout(Duration timeout) {
            this.timeouts = timeouts.withDiscovery(requirePositive(timeout));
            return this;
        }

        /**
         * Sets the timeout of other creates and of job calls. A create may queue behind discoveries, and starting or cancelling a
         * sync waits for Airbyte to do it. Default 5 minutes. {@code ChronoUnit.FOREVER.getDuration()} means none.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder createTimeout(Duration timeout) {
            this.timeouts = timeouts.withCreate(requirePositive(timeout));
            return this;
        }

        /**
         * Sets the timeout of all other calls. Default 30 seconds. {@code ChronoUnit.FOREVER.getDuration()} means none.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder defaultTimeout(Duration timeout) {
            this.timeouts = timeouts.withOther(requirePositive(timeout));
            return this;
        }

        Builder silence(Duration limit) {
            this.timeouts = timeouts.withSilence(limit);
            return this;
        }

        Builder retries(RetryInterceptor retries) {
            this.retries = retries;
            return this;
        }

        /** Creates the client. Nothing is sent before the first call. */
        public AirbyteClient build() {
            HttpUrl configUrl = configApiUrl == null ? BaseUrl.configApi(baseUrl) : configApiUrl;
            boolean https = baseUrl.isHttps() || (configUrl != null && configUrl.isHttps());
            HttpStack stack = new HttpStack(http == null ? HttpStack.ownClient() : http, https, retries);
            Authorization authorization = credentials.apply(transport(stack.anonymous(), List.of()));
            OkHttpClient authorized = stack.authorizedBy(authorization);
            Transport transport = transport(authorized, authorization.secrets());
            Transport configTransport = configUrl == null ? null : transport.forConfigApi(configUrl);
            return new AirbyteClient(transport, configTransport, baseUrl, authorized, http == null);
        }

        private Transport transport(OkHttpClient client, List<String> secrets) {
            List<String> all = new ArrayList<>(secrets);
            all.addAll(headers.secrets());
            return new Transport(client, baseUrl, timeouts, headers.build(), new ApiExceptions(baseUrl, all));
        }

        private static void requireText(String value, String name) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(name + " is blank");
            }
        }

        private static Duration requirePositive(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("a timeout of " + timeout + " leaves no time for the call");
            }
            return timeout;
        }
    }
}
