package io.github.airbytesdk.embedded;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** Serves one HTTP call: finds its operation, lets it go wrong if it is to, and turns the answer into HTTP. */
final class AirbyteDispatcher extends Dispatcher {
    private static final System.Logger LOGGER = System.getLogger(AirbyteDispatcher.class.getName());

    private static final String API = "/api/public/v1";
    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;
    private static final List<String> NOT_FOR_THE_WEB_APP = List.of("/api", "/assets", "/fonts", "/routes", "/scim");
    private static final String WEB_APP = "<!doctype html><html lang=\"en\"><head><title>Airbyte</title></head>"
            + "<body><div id=\"root\"></div></body></html>";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket(true, false, false);

    private final Settings settings;
    private final Knobs knobs;
    private final Tokens tokens;
    private final Faults faults;
    private final CallLog calls;
    private final ClientSockets sockets;
    private final MockWebServer server;
    private final Pauses pauses = new Pauses();
    private final Api api;
    private final ScheduledThreadPoolExecutor later = newScheduler();

    AirbyteDispatcher(
            World world, Tokens tokens, Faults faults, CallLog calls, ClientSockets sockets, MockWebServer server) {
        this.settings = world.settings;
        this.knobs = world.knobs;
        this.tokens = tokens;
        this.faults = faults;
        this.calls = calls;
        this.sockets = sockets;
        this.server = server;
        this.api = new Api(world, tokens, pauses);
    }

    /** What a request turned out to be: how to answer it, and under which name. */
    private record Task(String operation, Handler handler, ApiRequest request) {}

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        sockets.received(request);
        Task task = task(request);
        CallLog.Entry entry = calls.add(task.operation, request);
        try {
            server.takeRequest(0, TimeUnit.SECONDS); // it keeps every request until somebody takes it
            pauses.pause(knobs.latency);
            Fault fault = faults.take(entry.call());
            return fault == null ? answer(act(task, entry), entry).build() : sabotaged(fault, task, entry, request);
        } catch (InterruptedException e) {
            return disconnect(); // the server was closed while the call waited
        } catch (RuntimeException e) {
            // A function of the test's own has failed, or this server has. Without an answer the client would hang.
            LOGGER.log(System.Logger.Level.ERROR, "EmbeddedAirbyte failed to serve " + entry.call(), e);
            return answer(Problems.errorId(500).reply(), entry).build();
        }
    }

    private Task task(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        if (!path.startsWith(API + "/") && !path.equals(API)) {
            return new Task("", r -> elsewhere(path), new ApiRequest(request.getUrl(), Map.of(), body));
        }
        try {
            List<String> segments = Operations.segments(path.substring(API.length()));
            Operations.Route route = Operations.ALL.route(request.getMethod(), segments, path);
            Handler handler = r -> {
                checkHeaders(route.operation(), request, path);
                return api.handle(route.operation(), r);
            };
            return new Task(route.operation(), handler, new ApiRequest(request.getUrl(), route.parameters(), body));
        } catch (Refusal refusal) {
            return new Task("", r -> refusal.reply(), new ApiRequest(request.getUrl(), Map.of(), body));
        }
    }

    private static Reply elsewhere(String path) {
        if (NOT_FOR_THE_WEB_APP.stream().anyMatch(path::startsWith)) {
            throw Problems.noSuchRoute();
        }
        // The web app has a page for every path, so a wrong base URL looks like a success.
        return Reply.text(200, "text/html", WEB_APP);
    }

    private void checkHeaders(String operation, RecordedRequest request, String path) {
        if (!Api.isAnonymous(operation) && !tokens.accept(request.getHeaders().get("Authorization"))) {
            throw Problems.unauthorized(path);
        }
        if (request.getBodySize() > MAX_BODY_BYTES) {
            throw Problems.hateoas(
                    413,
                    "Request Entity Too Large",
                    "The content length [" + request.getBodySize() + "] exceeds the maximum allowed content length ["
                            + MAX_BODY_BYTES + "]",
                    path);
        }
        String contentType = request.getHeaders().get("Content-Type");
        if (request.getBodySize() > 0 && contentType != null && !contentType.startsWith("application/json")) {
            throw Problems.hateoas(
                    415,
                    "Unsupported Media Type",
                    "Content Type [" + contentType + "] not allowed. Allowed types: [application/json]",
                    path);
        }
    }

    private Reply act(Task task, CallLog.Entry entry) throws InterruptedException {
        Reply reply;
        try {
            reply = task.handler.handle(task.request);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        }
        if (reply.isSuccess()) {
            entry.acted();
        }
        return knobs.rewritten(task.operation, reply);
    }

    private MockResponse sabotaged(Fault fault, Task task, CallLog.Entry entry, RecordedRequest request)
            throws InterruptedException {
        Reply own = null;
        Duration actsAfter = fault.actsAfter();
        if (actsAfter == null) {
            pauses.pause(fault.delay());
        } else if (actsAfter.compareTo(fault.delay()) <= 0) {
            pauses.pause(actsAfter);
            own = act(task, entry);
            pauses.pause(fault.delay().minus(actsAfter));
        } else {
            after(actsAfter, () -> act(task, entry));
            pauses.pause(fault.delay());
        }
        Duration closingAfter = fault.closingAfter();
        if (closingAfter != null) {
            after(closingAfter, Executors.callable(() -> sockets.closeIfIdle(request)));
        }
        return switch (fault.ending()) {
            case DROP -> disconnect();
            case RESET -> {
                sockets.resetOnClose(request);
                yield disconnect();
            }
            case FIXED_ANSWER -> finished(fault, fixedAnswer(fault, entry));
            case OWN_ANSWER -> own == null ? disconnect() : finished(fault, answer(own, entry));
        };
    }

    private void after(Duration delay, Callable<?> task) {
        Future<?> unused = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private MockResponse.Builder answer(Reply reply, CallLog.Entry entry) {
        MockResponse.Builder response = response(reply.status(), entry);
        if (reply.contentType() != null) {
            response.setHeader("Content-Type", reply.contentType());
        }
        if (reply.status() == 204) {
            return response.removeHeader("Content-Length");
        }
        return response.body(reply.body());
    }

    private MockResponse.Builder fixedAnswer(Fault fault, CallLog.Entry entry) {
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
        entry.answered(status);
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Date", HTTP_DATE.format(settings.clock().instant()));
    }

    private static MockResponse finished(Fault fault, MockResponse.Builder response) {
        if (fault.isTruncated()) {
            // Half of the body, or no body at all: either way the client is left waiting for the rest.
            response.onResponseBody(CLOSE).onResponseEnd(CLOSE);
        }
        return response.build();
    }

    private static MockResponse disconnect() {
        return new MockResponse.Builder().onResponseStart(CLOSE).build();
    }

    /** Ends all waiting; MockWebServer calls it when it is closed. */
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
