package io.github.airbytesdk.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Obtains access tokens with a client id and a client secret. At most one request is in progress, for all threads that wait.
 *
 * <p>A token's lifetime starts at its receipt by a monotonic clock, so the clocks of the two hosts need not agree.
 */
final class ClientCredentials implements Authorization {
    private final TokenEndpoint endpoint;
    private final LongSupplier nanoTime;
    private final List<String> credentials;

    /** Guarded by this, as is {@link #fetch}. */
    private @Nullable AccessToken token;

    private @Nullable CompletableFuture<AccessToken> fetch;

    /** One call to the server for one token. */
    interface TokenEndpoint {
        AccessToken fetch(Call waiting) throws IOException;
    }

    ClientCredentials(TokenEndpoint endpoint, LongSupplier nanoTime, List<String> credentials) {
        this.endpoint = endpoint;
        this.nanoTime = nanoTime;
        this.credentials = credentials;
    }

    @Override
    public String header(Call call) throws IOException {
        return "Bearer " + validToken(null, call).value();
    }

    @Override
    public String headerInsteadOf(String rejected, Call call) throws IOException {
        return "Bearer " + validToken(rejected, call).value();
    }

    @Override
    public synchronized @Nullable Instant serverTime(String header, long nowNanos) {
        AccessToken current = token;
        return current != null && header.endsWith(current.value()) ? current.serverTime(nowNanos) : null;
    }

    @Override
    public List<String> secrets() {
        return credentials;
    }

    /** @param rejected header that the server has refused, whose token must not be used again, or null */
    private AccessToken validToken(@Nullable String rejected, Call call) throws IOException {
        while (true) {
            CompletableFuture<AccessToken> running;
            boolean mine = false;
            synchronized (this) {
                AccessToken current = token;
                if (current != null
                        && !current.isExpired(nanoTime.getAsLong())
                        && !("Bearer " + current.value()).equals(rejected)) {
                    return current;
                }
                if (fetch == null) {
                    fetch = new CompletableFuture<>();
                    mine = true;
                }
                running = fetch;
            }
            if (mine) {
                fetchInto(running, call);
            }
            AccessToken fetched = await(running, mine, call);
            if (fetched != null) {
                return fetched;
            }
        }
    }

    private void fetchInto(CompletableFuture<AccessToken> running, Call call) {
        AccessToken fetched = null;
        Throwable failure = null;
        try {
            fetched = endpoint.fetch(call);
        } catch (Throwable e) { // Other threads wait for this fetch to end.
            failure = e;
        }
        synchronized (this) {
            token = fetched;
            fetch = null;
        }
        if (fetched != null) {
            running.complete(fetched);
        } else if (failure != null) {
            running.completeExceptionally(failure);
        }
    }

    /** Returns null if another call's fetch ended because that call ended, which says nothing about the credentials. */
    private static @Nullable AccessToken await(CompletableFuture<AccessToken> running, boolean mine, Call call)
            throws IOException {
        try {
            while (true) {
                try {
                    return running.get(InterruptWatch.INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillFetching) {
                    if (call.isCanceled()) {
                        throw new InterruptedIOException("ended while waiting for an access token");
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an access token");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (!mine && cause instanceof AuthorizationException refused && refused.isAbandoned()) {
                return null;
            }
            if (cause instanceof AuthorizationException refused) {
                // A new one for each thread, so that each has its own stack trace.
                throw new AuthorizationException(refused.status(), String.valueOf(refused.getMessage()), refused);
            }
            throw new AuthorizationException(0, "could not get an access token: " + cause, cause);
        }
    }
}
