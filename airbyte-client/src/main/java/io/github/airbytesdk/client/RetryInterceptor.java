package io.github.airbytesdk.client;

import io.github.airbytesdk.client.LiveConnectionInterceptor.StaleConnectionException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are sent again, and when.
 *
 * <p>Any call is repeated where the server cannot have acted: no connection came about, or the answer was 429. Beyond
 * that only reads and deletes are, on a lost connection and on 502, 503 and 504; a create never is, because Airbyte has
 * no idempotency key and allows two sources of one name. All attempts and pauses share the call's time budget.
 */
final class RetryInterceptor implements Interceptor {
    private static final int MAX_ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> OUTAGES = Set.of(502, 503, 504);

    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final DoubleSupplier jitter;

    /** Pauses the current thread; tests record instead. */
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    RetryInterceptor() {
        this(
                pause -> Thread.sleep(pause.toMillis()),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param jitter shortens each pause by up to a half, so that clients that failed together do not return together */
    RetryInterceptor(Sleeper sleeper, LongSupplier nanoTime, DoubleSupplier jitter) {
        this.sleeper = sleeper;
        this.nanoTime = nanoTime;
        this.jitter = jitter;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        CallContext exchange = CallContext.of(chain.call());
        long budgetNanos = chain.call().timeout().timeoutNanos();
        long startNanos = nanoTime.getAsLong();
        for (int attempt = 1; ; attempt++) {
            Duration pause;
            boolean refused = false;
            try {
                Response response = proceedOnLiveConnection(chain, request);
                pause = pauseAfter(response, attempt);
                refused = response.code() == TOO_MANY_REQUESTS;
                boolean again = refused || (exchange.isRepeatable() && OUTAGES.contains(response.code()));
                if (!again || attempt == MAX_ATTEMPTS || exceeds(pause, budgetNanos, startNanos)) {
                    return response;
                }
                response.close();
            } catch (IOException e) {
                pause = backoff(attempt);
                boolean again = (!exchange.isSent() || exchange.isRepeatable()) && isPassing(e, exchange);
                if (!again
                        || attempt == MAX_ATTEMPTS
                        || chain.call().isCanceled()
                        || exceeds(pause, budgetNanos, startNanos)) {
                    throw e;
                }
            }
            exchange.beginNextAttempt(refused);
            sleep(pause);
        }
    }

    /** A stale pooled connection costs no attempt and no pause; each one found is closed, so this ends. */
    private static Response proceedOnLiveConnection(Chain chain, Request request) throws IOException {
        while (true) {
            try {
                return chain.proceed(request);
            } catch (StaleConnectionException e) {
                if (chain.call().isCanceled()) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPassing(IOException e, CallContext exchange) {
        boolean noTls = e instanceof SSLException && !exchange.isSent();
        return !noTls && !(e instanceof AuthorizationException);
    }

    private boolean exceeds(Duration pause, long budgetNanos, long startNanos) {
        Duration left = Duration.ofNanos(budgetNanos - (nanoTime.getAsLong() - startNanos));
        return pause.compareTo(left) >= 0;
    }

    private Duration pauseAfter(Response response, int attempt) {
        Duration asked = retryAfter(response);
        Duration own = backoff(attempt);
        return asked == null || asked.compareTo(own) < 0 ? own : asked;
    }

    private Duration backoff(int attempt) {
        long nanos = FIRST_PAUSE.toNanos() << (attempt - 1);
        return Duration.ofNanos(nanos - (long) (nanos / 2.0 * jitter.getAsDouble()));
    }

    /** Seconds, or a date by the server's own clock. */
    private static @Nullable Duration retryAfter(Response response) {
        String value = response.header("Retry-After");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Long.parseLong(value.trim()));
        } catch (NumberFormatException notSeconds) {
            Instant until = ServerClockInterceptor.httpDate(value);
            Instant now = ServerClockInterceptor.httpDate(response.header("Date"));
            return until == null || now == null ? null : Duration.between(now, until);
        }
    }

    private void sleep(Duration pause) throws IOException {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
