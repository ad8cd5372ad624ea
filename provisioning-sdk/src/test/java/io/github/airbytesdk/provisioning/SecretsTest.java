package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.airbytesdk.embedded.Call;
import io.github.airbytesdk.embedded.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server quotes everything that it has received, in every form, and no secret of it is shown by this SDK. */
@Tag("slow")
@Isolated("listens to all loggers")
class SecretsTest {
    private static final String SOURCE_PASSWORD = "canary-source \"p&ss\"/+=\\word";
    private static final String DESTINATION_PASSWORD = "canary-destination%20<word>";
    private static final String CLIENT_SECRET = "canary-client-secret+/=";
    private static final List<String> CANARIES = List.of(SOURCE_PASSWORD, DESTINATION_PASSWORD, CLIENT_SECRET);

    /** The parts of a canary that must not appear in any form. */
    private static final List<String> TRACES =
            List.of("canary-source", "canary-destination", "canary-client-secret", "canary%2D");

    /** The forms in which a server may quote a value. */
    enum Form {
        RAW,
        URL_ENCODED,
        URL_PATH,
        JSON_ESCAPED;

        String write(String canary) {
            return switch (this) {
                case RAW -> canary;
                case URL_ENCODED -> URLEncoder.encode(canary, StandardCharsets.UTF_8);
                case URL_PATH ->
                    URLEncoder.encode(canary, StandardCharsets.UTF_8).replace("+", "%20");
                case JSON_ESCAPED -> new JsonPrimitive(canary).toString();
            };
        }
    }

    /** The parts of a response in which it may quote a value. */
    enum Place {
        PROBLEM_422,
        PROBLEM_500,
        CONNECTOR_500,
        TEXT_502,
        TEXT_200,
        JSON_200,
        PAGE_504,
        LOCATION_302,
        REASON_401,
        TRUNCATED_200;

        Fault fault(String text) {
            JsonObject json = new JsonObject();
            json.addProperty("message", text);
            json.addProperty("sourceId", text);
            json.addProperty("destinationId", text);
            json.addProperty("connectionId", text);
            json.addProperty("jobId", text);
            return switch (this) {
                case PROBLEM_422 -> Fault.problem(422, "unprocessable-entity", text);
                case PROBLEM_500 -> Fault.problem(500, "unexpected-problem", text);
                case CONNECTOR_500 ->
                    Fault.problem(500, "unexpected-problem", "Something went wrong in the connector. logs:" + text);
                case TEXT_502 -> Fault.response(502).body("text/plain", text);
                case TEXT_200 -> Fault.response(200).body("application/json", text);
                case JSON_200 -> Fault.response(200).body("application/json", json.toString());
                case PAGE_504 ->
                    Fault.response(504).body("text/html", "<html><title>" + text + "</title>" + text + "</html>");
                case LOCATION_302 -> Fault.redirect(302, "https://elsewhere/?q=" + text);
                case REASON_401 -> Fault.response(401).body("application/json", json.toString());
                case TRUNCATED_200 ->
                    Fault.response(200)
                            .body("application/json", json.toString())
                            .truncated();
            };
        }
    }

    record Cell(String operation, Place place, Form form) {}

    static Stream<Cell> cells() {
        List<String> operations = List.of(
                "createAccessToken",
                "createSource",
                "createDestination",
                "getStreamProperties",
                "createConnection",
                "createJob",
                "listSources",
                "deleteConnection",
                "deleteSource");
        return operations.stream()
                .flatMap(operation -> Stream.of(Place.values())
                        .flatMap(place -> Stream.of(Form.values()).map(form -> new Cell(operation, place, form))));
    }

