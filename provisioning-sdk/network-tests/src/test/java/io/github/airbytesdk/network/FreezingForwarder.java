package io.github.airbytesdk.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Forwards TCP connections to a port of this host until it is frozen. A frozen connection stays open and is still read, so its
 * peer gets acknowledgements and TCP keep-alive detects nothing.
 */
final class FreezingForwarder implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Connections up to this number are frozen. */
    private volatile int frozen;

    FreezingForwarder(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Freezes the connections that exist. */
    void freezeConnections() {
        frozen = accepted.get();
    }

    /** Freezes new connections as well. They are still accepted. */
    void freezeHost() {
        frozen = Integer.MAX_VALUE;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                int number = accepted.incrementAndGet();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(client, upstream));
                start(() -> copy(client, upstream, number));
                start(() -> copy(upstream, client, number));
            }
        } catch (IOException closed) {
            // The test has ended.
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

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "forwarder");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
