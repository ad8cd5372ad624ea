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
 * <p>A record contains only this client's own words: a URL would contain ids and query values, and the text of an exception can
 * contain anything that a server sent.
 */
final class AttemptLogInterceptor implements Interceptor {
    private static final System.Logger LOG = System.getLogger(AirbyteClient.class.getName());

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (!LOG.isLoggable(Level.DEBUG)) {
            return chain.proceed(request);
        }
        CallContext context = CallContext.of(chain.call());
        long start = System.nanoTime();
        try {
            Response response = chain.proceed(request);
            log(context, String.valueOf(response.code()), start);
            return response;
        } catch (StaleConnectionException e) {
            throw e; // Nothing was sent, and the same attempt continues on another connection.
        } catch (IOException | RuntimeException | Error e) {
            log(context, e.getClass().getName(), start);
            throw e;
        }
    }

    private static void log(CallContext context, String outcome, long startNanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        LOG.log(
                Level.DEBUG,
                context.operation() + ": " + outcome + ", attempt " + context.countLoggedAttempt() + ", " + millis
                        + " ms");
    }
}
