package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static io.github.airbytesdk.client.ScriptedServer.status;
import static io.github.airbytesdk.client.ScriptedServer.token;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.client.ScriptedServer.Operation;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** System.Logger writes to java.util.logging here, whose FINE is DEBUG. */
@Isolated("listens to the client's logger")
class AttemptLogInterceptorTest {
    private final Logger logger = Logger.getLogger("io.github.airbytesdk.client.AirbyteClient");
    private final ConcurrentLinkedQueue<String> records = new ConcurrentLinkedQueue<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
    }

    @AfterEach
    void leaveTheLoggerAsItWas() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    /** Returns the records, with each time replaced by N. */
    private List<String> records() {
        return records.stream()
                .map(record -> record.replaceFirst(", \\d+ ms$", ", N ms"))
                .toList();
    }

    @Test
    void eachAttemptIsOneRecord() {
        fixture.enqueue(status(503), json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.client());

        assertEquals(
                List.of("FINE getSource: 503, attempt 1, N ms", "FINE getSource: 200, attempt 2, N ms"), records());
    }

    @Test
    void tokenRequestsAndReplaysAreLoggedAsAttempts() {
        fixture.enqueue(token("one"), status(401), token("two"), json(ScriptedServer.SOURCE));

        Operation.CREATE.call(
                fixture.builder().clientCredentials("id", "secret-secret").build());

        assertEquals(
                List.of(
                        "FINE createAccessToken: 200, attempt 1, N ms",
                        "FINE createSource: 401, attempt 1, N ms",
                        "FINE createAccessToken: 200, attempt 1, N ms",
                        "FINE createSource: 200, attempt 2, N ms"),
                records());
    }

    @Test
    void failureIsLoggedByItsClassOnly() {
        AirbyteClient nowhere = fixture.builder()
                .selfManaged("http://127.0.0.1:" + ScriptedServer.closedPort())
                .build();

        Operation.CANCEL.fails(nowhere);

        assertEquals(
                "FINE cancelJob: java.net.ConnectException, attempt 1, N ms",
                records().get(0));
        assertEquals(5, records().size(), "connecting is tried five times");
    }

    @Test
    void staleConnectionDoesNotCountAsAttempt() throws Exception {
        fixture.enqueue(json(ScriptedServer.SOURCE).onResponseEnd(ScriptedServer.DROP), json(ScriptedServer.SOURCE));
        AirbyteClient client = fixture.client();
        Operation.GET.call(client);
        Thread.sleep(300);

        Operation.CREATE.call(client);

        assertEquals(
                List.of("FINE getSource: 200, attempt 1, N ms", "FINE createSource: 200, attempt 1, N ms"), records());
    }

    @Test
    void nothingIsLoggedAboveDebug() {
        logger.setLevel(Level.CONFIG);
        fixture.enqueue(json(ScriptedServer.SOURCE));

        Operation.GET.call(fixture.client());

        assertEquals(List.of(), records());
    }
}
