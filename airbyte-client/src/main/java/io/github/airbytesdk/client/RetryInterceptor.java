package io.github.airbytesdk.client;

import io.github.airbytesdk.client.FollowUpGuard.UnknownProxyException;
import io.github.airbytesdk.client.LiveConnectionInterceptor.StaleConnectionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Decides which calls are sent again, and when.
 *
 * <p>Any call is repeated if the server cannot have acted on it: no connection was established, the response was 429, or the
 * connection proved that the request was not processed. Reads and deletes are also repeated if the connection was lost and on
 * 408, 502, 503 and 504, and if a connection is silent for long. A create never is, because Airbyte has no idempotency key and accepts two sources of one name. All
 * attempts and pauses share the call's timeout.
 */
final class RetryInterceptor implements Interceptor {
    private static final int MAX_ATTEMPTS = 5;

    /** High, because a gateway that recycles HTTP/2 connections regularly refuses some streams of each. */
    private static final int MAX_REFUSED_STREAMS = 100;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE_AFTER_REFUSAL = Duration.ofMillis(1);
    private static final Duration MAX_PAUSE_AFTER_REFUSAL = Duration.ofMillis(500);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> OUTAGES = Set.of(408, 502, 503, 504);

    /** How much earlier than the call an HTTP/2 stream times out; see {@link #withReadTimeout}. */
    private static final long STREAM_MARGIN_MILLIS = 500;

    private final Sleeper sleeper;
    private final LongSupplier nanoTime;
    private final DoubleSupplier jitter;

    private volatile boolean multiplexed;

    /** Pauses the current thread. Tests record the pauses instead. */
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
        CallContext context = CallContext.of(chain.call());
        context.enter();
        Attempts attempts = new Attempts(chain.call().timeout().timeoutNanos());
        while (true) {
            Response response;
            try {
                response = proceed(chain, context, attempts);
            } catch (IOException e) {
                if (CallContext.isProofOfNonProcessing(e)) {
                    context.markNotProcessed();
                }
                Duration pause = attempts.pauseAfter(e, context);
                if (pause == null
                        || chain.call().isCanceled()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                context.beginNextAttempt(false);
                sleep(pause);
                continue;
            }
            Duration pause = attempts.pauseAfter(response, context);
            if (pause == null) {
                context.markResponded(response.code());
                return response;
            }
            response.close();
            context.beginNextAttempt(response.code() == TOO_MANY_REQUESTS);
            sleep(pause);
        }
    }

