package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDateTest {
    @ParameterizedTest
    @CsvSource({
        "'Tue, 24 Nov 2026 10:00:00 GMT', 2026-11-24T10:00:00Z",
        "' Tue, 24 Nov 2026 10:00:00 GMT ', 2026-11-24T10:00:00Z",
        "'Mon, 24 Nov 2026 10:00:00 GMT',",
        "'Tue, 24 Nov 2026', ",
        "yesterday,",
        "'',",
        ",",
    })
    void onlyADateIsParsed(@Nullable String header, @Nullable Instant expected) {
        assertEquals(expected, HttpDate.parse(header));
    }
}
