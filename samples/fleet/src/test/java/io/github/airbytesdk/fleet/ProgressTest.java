package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong now = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void tellsCountsRateAndTimeLeft() {
        Progress progress = new Progress(1000, err, false, now::get);
        for (int i = 0; i < 300; i++) {
            progress.begun();
        }
        assertEquals("done 0, running 300, failed 0 of 1000; 0.0/s, time left unknown", progress.line());
        pass(Duration.ofSeconds(20));
        for (int i = 0; i < 99; i++) {
            progress.done();
        }
        progress.failed();

        assertEquals("done 99, running 200, failed 1 of 1000; 5.0/s, 3 min 0 s left", progress.line());
        assertEquals(1, progress.failures());
        pass(Duration.ofHours(1));
        assertEquals("done 99, running 200, failed 1 of 1000; 0.0/s, 9 h 3 min left", progress.line());
    }

    @Test
    void printsALineAtItsEndAndWritesOverItOnATerminal() {
        new Progress(1, err, false, now::get).close();
        assertEquals(
                "done 0, running 0, failed 0 of 1; 0.0/s, time left unknown" + System.lineSeparator(),
                bytes.toString(StandardCharsets.UTF_8));

        bytes.reset();
        new Progress(1, err, true, now::get).close();
        assertTrue(bytes.toString(StandardCharsets.UTF_8).startsWith("\rdone 0"));
    }
}
