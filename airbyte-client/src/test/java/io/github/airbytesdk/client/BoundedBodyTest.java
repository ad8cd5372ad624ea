package io.github.airbytesdk.client;

import static io.github.airbytesdk.client.ScriptedServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.airbytesdk.client.ScriptedServer.Operation;
import io.github.airbytesdk.client.model.SourceResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies from a server that may not be Airbyte, some of them endless. */
class BoundedBodyTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final long LIMIT = 64L << 20;

    /** Far below the limit: what is read is not kept. */
    private static final long MOST_ALLOCATED = 24L << 20;

    @RegisterExtension
    final ScriptedServer fixture = new ScriptedServer();

    private final AtomicLong written = new AtomicLong();

    static Stream<Arguments> endlessSuccesses() {
        return Stream.of(Operation.GET, Operation.CREATE, Operation.DISCOVER)
                .flatMap(operation -> Stream.of(
                        Arguments.of(operation, operation == Operation.DISCOVER ? "[" : "{\"name\":"),
                        Arguments.of(operation, "")));
    }

    @ParameterizedTest
    @Tag("slow")
    @MethodSource("endlessSuccesses")
    void endlessResponseIsAbortedWithoutKeepingIt(Operation operation, String start) {
        fixture.server.enqueue(endless(200, start));
        AirbyteClient client = fixture.client();
        long before = allocated();

        AirbyteApiException e = operation.fails(client);

        long taken = allocated() - before;
        assertEquals(
                e.operation() + ": 200 with a response that could not be read: the response is larger than 64 MiB",
                e.getMessage());
        assertInstanceOf(BoundedBody.TooLargeException.class, e.getCause());
        // Beyond the limit, OkHttp reads on for a tenth of a second.
        assertTrue(written.get() < GIBIBYTE / 2, () -> written + " bytes read");
        assertTrue(taken < MOST_ALLOCATED, () -> taken + " bytes allocated");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "DELETE", "CREATE"})
    void onlyTheStartOfAnEndlessErrorIsRead(Operation operation) {
        fixture.server.enqueue(endless(422, "{\"title\":\"t\","));
        AirbyteClient client = fixture.client();
        long before = allocated();

        AirbyteApiException e = operation.fails(client);

        long taken = allocated() - before;
        assertEquals(422, e.status());
        assertEquals(64 << 10, String.valueOf(e.rawBody()).length());
        assertTrue(taken < MOST_ALLOCATED, () -> taken + " bytes allocated");
    }

    @Test
    void onlyTheStartOfAnEndlessTokenResponseIsRead() {
        fixture.server.enqueue(endless(200, "{\"access_token\":"));
        AirbyteClient client =
                fixture.builder().clientCredentials("id", "secret").build();
        long before = allocated();

        Operation.GET.fails(client);

        long taken = allocated() - before;
        assertTrue(taken < MOST_ALLOCATED, () -> taken + " bytes allocated");
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "CREATE"})
    void compressedResponseIsLimitedByItsUncompressedSize(Operation operation) throws IOException {
        fixture.server.enqueue(new MockResponse.Builder()
                .body(packed())
                .addHeader("Content-Encoding", "gzip")
                .build());
        AirbyteClient client = fixture.client();
        long before = allocated();

        AirbyteApiException e = operation.fails(client);

        long taken = allocated() - before;
        assertTrue(e.toString().contains("the response is larger than 64 MiB"), e::toString);
        assertTrue(taken < MOST_ALLOCATED, () -> taken + " bytes allocated");
    }

    /** A few hundred kilobytes that unpack to more than the limit. */
    private static Buffer packed() throws IOException {
        Buffer packed = new Buffer();
        try (OutputStream out = new GZIPOutputStream(packed.outputStream()) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            out.write("{\"name\":".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = blanks();
            for (long i = 0; i < LIMIT; i += blanks.length) {
                out.write(blanks);
            }
        }
        return packed;
    }

    @Test
    void responseAtTheLimitIsRead() {
        String end = "\"x\"}";
        fixture.server.enqueue(sized(LIMIT, "{\"name\":", end));

        assertEquals(
                "x", fixture.client().sources().getSource(ScriptedServer.ID).getName());
    }

    @Test
    void responseAboveTheLimitIsNotRead() {
        String end = "\"x\"}";
        fixture.server.enqueue(sized(LIMIT + 1, "{\"name\":", end));

        assertTrue(Operation.GET.fails(fixture.client()).toString().contains("larger than 64 MiB"));
    }

    @Test
    void largePageIsRead() {
        String item = "{\"name\":\"" + "x".repeat(50_000) + "\"}";
        fixture.enqueue(json("{\"data\":[" + String.join(",", Collections.nCopies(100, item)) + "]}"));

        List<SourceResponse> page = fixture.client()
                .sources()
                .listSources(query -> query.workspaceIds(List.of(ScriptedServer.ID)))
                .getData();

        assertEquals(100, page == null ? 0 : page.size());
    }

    @Test
    void deeplyNestedResponseIsNotRead() {
        fixture.enqueue(json("{\"configuration\":" + "[".repeat(1_000_000)));

        assertEquals(
                "getSource: 200 with a response that is not the expected JSON",
                Operation.GET.fails(fixture.client()).getMessage());
    }

    /** A gibibyte of blanks, which no parser has to keep. */
    private MockResponse endless(int status, String start) {
        return sized(status, GIBIBYTE, start, "");
    }

    private MockResponse sized(long size, String start, String end) {
        return sized(200, size, start, end);
    }

    private MockResponse sized(int status, long size, String start, String end) {
        return new MockResponse.Builder()
                .code(status)
                .body(new MockResponseBody() {
                    @Override
                    public long getContentLength() {
                        return size;
                    }

                    @Override
                    public void writeTo(BufferedSink sink) throws IOException {
                        sink.writeUtf8(start);
                        byte[] blanks = blanks();
                        long left = size - start.length() - end.length();
                        while (left > 0) {
                            int count = (int) Math.min(left, blanks.length);
                            sink.write(blanks, 0, count);
                            written.addAndGet(count);
                            left -= count;
                        }
                        sink.writeUtf8(end);
                    }
                })
                .build();
    }

    private static byte[] blanks() {
        byte[] blanks = new byte[64 << 10];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
