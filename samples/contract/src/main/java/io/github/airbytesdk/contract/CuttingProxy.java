package io.github.airbytesdk.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A proxy on 127.0.0.1 that forwards each request to Airbyte, and closes the connection instead of sending the first
 * successful response to each kind of create.
 */
final class CuttingProxy extends Dispatcher implements AutoCloseable {
    private static final List<String> CREATES = List.of("/sources", "/destinations", "/connections", "/jobs");
    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "content-encoding");

    private final String target;
    private final OkHttpClient http =
            new OkHttpClient.Builder().followRedirects(false).build();
    private final MockWebServer server = new MockWebServer();
    private final Set<String> cut = new TreeSet<>();

    private CuttingProxy(String target) {
        this.target = target;
    }

    static CuttingProxy to(String target) throws IOException {
        CuttingProxy proxy = new CuttingProxy(target);
        proxy.server.setDispatcher(proxy);
        proxy.server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** Returns the creates whose response was cut. */
    synchronized Set<String> cut() {
        return Set.copyOf(cut);
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        // OkHttp requires a body for POST, PUT and PATCH, even if it is empty.
        boolean hasBody = request.getMethod().startsWith("P");
        byte[] body =
                request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
        Request forwarded = new Request.Builder()
                .url(target + request.getTarget())
                .headers(endToEnd(request.getHeaders()))
                .method(request.getMethod(), hasBody ? RequestBody.create(body) : null)
                .build();
        try (Response response = http.newCall(forwarded).execute()) {
            String text = response.body().string();
            if (response.isSuccessful() && isFirst(request)) {
                return new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build();
            }
            return new MockResponse.Builder()
                    .code(response.code())
                    .headers(endToEnd(response.headers()))
                    .body(text)
                    .build();
        } catch (IOException e) {
            return new MockResponse.Builder().code(502).build();
        }
    }

    private static Headers endToEnd(Headers headers) {
        Headers.Builder kept = headers.newBuilder();
        NOT_FORWARDED.forEach(kept::removeAll);
        return kept.build();
    }

    private synchronized boolean isFirst(RecordedRequest request) {
        return "POST".equals(request.getMethod())
                && CREATES.stream().anyMatch(create -> request.getTarget().endsWith(create) && cut.add(create));
    }

    @Override
    public void close() {
        server.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
