package io.github.airbytesdk.client;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Looks, before a request is written to a pooled connection that has been idle, whether the server has closed it.
 *
 * <p>A one-shot request on such a connection fails exactly like one that was lost after the server had read it, and
 * that would turn a harmless pause into an unknown outcome. OkHttp's own check starts at ten seconds of idling; servers
 * and proxies close sooner. The look takes a millisecond and happens only after {@link #IDLE_NANOS} of idling.
 */
final class LiveConnectionInterceptor implements Interceptor {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());

    /** Thrown before a byte was written, so the request can safely be sent on another connection. */
    static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        StaleConnectionException() {
            super("the server had closed the idle connection");
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Connection connection = chain.connection();
        if (connection != null && isStale(connection)) {
            throw new StaleConnectionException();
        }
        Response response = chain.proceed(request);
        if (connection != null) {
            lastUse.put(connection, System.nanoTime());
        }
        return withoutInvitationToRepeat(response);
    }

    private boolean isStale(Connection connection) {
        Long used = lastUse.get(connection);
        boolean idle = used != null && System.nanoTime() - used > IDLE_NANOS;
        // HTTP/2 has a reader of its own that notices a closed connection at once.
        return idle && connection.protocol() != Protocol.HTTP_2 && isClosedByServer(connection.socket());
    }

    private static boolean isClosedByServer(Socket socket) {
        try {
            int timeout = socket.getSoTimeout();
            try {
                socket.setSoTimeout(1);
                // -1 is the end; a byte is something that nobody asked for, such as a proxy's 408 before it hangs up.
                socket.getInputStream().read();
                return true;
            } finally {
                socket.setSoTimeout(timeout);
            }
        } catch (SocketTimeoutException silence) {
            return false;
        } catch (IOException broken) {
            return true;
        }
    }

    /** OkHttp repeats any call answered 503 with {@code Retry-After: 0} by itself; {@link RetryInterceptor} decides that here. */
    private static Response withoutInvitationToRepeat(Response response) {
        String retryAfter = response.header("Retry-After");
        return response.code() == 503 && retryAfter != null && retryAfter.matches("0+")
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }
}
