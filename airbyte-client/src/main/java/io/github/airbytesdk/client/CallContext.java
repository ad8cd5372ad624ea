package io.github.airbytesdk.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * What the interceptors and the error messages need to know of one call.
 *
 * <p>Known by the call, and not a tag on its request: OkHttp asks Kotlin for a tag's class, for which Kotlin loads some forty
 * classes of its own before a program's first request.
 */
final class CallContext {
    private static final Map<Call, CallContext> OF_CALLS = new ConcurrentHashMap<>();

    /** Operations that work without credentials, and of which one fetches the credentials. */
    private static final Set<String> ANONYMOUS =
            Set.of("createAccessToken", "getHealthCheck", "getDocumentation", "oauthCallback");

    /** A repeated discover starts another one, and a repeated cancel can stop a later sync. */
    private static final Set<String> COSTLY_TO_REPEAT = Set.of("getStreamProperties", "cancelJob");

    private final String operation;
    private final String method;

    /** How many attempts were logged; they all run on the call's own thread. */
    private int loggedAttempts;

    /** Tokens and passwords that this call was sent with, none of which an error may show. */
    private final List<String> credentials = new CopyOnWriteArrayList<>();

    private volatile boolean sent;

    /** Whether an attempt was repeated that the server may have acted on. */
    private volatile boolean lostBefore;

    /** The server's clock at its last answer before this request, by which "made by this call" is judged later. */
    private volatile @Nullable String serverTimeBefore;

    private CallContext(String operation, String method) {
        this.operation = operation;
        this.method = method;
    }

    /** Gives a call that has not begun yet what its interceptors need, until {@link #end}. */
    static Call begin(Call call, String operation) {
        OF_CALLS.put(call, new CallContext(operation, call.request().method()));
        return call;
    }

    /** Forgets a call that is over, or that will not begin. */
    static void end(Call call) {
        OF_CALLS.remove(call);
    }

    static CallContext of(Call call) {
        return Objects.requireNonNull(OF_CALLS.get(call), "a call of somebody else's");
    }

    String operation() {
        return operation;
    }

    @Nullable
    Instant serverTimeBefore() {
        return ServerClockInterceptor.httpDate(serverTimeBefore);
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

    void markAuthorizedBy(String header) {
        credentials.add(header.substring(header.indexOf(' ') + 1));
    }

    /** Whether the call may be sent again although the server may have acted on it. */
    boolean isRepeatable() {
        boolean harmless = method.equals("GET") || method.equals("DELETE") || operation.equals("createAccessToken");
        return harmless && !COSTLY_TO_REPEAT.contains(operation);
    }

    /** Whether an attempt may have reached the server that it did not refuse. False only where the server cannot have acted. */
    boolean isSent() {
        return sent || lostBefore;
    }

    void markSent(@Nullable String serverTime) {
        serverTimeBefore = serverTime;
        sent = true;
    }

    /** @param refused whether the server answered the last attempt without having acted on it */
    void beginNextAttempt(boolean refused) {
        lostBefore |= sent && !refused;
        sent = false;
    }

    boolean isRepeatedAfterLoss() {
        return lostBefore;
    }
}
