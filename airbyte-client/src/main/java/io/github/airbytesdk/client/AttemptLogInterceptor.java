package io.github.airbytesdk.client;

import io.github.airbytesdk.client.LiveConnectionInterceptor.StaleConnectionException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Logs each attempt of each call at DEBUG, such as {@code createSource: 200, attempt 1, 12 ms}.
 *
 * <p>A record is made of this client's own words alone: a URL would bring ids and query values along, and the text of an
 * exception whatever a server has put there.
 */
final class AttemptLogInterceptor implements Interceptor {
    /** Looked for at the first attempt and not with the client's classes, because that takes a while. */
    private static final class Holder {
        static final System.Logger LOG = System.getLogger(AirbyteClient.class.getName());
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!Holder.LOG.isLoggable(Level.DEBUG)) {
            return chain.proceed(request);
        }
        CallContext exchange = CallContext.of(chain.call());
        long start = System.nanoTime();
        try {
            Response response = chain.proceed(request);
            log(exchange, String.valueOf(response.code()), start);
            return response;
        } catch (StaleConnectionException e) {
            throw e; // Nothing was sent, and the same attempt goes on with another connection.
        } catch (IOException | RuntimeException | Error e) {
            log(exchange, e.getClass().getName(), start);
            throw e;
        }
    }

    private static void log(CallContext exchange, String outcome, long startNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        Holder.LOG.log(
                Level.DEBUG,
                exchange.operation() + ": " + outcome + ", attempt " + exchange.countLoggedAttempt() + ", " + millis
                        + " ms");
    }
}
