package io.github.airbytesdk.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A server with prepared responses, so that only the client is measured. It uses one thread per connection and one write per
 * response. The first segment of a path is the latency in milliseconds.
 */
final class CannedServer implements AutoCloseable {
    /** Two round trips of 20 ms, which a new connection over TLS takes on a network with that latency. */
    private static final long TLS_CONNECT_MILLIS = 40;

    private final ServerSocket listener;
    private final BiConsumer<String, String> onRequest;

    private CannedServer(ServerSocket listener, BiConsumer<String, String> onRequest) {
        this.listener = listener;
        this.onRequest = onRequest;
    }

    /**
     * Runs in its own process: prints the port, and ends when standard input is closed.
     *
     * @param args the file of a {@link TestCertificate}, or nothing for a server without TLS
     */
    public static void main(String[] args) throws Exception {
        ServerSocketFactory sockets = args.length == 0
                ? ServerSocketFactory.getDefault()
                : TestCertificate.serverContext(args[0]).getServerSocketFactory();
        try (CannedServer server = start(sockets, (target, body) -> {})) {
            System.out.println(server.listener.getLocalPort());
            while (System.in.read() >= 0) {
                // Waits for the end of standard input.
            }
        }
    }

    /** @param onRequest receives the first line and the body of each request */
    static CannedServer start(BiConsumer<String, String> onRequest) throws IOException {
        return start(ServerSocketFactory.getDefault(), onRequest);
    }

    private static CannedServer start(ServerSocketFactory sockets, BiConsumer<String, String> onRequest)
            throws IOException {
        CannedServer server =
                new CannedServer(sockets.createServerSocket(0, 1024, InetAddress.getLoopbackAddress()), onRequest);
        daemon(server::accept);
        return server;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The server was closed.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "canned server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (socket instanceof SSLSocket) {
                Thread.sleep(TLS_CONNECT_MILLIS);
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String body = new String(in.readNBytes(contentLength(head)), StandardCharsets.UTF_8);
                String request = head.substring(0, head.indexOf(" HTTP/"));
                onRequest.accept(request, body);
                int path = request.indexOf('/') + 1;
                int rest = request.indexOf('/', path);
                long millis = Long.parseLong(request.substring(path, rest));
                if (millis > 0) {
                    Thread.sleep(millis);
                }
                socket.getOutputStream()
                        .write(CannedResponses.to(request.substring(0, path - 1) + request.substring(rest)));
            }
        } catch (IOException | InterruptedException gone) {
            // The client closed the connection.
        }
    }

    /** Reads up to the empty line; returns nothing at the end of the stream. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(256);
        int c;
        while ((c = in.read()) >= 0) {
            head.append((char) c);
            int length = head.length();
            if (c == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
                return head.toString();
            }
        }
        return "";
    }

    private static int contentLength(String head) {
        String name = "content-length:";
        for (int at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
            if (head.regionMatches(true, at + 1, name, 0, name.length())) {
                return Integer.parseInt(head.substring(at + 1 + name.length(), head.indexOf('\r', at + 1))
                        .trim());
            }
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
