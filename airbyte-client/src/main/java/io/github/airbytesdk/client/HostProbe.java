package io.github.airbytesdk.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Determines whether a host that is silent on one connection responds on another one.
 *
 * <p>HTTP/1.1 has no ping, and the peer of a frozen connection may still acknowledge TCP keep-alive. So while calls have been
 * silent for a third of the limit, one thread requests the health of the server on new connections. If two requests in a row
 * have no response, the host is considered silent, and the calls end. Any response counts as a sign of life, and so does
 * any failure other than a timeout: a server that is shutting down refuses connections but finishes its requests. Airbyte
 * responds to health requests with threads of their own (not recorded), so a call that queues behind discoveries does not end.
 */
final class HostProbe {
    private static final int MAX_UNANSWERED = 2;

    private final OkHttpClient http;
    private final Request request;

    /** How long a call is silent before the first request, and the pause between requests. */
    private final Duration interval;

    private final Duration timeout;

    /** Guarded by this. */
    private int watched;

    /** Runs while calls are watched. Guarded by this. */
    private @Nullable Prober prober;

    /** @param silence how long a call may wait for a silent host */
    HostProbe(OkHttpClient http, HttpUrl baseUrl, Headers headers, Duration silence) {
        this.http = http;
        this.request = new Request.Builder()
                .url(baseUrl.newBuilder().addPathSegment("health").build())
                .headers(headers)
                .header("User-Agent", UserAgent.VALUE)
                .build();
        this.interval = silence.dividedBy(3);
        this.timeout = silence.multipliedBy(3).dividedBy(10);
    }

    Watch over(Call call) {
        return new Watch(call);
    }

    /** Polled while a call runs: true once the call waits for a host that is silent. */
    final class Watch implements BooleanSupplier, AutoCloseable {
        private final CallContext context;

        /** Whether the call has been silent for long, on this attempt or an earlier one. */
        private volatile boolean active;

        private boolean closed;

        private Watch(Call call) {
            this.context = CallContext.of(call);
        }

        @Override
        public boolean getAsBoolean() {
            long silentNanos = context.silentNanos();
            if (silentNanos == 0 || (!active && silentNanos < interval.toNanos())) {
                return false;
            }
            synchronized (HostProbe.this) {
                if (closed) {
                    return false;
                }
                if (!active) {
                    active = true;
                    watched++;
                }
                if (prober == null) {
                    prober = new Prober();
                    prober.start();
                }
                if (prober.unanswered < MAX_UNANSWERED) {
                    return false;
                }
            }
            context.markHostSilent();
            return true;
        }

        @Override
        public void close() {
            synchronized (HostProbe.this) {
                closed = true;
                if (active && --watched == 0 && prober != null) {
                    prober.end();
                    prober = null;
                }
            }
        }
    }

    /** Sends requests until ended. */
    private final class Prober extends Thread {
        /** How many requests in a row had no response. */
        private volatile int unanswered;

        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Call current;

        Prober() {
            super("airbyte-client-probe " + request.url().host() + ":"
                    + request.url().port());
            setDaemon(true);
        }

        @Override
        public void run() {
            OkHttpClient client = client();
            int silent = 0;
            do {
                Call call = client.newCall(request);
                current = call;
                if (end.getCount() == 0) {
                    return;
                }
                silent = isSilent(call) ? silent + 1 : 0;
                unanswered = silent;
            } while (!isEndedWithin(silent == 0 ? interval : Duration.ZERO));
        }

        private boolean isSilent(Call call) {
            try (Response response = call.execute()) {
                return false;
            } catch (IOException e) {
                return e instanceof InterruptedIOException;
            } catch (RuntimeException e) {
                return false; // A proxy selector or another object of the application's failed.
            }
        }

        private boolean isEndedWithin(Duration pause) {
            try {
                return end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                return true; // Not by this class.
            }
        }

        void end() {
            end.countDown();
            Call call = current;
            if (call != null) {
                call.cancel();
            }
        }
    }

    /** A client that opens a connection for each request and is not seen by the application. */
    private OkHttpClient client() {
        OkHttpClient.Builder builder = http.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
                .cookieJar(CookieJar.NO_COOKIES)
                .eventListener(EventListener.NONE)
                .callTimeout(timeout);
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        return builder.build();
    }
}
