package io.github.airbytesdk.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forwards TCP connections to a port of this host, and can freeze them. As it still reads from a frozen connection, the sender
 * gets acknowledgements and TCP keep-alive detects nothing.
 */
final class TcpForwarder implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Connections up to this number are frozen. */
    private volatile int frozen;

    TcpForwarder(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("forwarder", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    /** Stops forwarding on all connections, new ones included. They are still accepted. */
    void freezeAll() {
        frozen = Integer.MAX_VALUE;
    }

    /** Refuses new connections. Existing ones work. */
    void refuse() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops forwarding on all connections that exist. New ones work. */
    void freeze() {
        frozen = accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                int number = accepted.incrementAndGet();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, upstream));
                start("to server " + number, () -> copy(client, upstream, number));
                start("to client " + number, () -> copy(upstream, client, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, int number) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (number > frozen) {
                    out.write(buffer, 0, read);
                }
            }
            if (number > frozen) {
                to.shutdownOutput();
            }
        } catch (IOException closed) {
            // One side is gone.
        }
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