    /** A stale pooled connection costs no attempt and no pause. Each one found is closed, so the loop ends. */
    private Response proceed(Chain chain, CallContext context, Attempts attempts) throws IOException {
        while (true) {
            try {
                return withReadTimeout(chain, context, attempts).proceed(chain.request());
            } catch (StaleConnectionException e) {
                if (chain.call().isCanceled()) {
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                // OkHttp, as Kotlin code, does not declare the InterruptedException of its wait for a TCP connection.
                throw interrupted();
            } finally {
                multiplexed = context.isMultiplexed();
            }
        }
    }

    /**
     * Limits the silence of an attempt. An attempt that can be repeated on another connection does not wait for the call's
     * timeout.
     *
     * <p>Also lets an HTTP/2 stream time out shortly before its call. When a stream times out, OkHttp checks the connection with a ping
     * and stops using it if the ping is not acknowledged. When a call times out, OkHttp does not check, and the next call would
     * use a dead connection.
     */
    private Chain withReadTimeout(Chain chain, CallContext context, Attempts attempts) {
        long millis = Long.MAX_VALUE;
        if (multiplexed && attempts.isLimited()) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(attempts.leftNanos());
            millis = leftMillis - Math.min(STREAM_MARGIN_MILLIS, leftMillis / 10);
        }
        if (context.isRepeatedAfterSilence()) {
            millis = Math.min(millis, TimeUnit.NANOSECONDS.toMillis(context.silenceNanos()));
        }
        return millis == Long.MAX_VALUE
                ? chain
                : chain.withReadTimeout((int) Math.max(1, Math.min(millis, Integer.MAX_VALUE)), TimeUnit.MILLISECONDS);
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private void sleep(Duration pause) throws IOException {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The attempts of one call. */
    private final class Attempts {
        private final long timeoutNanos;
        private final long startNanos = nanoTime.getAsLong();
        private int attempt = 1;
        private int refusedStreams;

        /** @param timeoutNanos the call's timeout, 0 for none */
        Attempts(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
        }

        boolean isLimited() {
            return timeoutNanos > 0;
        }

        long leftNanos() {
            return timeoutNanos - (nanoTime.getAsLong() - startNanos);
        }

        /** Returns how long to wait before the next attempt, or null if there is none. */
        @Nullable
        Duration pauseAfter(Response response, CallContext context) {
            boolean again = response.code() == TOO_MANY_REQUESTS
                    || (context.isRepeatable() && OUTAGES.contains(response.code()));
            if (!again) {
                return null;
            }
            Duration requested = retryAfter(response);
            Duration own = backoff();
            return next(requested == null || requested.compareTo(own) < 0 ? own : requested);
        }

        /** Returns how long to wait before the next attempt, or null if there is none. */
        @Nullable
        Duration pauseAfter(IOException e, CallContext context) {
            if (CallContext.isRefusedStream(e)) {
                refusedStreams++;
                long millis = FIRST_PAUSE_AFTER_REFUSAL.toMillis() << Math.min(refusedStreams - 1, 16);
                Duration pause = Duration.ofMillis(Math.min(millis, MAX_PAUSE_AFTER_REFUSAL.toMillis()));
                return refusedStreams < MAX_REFUSED_STREAMS && fits(pause) ? pause : null;
            }
            if (isSilence(e, context)) {
                return fits(Duration.ofMillis(STREAM_MARGIN_MILLIS)) ? Duration.ZERO : null;
            }
            boolean again = (!context.isSent() || context.isRepeatable()) && isPassing(e, context);
            return again ? next(backoff()) : null;
        }

        private @Nullable Duration next(Duration pause) {
            return attempt++ < MAX_ATTEMPTS && fits(pause) ? pause : null;
        }

        private boolean fits(Duration pause) {
            return !isLimited() || pause.compareTo(Duration.ofNanos(leftNanos())) < 0;
        }

        private Duration backoff() {
            long nanos = FIRST_PAUSE.toNanos() << (attempt - 1);
            return Duration.ofNanos(nanos - (long) (nanos / 2.0 * jitter.getAsDouble()));
        }
    }

    /** Such attempts are not counted: the call may have to wait until the server has a free thread. */
    private static boolean isSilence(IOException e, CallContext context) {
        return context.isSent() && context.isRepeatedAfterSilence() && e instanceof SocketTimeoutException;
    }

    private static boolean isPassing(IOException e, CallContext context) {
        if (e instanceof AuthorizationException || e instanceof UnknownProxyException) {
            return false;
        }
        if (context.isSent()) {
            return !(e instanceof SocketTimeoutException); // The stream's timeout, which is that of the call.
        }
        return !(e instanceof SSLException)
                || e.getCause() instanceof EOFException
                || e.getCause() instanceof SocketException;
    }

    /** Reads seconds, or a date relative to the response's own. */
    private static @Nullable Duration retryAfter(Response response) {
        String value = response.header("Retry-After");
        if (value == null) {
            return null;
        }
        try {
            return Duration.ofSeconds(Long.parseLong(value.trim()));
        } catch (NumberFormatException notSeconds) {
            Instant until = HttpDate.parse(value);
            Instant now = HttpDate.parse(response.header("Date"));
            return until == null || now == null ? null : Duration.between(now, until);
        }
    }
}
