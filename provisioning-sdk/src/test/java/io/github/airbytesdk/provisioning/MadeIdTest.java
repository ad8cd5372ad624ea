package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeIdTest {
    private static final UUID ID = UUID.fromString("6d2f1c9a-0b6e-4a51-9f0e-2f8f3c1d7a10");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sourceId\":\"%s\"}",
                "{\"sourceId\":\"%s\"",
                "{\"sourceId\":\"%s\",\"na",
                "{\"name\":{\"sourceId\":1},\"createdAt\":[1,2],\"sourceId\":\"%s\",\"configuration\":{\"a\":tru",
                "{\"sourceId\":\"%s\",\"createdAt\":\"no number\"}"
            })
    void idIsReadFromWhatCanBeRead(String body) {
        assertEquals(Optional.of(ID), MadeId.uuid(body.formatted(ID), "sourceId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html>",
                "{\"destinationId\":\"6d2f1c9a-0b6e-4a51-9f0e-2f8f3c1d7a10\"}",
                "{\"inner\":{\"sourceId\":\"6d2f1c9a-0b6e-4a51-9f0e-2f8f3c1d7a10\"}}",
                "{\"sourceId\":\"6d2f1c9a-0b6e-4a51-9f0e-2f8f",
                "{\"sourceId\":\"none\"}",
                "{\"sourceId\":null}",
                "{\"sourceId\":{}}",
                "{\"sourceId\":true}"
            })
    void otherBodiesNameNone(String body) {
        assertEquals(Optional.empty(), MadeId.uuid(body, "sourceId"));
    }

    @Test
    void noBodyNamesNone() {
        assertEquals(Optional.empty(), MadeId.uuid(null, "sourceId"));
        assertEquals(Optional.empty(), MadeId.number(null, "jobId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"jobId\":4711}", "{\"jobId\":4711,\"status\":", "{\"jobId\":\"4711\"", "{\"jobId\":4711 "})
    void numberIsReadWhereItHasCertainlyEnded(String body) {
        Optional<Long> expected = body.endsWith(" ") ? Optional.empty() : Optional.of(4711L);

        assertEquals(expected, MadeId.number(body, "jobId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jobId\":47", "{\"jobId\":", "{\"jobId\":4.5}", "{\"jobId\":\"a\"}", "{\"jobId\":[1]}"})
    void numberThatMayHaveLostDigitsIsNone(String body) {
        assertEquals(Optional.empty(), MadeId.number(body, "jobId"));
    }
}
