package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantResultTest {
    private static final Pipeline PIPELINE =
            new Pipeline(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), true, UUID.randomUUID(), 7);

    @TempDir
    Path folder;

    @Test
    void readsWhatItWrites() throws Exception {
        TenantResult done = new TenantResult(
                "acme", "done", PIPELINE, new ProvisionTenantWorkflow.Sync("succeeded", 1, 2, null), null);
        TenantResult failed = new TenantResult("globex", "failed", null, null, "no");
        Path file = Files.writeString(
                folder.resolve("results.jsonl"), "\uFEFF" + failed.toJson() + "\n\n  \n" + done.toJson() + "\n\n");

        assertEquals(List.of(done), read(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"tenant\":\"a\",\"tenant\":\"b\",\"status\":\"done\"} | line 2, column 24",
                "{“tenant”:\"a\"} | line 2, column 6",
                "{\"tenant\":\"a\"} x | line 2, column 19",
                "{\"tenant\":\"a\",\"state\":\"done\"} | line 2, column 31",
                "{\"tenant\":\"a\",\"status\":\"done\",\"pipeline\":{\"jobId\":1}} | line 2, column",
                "{'tenant':'a'} | line 2, column 4",
                "nonsense | line 2, column",
            })
    void invalidLineIsLocated(String line, String location) throws Exception {
        Path file = Files.writeString(folder.resolve("results.jsonl"), "{\"tenant\":\"z\"}\n " + line + "\n");

        String message =
                assertThrows(IllegalArgumentException.class, () -> read(file)).getMessage();

        assertTrue(message.startsWith(file + ": " + location), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static List<TenantResult> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return TenantResult.readPipelines(file.toString(), in);
        }
    }
}
