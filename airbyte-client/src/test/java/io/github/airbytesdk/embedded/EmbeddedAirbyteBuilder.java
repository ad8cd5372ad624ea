package io.github.airbytesdk.embedded;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link EmbeddedAirbyte}. All settings are optional. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class EmbeddedAirbyteBuilder {
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
    private boolean hourlySchedulesOnly;
    private boolean beanValidation;
    private boolean http2;
    private int keptCalls = 10_000;

    EmbeddedAirbyteBuilder() {}

    /** Listens on this port. Default: 0, which selects a free port. */
    public EmbeddedAirbyteBuilder port(int newPort) {
        if (newPort < 0 || newPort > 65535) {
            throw new IllegalArgumentException("port " + newPort);
        }
        port = newPort;
        return this;
    }

    /**
     * Takes the time from this clock for the {@code Date} header, for creation times and for the expiry of tokens.
     * Delays and jobs run in real time nevertheless. Default: the system clock.
     */
    public EmbeddedAirbyteBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /** Gives the first workspace this id. Default: a random one. */
    public EmbeddedAirbyteBuilder workspaceId(UUID newWorkspaceId) {
        workspaceId = Objects.requireNonNull(newWorkspaceId, "workspaceId");
        return this;
    }

    /** Accepts these credentials at the token endpoint. Default: random ones. */
    public EmbeddedAirbyteBuilder clientCredentials(String newClientId, String newClientSecret) {
        clientId = Objects.requireNonNull(newClientId, "clientId");
        clientSecret = Objects.requireNonNull(newClientSecret, "clientSecret");
        return this;
    }

    /** Also accepts this token, which never expires. */
    public EmbeddedAirbyteBuilder bearerToken(String newBearerToken) {
        bearerToken = Objects.requireNonNull(newBearerToken, "bearerToken");
        return this;
    }

    /** Sets the lifetime of access tokens. Default: 15 minutes, as on a real server. */
    public EmbeddedAirbyteBuilder tokenLifetime(Duration newTokenLifetime) {
        if (newTokenLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a token lifetime of " + newTokenLifetime + ", less than a second");
        }
        tokenLifetime = newTokenLifetime;
        return this;
    }

    /** Switches authentication off. The server then ignores tokens and has no token endpoint. */
    public EmbeddedAirbyteBuilder withoutAuthentication() {
        authentication = false;
        return this;
    }

    /**
     * Treats callers as users with rights to some workspaces, as on Airbyte Cloud, instead of instance
     * administrators: what does not exist is then mostly forbidden (403) instead of not found (404).
     */
    public EmbeddedAirbyteBuilder ordinaryUser() {
        ordinaryUser = true;
        return this;
    }

    /**
     * Lists sources, destinations and connections in an order unrelated to their age, so that new ones may appear on
     * any page. A real server guarantees no order. Default: by age.
     */
    public EmbeddedAirbyteBuilder arbitraryListOrder() {
        arbitraryListOrder = true;
        return this;
    }

    /** Refuses schedules that execute more often than hourly, as Airbyte Cloud does for most customers. */
    public EmbeddedAirbyteBuilder hourlySchedulesOnly() {
        hourlySchedulesOnly = true;
        return this;
    }

    /**
     * Validates query parameters as the published description declares them: a {@code limit} outside 1 to 100, a
     * negative {@code offset} and any {@code orderBy} with a direction are 400 with only an error id. Whether a real
     * server does this depends on how it was built. Default: no validation.
     */
    public EmbeddedAirbyteBuilder beanValidation() {
        beanValidation = true;
        return this;
    }

    /**
     * Serves HTTP/2 without TLS instead of HTTP/1.1, for clients with prior knowledge of it, such as an OkHttpClient with
     * {@code protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))}. Default: HTTP/1.1.
     */
    public EmbeddedAirbyteBuilder http2() {
        http2 = true;
        return this;
    }

    /** Keeps this many of the latest calls for {@link EmbeddedAirbyte#calls()}. Default: 10,000. */
    public EmbeddedAirbyteBuilder keepCalls(int calls) {
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
                        hourlySchedulesOnly,
                        beanValidation,
                        http2,
                        keptCalls))
                .open();
    }
}
