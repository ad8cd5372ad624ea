package io.github.airbytesdk.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The state of one call: what it is, and whether the server may have acted on it. A tag of the call's request, and a listener
 * of the call.
 *
 * <p>A request counts as sent from the moment at which its headers are written. It stops counting as sent once something
 * proves that the server cannot have processed it: see {@link #isProofOfNonProcessing} and {@link #requestFailed}. A TLS
 * handshake can fail after the request was written, because a TLS 1.3 server checks the client's certificate after the client
 * considers the handshake complete.
 */
final class CallContext extends EventListener {
    /** The alerts of RFC 8446, section 6.2, that end a handshake and no later exchange. */
    private static final Pattern HANDSHAKE_ALERT = Pattern.compile("fatal alert: (?:handshake_failure|"
            + "(?:no|bad|unsupported)_certificate|certificate_(?:revoked|expired|unknown|required)|unknown_ca|access_denied|"
            + "protocol_version|insufficient_security|unrecognized_name|no_application_protocol)");

    /** Operations that need no credentials; one of them fetches the credentials. */
    private static final Set<String> ANONYMOUS = Set.of(
            "createAccessToken", "getHealthCheck", "getDocumentation", "oauthCallback", "getInstanceConfiguration");

    /** POST requests that change nothing. */
    private static final Set<String> HARMLESS_POSTS = Set.of("createAccessToken", "getJobInfoWithoutLogs");

    /** Repeating a discovery starts another one, and repeating a cancellation can stop a later sync. */
    private static final Set<String> COSTLY_TO_REPEAT = Set.of("getStreamProperties", "cancelJob");

    private static final String REFUSED_STREAM = "stream was reset: REFUSED_STREAM";
    private static final String CONNECTION_SHUTDOWN = "ConnectionShutdownException";

    private final String operation;
    private final boolean repeatable;

    /** How long the call may be silent on a connection, or 0 if it may be until its timeout. */
    private final long silenceNanos;

    /** Tokens and passwords that this call was sent with. No error may show them. */
    private final List<String> credentials = new CopyOnWriteArrayList<>();

    /** Number of attempts logged. All attempts run on the call's own thread. */
    private int loggedAttempts;

    private volatile boolean started;

    /** Whether the call reached this client's own interceptors, behind those of the application. */
    private volatile boolean intercepted;

    private volatile boolean sent;

    /** Whether an attempt was repeated that the server may have acted on. */
    private volatile boolean lostBefore;

    /** Whether the last response means that the server did not act on the request. */
    private volatile boolean refused;

    private volatile @Nullable Connection connection;

    /** When the current attempt was sent on a connection, as long as it has no response; otherwise 0. */
    private volatile long silentSince;

    private volatile boolean hostSilent;

    private volatile @Nullable Instant serverTimeBefore;

    CallContext(String operation, String method, long silenceNanos) {
        this.operation = operation;
        this.repeatable = isHarmless(operation, method) && !COSTLY_TO_REPEAT.contains(operation);
        this.silenceNanos = silenceNanos;
    }

    /** Returns the context of a call that {@link #attach} prepared. */
    static CallContext of(Call call) {
        return Objects.requireNonNull(call.request().tag(CallContext.class), "not a call of an AirbyteClient");
    }

    Request.Builder attach(Request.Builder request) {
        return request.tag(CallContext.class, this);
    }

    String operation() {
        return operation;
    }

    boolean isAnonymous() {
        return ANONYMOUS.contains(operation);
    }

    List<String> credentials() {
        return credentials;
    }

    int countLoggedAttempt() {
        return ++loggedAttempts;
    }

    void markAuthorizedBy(Authorization authorization, String header) {
        credentials.add(header.substring(header.indexOf(' ') + 1));
        serverTimeBefore = authorization.serverTime(header, System.nanoTime());
    }

    private static boolean isHarmless(String operation, String method) {
        return method.equals("GET") || method.equals("DELETE") || HARMLESS_POSTS.contains(operation);
    }

    /** Returns whether the call may be sent again although the server may have acted on it. */
    boolean isRepeatable() {
        return repeatable;
    }

    /**
     * Returns whether the server may have acted on the request. False only if it certainly has not. If an interceptor of the
     * application handled the call itself, it may have used another HTTP client, so nothing is certain.
     */
    boolean isSent() {
        return started && (!intercepted || sent || lostBefore);
    }

    long silenceNanos() {
        return silenceNanos;
    }

    boolean isRepeatedAfterSilence() {
        return silenceNanos > 0 && isRepeatable();
    }

    /**
     * Returns for how long the call has waited for a response on its connection. HTTP/2 connections have pings, so this matters
     * only for calls that are sent again when a ping has failed.
     */
    long silentNanos() {
        long since = silentSince;
        boolean hasPing = isMultiplexed() && !isRepeatable();
        return since == 0 || hasPing ? 0 : System.nanoTime() - since;
    }

    /** Records that the host does not respond on any connection. */
    void markHostSilent() {
        hostSilent = true;
    }

    boolean isHostSilent() {
        return hostSilent;
    }

    boolean isRepeatedAfterLoss() {
        return lostBefore;
    }

    /** Returns the route of the last connection, or null if no connection was established. */
    @Nullable
    Route route() {
        Connection current = connection;
        return current == null ? null : current.route();
    }

    /** Returns whether the last connection carries several requests at a time. */
    boolean isMultiplexed() {
        Connection current = connection;
        return current != null && isMultiplexed(current);
    }

    static boolean isMultiplexed(Connection connection) {
        return connection.protocol() == Protocol.HTTP_2 || connection.protocol() == Protocol.H2_PRIOR_KNOWLEDGE;
    }

    /** Returns a time by Airbyte's own clock before the call was sent, or null if none is known. */
    @Nullable
    Instant serverTimeBefore() {
        return serverTimeBefore;
    }

    void markStarted() {
        started = true;
    }

    /**
     * Records that the call reached this client's interceptors.
     *
     * @throws IOException if an interceptor of the application sends a call again that may be sent only once
     */
    void enter() throws IOException {
        if (intercepted && isSent() && !refused && !isRepeatable()) {
            throw new IOException("an interceptor of the application tried to send " + operation
                    + " again, which was prevented because the first request may have taken effect");
        }
        if (intercepted) {
            beginNextAttempt(refused);
        }
        intercepted = true;
    }

    /** Records the status that the application receives. 3xx and most 4xx mean that the server did not act. */
    void markResponded(int status) {
        refused = status >= 300 && status < 500 && status != 408 && status != 409;
    }

    /** @param refused whether the server certainly did not act on the last attempt */
    void beginNextAttempt(boolean refused) {
        lostBefore |= sent && !refused;
        sent = false;
    }

    /** Records that the server cannot have processed the last attempt. */
    void markNotProcessed() {
        sent = false;
    }

    /**
     * Returns whether a failure proves that the server did not process the request, although a part of it may have been
     * written.
     */
    static boolean isProofOfNonProcessing(IOException e) {
        return isRefusedStream(e) || isFailedHandshake(e);
    }

    /**
     * Returns whether the TLS handshake failed. With TLS 1.3, a server can reject the client's certificate after the client has
     * sent its request, and depending on timing the JDK then throws an {@link SSLHandshakeException} or another exception that
     * names the alert.
     */
    private static boolean isFailedHandshake(IOException e) {
        return e instanceof SSLHandshakeException
                || HANDSHAKE_ALERT.matcher(String.valueOf(e.getMessage())).find();
    }

    /**
     * Returns whether an HTTP/2 connection refused the request: by REFUSED_STREAM, by a GOAWAY with a lower stream id (both RFC
     * 9113, section 8.7), or because it was shut down before the stream was opened.
     *
     * <p>OkHttp's exceptions are recognized by their text and name because it does not export their package.
     */
    static boolean isRefusedStream(IOException e) {
        return REFUSED_STREAM.equals(e.getMessage())
                || e.getClass().getSimpleName().equals(CONNECTION_SHUTDOWN);
    }

    @Override
    public void connectionAcquired(Call call, Connection acquired) {
        connection = acquired;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
        silentSince = System.nanoTime() | 1; // 0 has a meaning of its own.
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
        silentSince = 0;
    }

    @Override
    public void connectionReleased(Call call, Connection released) {
        silentSince = 0;
    }

    /**
     * A request that could not be written completely was not processed: a server acts on a whole request only. On a
     * multiplexed connection the failure may be about another request's bytes. A timeout, a cancellation or an interrupt can
     * be noticed after the last byte was written.
     */
    @Override
    public void requestFailed(Call call, IOException e) {
        boolean incomplete = !(e instanceof InterruptedIOException) && !(e instanceof ClosedChannelException);
        if (incomplete && !isMultiplexed() && !call.isCanceled()) {
            sent = false;
        }
    }
}
