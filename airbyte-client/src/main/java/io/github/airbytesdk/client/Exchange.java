package io.github.airbytesdk.client;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the interceptors and the error messages need to know of one call; it travels as a tag on the request. */
final class Exchange {
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

    Exchange(String operation, String method) {
        this.operation = operation;
        this.method = method;
    }

    static Exchange of(Request request) {
        Exchange exchange = request.tag(Exchange.class);
        if (exchange == null) {
            throw new IllegalStateException("a request went through this client's interceptors without its tag; "
                    + "an interceptor of the application must derive from the request that it was given");
        }
        return exchange;
    }

    String operation() {
        return operation;
    }

    @Nullable
    Instant serverTimeBefore() {
        return ServerClock.httpDate(serverTimeBefore);
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
