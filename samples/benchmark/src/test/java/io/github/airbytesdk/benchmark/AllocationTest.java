package io.github.airbytesdk.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.benchmark.ReadBenchmark.Reader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps allocation from creeping up: bytes are the same on every machine, where times are not. The bars are a few percent
 * above what was measured; one that has to rise needs a reason.
 */
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

    private static void assertAtMost(double bar, long bytes, long floor) {
        String figures = bytes + " bytes, " + floor + " by hand: " + (double) bytes / floor + ", at most " + bar;
        System.out.println(figures);
        assertTrue(bytes <= bar * floor, figures);
    }

    @Test
    void provisionAllocatesLittleMoreThanFiveHandWrittenCalls() throws Exception {
        Candidate floor = Way.HAND_WRITTEN.at(url);
        Candidate ours = Way.PROVISIONER.at(url);

        assertAtMost(1.25, Allocation.bytes(500, ours::provision), Allocation.bytes(500, floor::provision));
    }

    @Test
    void pageAllocatesAsPlainGsonDoes() throws Exception {
        ReadBenchmark gson = ReadBenchmark.of(Reader.PLAIN_GSON, url);
        ReadBenchmark client = ReadBenchmark.of(Reader.CLIENT, url);

        assertAtMost(1.05, Allocation.bytes(5, client::page), Allocation.bytes(5, gson::page));
    }

    @Test
    void memoryIsLinearInThePage() throws Exception {
        ReadBenchmark client = ReadBenchmark.of(Reader.CLIENT, url);

        assertAtMost(2.05, Allocation.bytes(5, () -> client.page(100)), Allocation.bytes(5, () -> client.page(50)));
    }
}
