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

/**
 * A server that knows its answers by heart, so that what is measured is the client. One thread a connection, one write an
 * answer, and the first segment of each path is how many milliseconds the answer takes.
 */
final class CannedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final BiConsumer<String, String> heard;

    private CannedServer(ServerSocket listener, BiConsumer<String, String> heard) {
        this.listener = listener;
        this.heard = heard;
    }

    /** A process of its own prints its port, and ends when its standard input does. */
    public static void main(String[] args) throws IOException {
        try (CannedServer server = start((target, body) -> {})) {
            System.out.println(server.listener.getLocalPort());
            while (System.in.read() >= 0) {
                // Nothing is ever written to it.
            }
        }
    }

    /** @param heard gets each request's first line and body */
    static CannedServer start(BiConsumer<String, String> heard) throws IOException {
        CannedServer server = new CannedServer(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), heard);
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
            // The end.
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
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                String body = new String(in.readNBytes(contentLength(head)), StandardCharsets.UTF_8);
                String request = head.substring(0, head.indexOf(" HTTP/"));
                heard.accept(request, body);
                int path = request.indexOf('/') + 1;
                int rest = request.indexOf('/', path);
                long millis = Long.parseLong(request.substring(path, rest));
                if (millis > 0) {
                    Thread.sleep(millis);
                }
                socket.getOutputStream()
                        .write(CannedAnswers.to(request.substring(0, path - 1) + request.substring(rest)));
            }
        } catch (IOException | InterruptedException gone) {
            // So is the client.
        }
    }

    /** Up to the empty line; nothing at the end of the stream. */
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
