package io.github.airbytesdk.client;

import java.time.Instant;
import java.util.Set;
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

    private volatile boolean sent;

    /** The server's clock at its last answer before this request, by which "made by this call" is judged later. */
    private volatile @Nullable Instant serverTimeBefore;

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
        return serverTimeBefore;
    }

    boolean isAnonymous() {
        return ANONYMOUS.contains(operation);
    }

    /** Whether the call may be sent again although the server may have acted on it. */
    boolean isRepeatable() {
        boolean harmless = method.equals("GET") || method.equals("DELETE") || operation.equals("createAccessToken");
        return harmless && !COSTLY_TO_REPEAT.contains(operation);
    }

    /** Whether the last attempt may have reached the server. False only where it certainly never left this host. */
    boolean isSent() {
        return sent;
    }

    void markSent(@Nullable Instant serverTime) {
        serverTimeBefore = serverTime;
        sent = true;
    }

    /** A new attempt begins, and the server has not acted on those before. */
    void markNotSent() {
        sent = false;
    }
}
