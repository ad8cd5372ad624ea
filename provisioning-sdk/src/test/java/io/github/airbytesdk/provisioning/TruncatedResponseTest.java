package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedResponseTest {
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
    void idIsReadFromTheReadablePart(String body) {
        assertEquals(ID, TruncatedResponse.id(body.formatted(ID), "sourceId", UUID::fromString));
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
    void otherBodiesContainNoId(String body) {
        assertNull(TruncatedResponse.id(body, "sourceId", UUID::fromString));
    }

    @Test
    void missingBodyContainsNoId() {
        assertNull(TruncatedResponse.id(null, "sourceId", UUID::fromString));
        assertNull(TruncatedResponse.id(null, "jobId", Long::valueOf));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"jobId\":4711}", "{\"jobId\":4711,\"status\":", "{\"jobId\":\"4711\"", "{\"jobId\":4711 "})
    void completeNumberIsRead(String body) {
        Long expected = body.endsWith(" ") ? null : 4711L;

        assertEquals(expected, TruncatedResponse.id(body, "jobId", Long::valueOf));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"jobId\":47", "{\"jobId\":", "{\"jobId\":4.5}", "{\"jobId\":\"a\"}", "{\"jobId\":[1]}"})
    void numberThatMayBeIncompleteIsIgnored(String body) {
        assertNull(TruncatedResponse.id(body, "jobId", Long::valueOf));
    }
}
