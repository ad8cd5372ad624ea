package io.github.airbytesdk.benchmark;

import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/** Serves the responses of {@link CannedServer} over HTTP/2. */
final class Http2Server {
    private Http2Server() {}

    /**
     * Runs in its own process: prints the port, and ends when standard input is closed.
     *
     * @param args the file of a {@link TestCertificate}
     */
    public static void main(String[] args) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(TestCertificate.serverContext(args[0]).getSocketFactory());
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return response(request.getMethod(), request.getTarget());
                }
            });
            server.start();
            System.out.println(server.getPort());
            Thread forgetting = new Thread(() -> forgetRequests(server));
            forgetting.setDaemon(true);
            forgetting.start();
            while (System.in.read() >= 0) {
                // Waits for the end of standard input.
            }
        }
    }

    private static MockResponse response(String method, String target) {
        int rest = target.indexOf('/', 1);
        byte[] body = CannedResponses.body(method + " " + target.substring(rest));
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(new Buffer().write(body))
                .headersDelay(Long.parseLong(target.substring(1, rest)), TimeUnit.MILLISECONDS)
                .build();
    }

    /** The server keeps every request until it is taken. */
    private static void forgetRequests(MockWebServer server) {
        try {
            while (true) {
                server.takeRequest();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
