package io.github.airbytesdk.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sockets that the server accepts, because MockWebServer can neither reset a connection, nor close an idle
 * one, nor choose the frames of HTTP/2 that refuse a request after reading it.
 * MockWebServer numbers its connections in the order in which it accepts them, and so does this class.
 */
final class ClientSockets extends ServerSocketFactory {
    private static final int BACKLOG = 1024;
    private static final int CLEANING_INTERVAL = 256;
    /** The types of frames and the code of an error: RFC 9113, sections 6 and 7. */
    private static final byte RST_STREAM = 3;

    private static final byte GO_AWAY = 7;
    private static final int REFUSED_STREAM = 7;

    private final Map<Integer, Client> clients = new ConcurrentHashMap<>();

    /** A client's connection, and the last request on it. */
    private static final class Client {
        final Socket socket;
        volatile int lastExchange;

        Client(Socket socket) {
            this.socket = socket;
        }
    }

    void received(RecordedRequest request) {
        Client client = clients.get(request.getConnectionIndex());
        if (client != null) {
            client.lastExchange = request.getExchangeIndex();
        }
    }

    /** Makes the next close of a connection a reset. */
    void resetOnClose(RecordedRequest request) {
        Client client = clients.get(request.getConnectionIndex());
        if (client != null) {
            try {
                client.socket.setSoLinger(true, 0);
            } catch (SocketException e) {
                // The client has already disconnected.
            }
        }
    }

    /** Ends the stream of a request with REFUSED_STREAM. */
    void refuseStream(RecordedRequest request) {
        Buffer frame = new Buffer()
                .write(new byte[] {0, 0, 4, RST_STREAM, 0})
                .writeInt(stream(request))
                .writeInt(REFUSED_STREAM);
        send(request, frame.readByteArray());
    }

    /** Sends a GOAWAY frame whose last stream is the one before this request's. */
    void goAwayBefore(RecordedRequest request) {
        Buffer frame = new Buffer()
                .write(new byte[] {0, 0, 8, GO_AWAY, 0})
                .writeInt(0) // the stream: the whole connection
                .writeInt(stream(request) - 2)
                .writeInt(0); // NO_ERROR
        send(request, frame.readByteArray());
    }

    /** OkHttp numbers its streams 3, 5, 7 and so on. */
    private static int stream(RecordedRequest request) {
        return 2 * request.getExchangeIndex() + 3;
    }

    /** Sends a frame in one write, so that it cannot end up inside another one. */
    private void send(RecordedRequest request, byte[] frame) {
        Client client = clients.get(request.getConnectionIndex());
        if (client != null) {
            try {
                client.socket.getOutputStream().write(frame);
            } catch (IOException e) {
                // The client has already disconnected.
            }
        }
    }

    void close(RecordedRequest request) {
        Client client = clients.get(request.getConnectionIndex());
        if (client != null) {
            close(client);
        }
    }

    private static void close(Client client) {
        try {
            client.socket.close();
        } catch (IOException e) {
            // Nothing more can be done to close it.
        }
    }

    /** Closes a connection, unless there has been another request on it since. */
    void closeIfIdle(RecordedRequest lastRequest) {
        Client client = clients.get(lastRequest.getConnectionIndex());
        if (client != null && client.lastExchange == lastRequest.getExchangeIndex()) {
            close(client);
        }
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new RememberingServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
    }

    private final class RememberingServerSocket extends ServerSocket {
        private int accepted;

        RememberingServerSocket() throws IOException {}

        /** MockWebServer requests a backlog of 50, which is too short for many clients that connect at once. */
        @Override
        public void bind(@Nullable SocketAddress endpoint, int backlog) throws IOException {
            super.bind(endpoint, BACKLOG);
        }

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            // Headers and body are sent in two packets; the second must not wait for the acknowledgement of the first.
            socket.setTcpNoDelay(true);
            if (accepted % CLEANING_INTERVAL == 0) {
                clients.values().removeIf(client -> client.socket.isClosed());
            }
            clients.put(accepted++, new Client(socket));
            return socket;
        }
    }
}