    /** Everything that was logged, in full. */
    private static final class Log extends Handler {
        final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLoggerName() + " " + record.getMessage());
            if (record.getThrown() != null) {
                StringWriter trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace));
                lines.add(trace.toString());
            }
            if (record.getParameters() != null) {
                Stream.of(record.getParameters()).map(String::valueOf).forEach(lines::add);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private final Log log = new Log();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final List<Handler> handlers = List.of(root.getHandlers());

    @BeforeEach
    void listenToAllLoggers() {
        handlers.forEach(root::removeHandler);
        root.addHandler(log);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void leaveTheLoggersAsTheyWere() {
        root.removeHandler(log);
        root.setLevel(before);
        handlers.forEach(root::addHandler);
    }

    private static Fixture fixture() {
        return Fixture.builder()
                .server(server -> server.clientCredentials("client", CLIENT_SECRET))
                .start();
    }

    private static PipelineProvisioner provisioner(Fixture fixture) {
        return fixture.provisioner()
                .source(
                        Fixture.SOURCE,
                        Map.of(
                                "sourceType",
                                "postgres",
                                "host",
                                "db.example.com",
                                "port",
                                5432,
                                "database",
                                "shop",
                                "username",
                                "airbyte",
                                "password",
                                SOURCE_PASSWORD))
                .destination(
                        Fixture.DESTINATION,
                        Map.of(
                                "destinationType",
                                "postgres",
                                "host",
                                "dw.example.com",
                                "port",
                                5432,
                                "database",
                                "dw",
                                "schema",
                                "public",
                                "username",
                                "airbyte",
                                "password",
                                DESTINATION_PASSWORD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void noSecretThatTheServerQuotesIsShown(Cell cell) throws IOException {
        try (Fixture fixture = fixture()) {
            String all =
                    String.join(" ", CANARIES.stream().map(cell.form()::write).toList());
            AtomicReference<String> token = new AtomicReference<>("");
            fixture.airbyte.onAny(call -> {
                keepToken(call, token);
                if (call.operation().equals(cell.operation())) {
                    return cell.place().fault(all + " " + token.get());
                }
                boolean undoes = cell.operation().startsWith("delete");
                if (undoes && call.operation().equals("createJob")) {
                    return Fault.response(403);
                }
                boolean looks = cell.operation().equals("listSources");
                return looks && call.operation().equals("createSource") ? Fault.drop() : null;
            });
            List<String> events = new ArrayList<>();
            ProvisioningException failure =
                    Fixture.failureOf(provisioner(fixture).listener(listener(events)));

            List<String> shown = new ArrayList<>(events);
            shown.addAll(log.lines);
            show(failure, shown);
            shown.add(provisioner(fixture).toString());
            shown.add(fixture.client.toString());
            assertFalse(events.isEmpty());
            assertTrue(
                    log.lines.stream()
                            .anyMatch(line -> line.matches("\\S+AirbyteClient " + cell.operation() + ": .* ms")),
                    () -> "DEBUG is not on: " + log.lines);
            for (String text : shown) {
                for (String trace : TRACES) {
                    assertFalse(text.contains(trace), () -> trace + " in " + text);
                }
                assertTrue(token.get().isEmpty() || !text.contains(token.get()), () -> "the token in " + text);
            }
        }
    }

    private static void keepToken(Call call, AtomicReference<String> token) {
        String header = call.header("Authorization");
        if (header != null) {
            token.set(header.replace("Bearer ", ""));
        }
    }

    private static StepListener listener(List<String> events) {
        return new StepListener() {
            @Override
            public void started(Step step) {
                events.add(step.toString());
            }

            @Override
            public void finished(Step step, String result, Duration took) {
                events.add(step + " " + result + " " + took);
            }

            @Override
            public void failed(ProvisioningException failure) {
                events.add(failure.toString());
            }
        };
    }

    /** All texts of an exception: its stack trace with all causes and suppressed ones, its parts, and its serial form. */
    private static void show(ProvisioningException failure, List<String> shown) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        shown.add(trace.toString());
        shown.add(failure.leftovers() + " " + failure.possibleLeftovers() + " " + failure.rolledBack());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        shown.add(bytes.toString(StandardCharsets.ISO_8859_1));
    }

    @Test
    void logDoesNotQuoteTheExceptionOfAListener() {
        try (Fixture fixture = fixture()) {
            StepListener listener = new StepListener() {
                @Override
                public void started(Step step) {
                    throw new IllegalStateException(SOURCE_PASSWORD);
                }
            };
            fixture.assertProvisioned(provisioner(fixture).listener(listener).provision());

            assertEquals(
                    5,
                    log.lines.stream()
                            .filter(line -> line.contains("a step listener failed"))
                            .count());
            assertTrue(log.lines.stream().noneMatch(line -> line.contains("canary")));
        }
    }
}
