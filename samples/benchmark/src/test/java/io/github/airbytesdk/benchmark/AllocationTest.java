package io.github.airbytesdk.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.benchmark.ReadBenchmark.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Limits what a provision allocates. Allocated bytes are the same on every machine, and times are not. The limits are a few
 * percent above what was measured; raising one needs a reason.
 */
@Tag("slow")
class AllocationTest {
    private static CannedServer server;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        server = CannedServer.start((request, body) -> {});
        url = server.url() + "/0";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertAtMost(double bar, long bytes, long handWritten) {
        String figures = bytes + " bytes, hand-written " + handWritten + ": " + (double) bytes / handWritten
                + ", at most " + bar;
        System.out.println(figures);
        assertTrue(bytes <= bar * handWritten, figures);
    }

    @Test
    void provisionAllocatesLittleMoreThanFiveHandWrittenCalls() throws Exception {
        Candidate handWritten = Way.HAND_WRITTEN.at(url);
        Candidate sdk = Way.PROVISIONER.at(url);

        // 1.03 was measured: 133 KB, hand-written 130 KB.
        assertAtMost(1.25, Allocation.bytes(500, sdk::provision), Allocation.bytes(500, handWritten::provision));
    }

    @Test
    void pageAllocatesAsMuchAsPlainGson() throws Exception {
        ReadBenchmark gson = ReadBenchmark.of(Reader.PLAIN_GSON, url);
        ReadBenchmark client = ReadBenchmark.of(Reader.CLIENT, url);

        assertAtMost(1.05, Allocation.bytes(5, client::page), Allocation.bytes(5, gson::page));
    }

    @Test
    void memoryGrowsLinearlyWithThePage() throws Exception {
        ReadBenchmark client = ReadBenchmark.of(Reader.CLIENT, url);

        assertAtMost(2.05, Allocation.bytes(5, () -> client.page(100)), Allocation.bytes(5, () -> client.page(50)));
    }
}
