package io.github.airbytesdk.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Checks, before a request is written to a pooled connection, that the server has not closed the connection.
 *
 * <p>A request on a closed connection fails exactly like one that was lost after the server had read it, and that would turn
 * a harmless pause into an unknown outcome. OkHttp's own check starts after ten seconds of idling; servers and proxies close
 * earlier, some at once and without announcing it.
 *
 * <p>A network interceptor, so that it knows the connection that OkHttp has chosen.
 */
final class LiveConnectionInterceptor implements Interceptor {
    /** Idle time from which a slow check is worthwhile for a read, which is repeated if its connection was closed. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * A call that is sent only once does not use an HTTP/1.1 connection that was idle for longer. A firewall may have dropped
     * the connection silently, which no check can detect, and the call would be lost. A new connection proves that the server is
     * reachable.
     */
    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Longer than OkHttp waits for the response to the ping that it sends when a stream has timed out. */
    private static final long PING_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

    /** HTTP/1.1 connections that were last used before this time may have frozen like the one that timed out then. */
    private volatile long suspectBefore = System.nanoTime();

    private final Map<Connection, LastUse> lastUses = new ConcurrentHashMap<>();

    /** The last use of a connection: when it ended, and what that implies for the next one. */
    private static final class LastUse {
        private volatile Outcome outcome = Outcome.NONE;
        private volatile long nanos;

        void ended(Outcome how) {
            nanos = System.nanoTime();
            outcome = how;
        }
    }

    private enum Outcome {
        /** The connection is new. */
        NONE,
        REUSABLE,
        /** The peer will close the connection. */
        CLOSING,
        /** A stream timed out, and so may all others. */
        SUSPECT
    }

    /** Thrown before a byte was written, so the request can safely be sent on another connection. */
    static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        StaleConnectionException() {
            super("the server has closed the idle connection");
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        if (connection == null) {
            return FollowUpGuard.proceed(chain);
        }
        LastUse last = lastUse(connection);
        if (last.outcome != Outcome.NONE
                && isStale(connection, last, CallContext.of(chain.call()).isRepeatable())) {
            throw new StaleConnectionException();
        }
        Response response;
        try {
            response = FollowUpGuard.proceed(chain);
        } catch (SocketTimeoutException e) {
            last.ended(Outcome.SUSPECT);
            if (!CallContext.isMultiplexed(connection)) {
                suspectBefore = System.nanoTime();
            }
            throw e;
        }
        last.ended(isClosing(response) ? Outcome.CLOSING : Outcome.REUSABLE);
        return response;
    }

    private LastUse lastUse(Connection connection) {
        LastUse known = lastUses.get(connection);
        return known == null ? firstUse(connection) : known;
    }

    /** Forgets closed connections; the lock of a {@code WeakHashMap}'s reference queue would pin a virtual thread. */
    private LastUse firstUse(Connection connection) {
        lastUses.keySet().removeIf(other -> other.socket().isClosed());
        return lastUses.computeIfAbsent(connection, isNew -> new LastUse());
    }

    private boolean isStale(Connection connection, LastUse last, boolean repeatable) throws IOException {
        if (CallContext.isMultiplexed(connection)) {
            // OkHttp's reader thread notices a closed connection at once.
            return last.outcome == Outcome.SUSPECT && awaitPing(last);
        }
        long idleNanos = System.nanoTime() - last.nanos;
        boolean suspect = last.outcome == Outcome.CLOSING || last.nanos - suspectBefore < 0;
        if (suspect || (!repeatable && idleNanos > MAX_IDLE_NANOS)) {
            return true;
        }
        Socket socket = connection.socket();
        SocketChannel channel = socket instanceof SSLSocket ? null : socket.getChannel();
        if (channel != null) {
            return isClosedByServer(channel);
        }
        return (!repeatable || idleNanos > IDLE_NANOS) && isClosedByServer(socket);
    }

    /** Waits until OkHttp knows whether the connection is alive, and then lets it choose again. */
    private static boolean awaitPing(LastUse last) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(last.nanos + PING_NANOS - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        last.ended(Outcome.REUSABLE);
        return true;
    }

    /** Takes microseconds. */
    private static boolean isClosedByServer(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            try {
                // -1 is the end. A byte is something unrequested, such as a proxy's 408 before it closes the
                // connection.
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException broken) {
            return true;
        }
    }

    /** Takes a millisecond, the shortest read timeout of a socket. */
    private static boolean isClosedByServer(Socket socket) {
        try {
            int timeout = socket.getSoTimeout();
            try {
                socket.setSoTimeout(1);
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

    /** OkHttp treats HTTP/1.0 like HTTP/1.1, and closes only on a {@code Connection} header that is exactly {@code close}. */
    private static boolean isClosing(Response response) {
        String options = tokens(response.header("Connection")) + tokens(response.header("Proxy-Connection"));
        return options.contains(",close,")
                || (response.protocol() == Protocol.HTTP_1_0 && !options.contains(",keep-alive,"));
    }

    private static String tokens(@Nullable String header) {
        return header == null ? "" : "," + header.toLowerCase(Locale.ROOT).replaceAll("\\s", "") + ",";
    }
}
