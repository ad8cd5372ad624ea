package io.github.airbytesdk.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;

/** Serves HTTP calls: runs the operation, applies the fault if there is one, and writes the response. */
final class AirbyteDispatcher extends Dispatcher {
    private static final System.Logger LOGGER = System.getLogger(AirbyteDispatcher.class.getName());

    /** The server compresses no shorter body. */
    private static final int MIN_COMPRESSED_BYTES = 1024;

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket(true, false, false);

    /** For a stream that has ended: MockWebServer always responds over HTTP/2, and the client ignores it. */
    private static final MockResponse IGNORED = new MockResponse.Builder().build();

    private final Settings settings;
    private final Knobs knobs;
    private final Faults faults;
    private final CallLog calls;
    private final ClientSockets sockets;
    private final MockWebServer server;
    private final Pauses pauses = new Pauses();
    private final RequestRouter router;
    private final ScheduledThreadPoolExecutor later = newScheduler();

    AirbyteDispatcher(
            World world, Tokens tokens, Faults faults, CallLog calls, ClientSockets sockets, MockWebServer server) {
        this.settings = world.settings;
        this.knobs = world.knobs;
        this.faults = faults;
        this.calls = calls;
        this.sockets = sockets;
        this.server = server;
        this.router = new RequestRouter(settings, tokens, new Api(world, tokens, pauses));
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        sockets.received(request);
        RequestRouter.Task task = router.route(request);
        CallLog.Entry entry = calls.add(task.operation(), request);
        try {
            server.takeRequest(0, TimeUnit.SECONDS); // MockWebServer keeps every request until it is taken
            pauses.pause(knobs.latency);
            Fault fault = faults.take(entry.call());
            return fault == null
                    ? response(act(task, entry, request), entry, request).build()
                    : sabotaged(fault, task, entry, request);
        } catch (InterruptedException e) {
            return disconnect(request); // the server was closed during a pause
        } catch (RuntimeException e) {
            // Without a response the client would wait until its timeout.
            LOGGER.log(System.Logger.Level.ERROR, "EmbeddedAirbyte failed to serve " + entry.call(), e);
            return response(Problems.errorId(500).reply(), entry, request).build();
        }
    }

    private Reply act(RequestRouter.Task task, CallLog.Entry entry, RecordedRequest request)
            throws InterruptedException {
        Reply reply;
        try {
            reply = task.run();
        } catch (Refusal refusal) {
            reply = refusal.isFromFramework()
                            && ErrorPage.isAccepted(request.getHeaders().get("Accept"))
                    ? ErrorPage.reply(refusal.reply().status())
                    : refusal.reply();
        }
        if (reply.isSuccess()) {
            entry.acted();
        }
        return knobs.rewritten(task.operation(), reply);
    }

    private MockResponse sabotaged(Fault fault, RequestRouter.Task task, CallLog.Entry entry, RecordedRequest request)
            throws InterruptedException {
        Reply own = null;
        Duration actsAfter = fault.actsAfter();
        if (actsAfter == null) {
            pauses.pause(fault.delay());
        } else if (actsAfter.compareTo(fault.delay()) <= 0) {
            pauses.pause(actsAfter);
            own = act(task, entry, request);
            pauses.pause(fault.delay().minus(actsAfter));
        } else {
            after(actsAfter, () -> act(task, entry, request));
            pauses.pause(fault.delay());
        }
        Duration closingAfter = fault.closingAfter();
        if (closingAfter != null && !closingAfter.isZero()) {
            after(closingAfter, Executors.callable(() -> sockets.closeIfIdle(request)));
        }
        return switch (fault.ending()) {
            case DROP -> disconnect(request);
            case RESET -> {
                sockets.resetOnClose(request);
                yield disconnect(request);
            }
            case REFUSED_STREAM -> {
                if (!settings.http2()) {
                    yield disconnect(request);
                }
                sockets.refuseStream(request);
                yield IGNORED;
            }
            case GO_AWAY -> {
                if (!settings.http2()) {
                    yield disconnect(request);
                }
                sockets.goAwayBefore(request);
                yield IGNORED;
            }
            case FIXED_RESPONSE -> finished(fault, fixedResponse(fault, entry));
            case OWN_RESPONSE -> own == null ? disconnect(request) : finished(fault, response(own, entry, request));
        };
    }

    private void after(Duration delay, Callable<?> task) {
        Future<?> unused = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private MockResponse.Builder response(Reply reply, CallLog.Entry entry, RecordedRequest request) {
        MockResponse.Builder response = response(reply.status(), entry);
        if (reply.contentType() != null) {
            response.setHeader("Content-Type", reply.contentType());
        }
        if (reply.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (reply.status() == 204) {
            return response.removeHeader("Content-Length");
        }
        Buffer body = new Buffer().writeUtf8(reply.body());
        if (body.size() < MIN_COMPRESSED_BYTES || !isCompressible(request)) {
            return response.body(body);
        }
        Buffer compressed = new Buffer();
        try (GzipSink sink = new GzipSink(compressed)) {
            sink.write(body, body.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a buffer does not fail
        }
        return response.setHeader("Content-Encoding", "gzip").body(compressed);
    }

    private static boolean isCompressible(RecordedRequest request) {
        String encodings = request.getHeaders().get("Accept-Encoding");
        return encodings != null && encodings.contains("gzip");
    }

    private MockResponse.Builder fixedResponse(Fault fault, CallLog.Entry entry) {
        MockResponse.Builder response = response(fault.status(), entry);
        if (fault.hugeBodyBytes() > 0) {
            response.body(new HugeBody(fault.hugeBodyBytes()));
        } else {
            response.body(new Buffer().write(fault.body()));
        }
        fault.headers().forEach(response::setHeader);
        return response;
    }

    private MockResponse.Builder response(int status, CallLog.Entry entry) {
        entry.responded(status);
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Date", HTTP_DATE.format(settings.clock().instant()));
    }

    private static MockResponse finished(Fault fault, MockResponse.Builder response) {
        if (fault.isTruncated()) {
            // Half of the body, or none if there is none: either way the client waits for the rest.
            response.onResponseBody(CLOSE).onResponseEnd(CLOSE);
        }
        if (Duration.ZERO.equals(fault.closingAfter())) {
            response.onResponseEnd(CLOSE);
        }
        if (fault.isHttp10()) {
            response.status(response.getStatus().replace("HTTP/1.1", "HTTP/1.0"));
        }
        return response.build();
    }

    /** Over HTTP/2, MockWebServer ignores a response's effects on the socket, except while it sends the body. */
    private MockResponse disconnect(RecordedRequest request) {
        if (settings.http2()) {
            sockets.close(request);
        }
        return new MockResponse.Builder().onResponseStart(CLOSE).build();
    }

    /** Ends all pauses. Called by MockWebServer when it is closed. */
    @Override
    public void close() {
        pauses.end();
        later.shutdownNow();
    }

    private static ScheduledThreadPoolExecutor newScheduler() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "EmbeddedAirbyte later");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return scheduler;
    }
}
