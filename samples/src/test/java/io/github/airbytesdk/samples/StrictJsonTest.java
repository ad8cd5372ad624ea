package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1.10,9007199254740993,null,true,\"é\"],\"b\":{\"a\":{}}}",
                "[]",
                "\"text\"",
                "null",
                "-0.0",
            })
    void validJsonKeepsEveryDigit(String json) {
        assertEquals(json, StrictJson.parse(json).toString());
        assertEquals(json, StrictJson.parse("\uFEFF" + json).toString());
        assertEquals(json, StrictJson.parse("\n " + json + " \n\n").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\": 1, \"a\": 1} | line 1, column 13: duplicate member \"a\"",
                "{\"a\": [{\"b\": 1, \"b\": 2}]} | line 1, column 20: duplicate member \"b\"",
                "{“a”: 1} | line 1, column 3: malformed",
                "{\"a\": “x”} | line 1, column 7: malformed",
                "{'a': 1} | line 1, column 3: malformed",
                "{\"a\": 'x'} | line 1, column 8: malformed",
                "{a: 1} | line 1, column 3: malformed",
                "{\"a\": 1} {\"b\": 2} | line 1, column 11: malformed",
                "{\"a\": 1} x | line 1, column 11: malformed",
                "{\"a\": 1,} | line 1, column 10: malformed",
                "[1,] | line 1, column 5: malformed",
                "[1,,2] | line 1, column 5: malformed",
                "[1;2] | line 1, column 2: malformed",
                "{\"a\" = 1} | line 1, column 7: malformed",
                "# comment | line 1, column 2: malformed",
                "[01] | line 1, column 2: malformed",
                "[NaN] | line 1, column 2: malformed",
                "[TRUE] | line 1, column 2: malformed",
                "[\"\\x\"] | line 1, column 5: malformed",
                "{\"a\": 1 | it ends too early",
            })
    void malformedJsonIsLocated(String json, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> StrictJson.parse(json))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\uFEFF"})
    void emptyTextIsRefused(String text) {
        assertEquals(
                "it ends too early",
                assertThrows(IllegalArgumentException.class, () -> StrictJson.parse(text))
                        .getMessage());
    }

    @Test
    void messagesContainNoValue() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> StrictJson.parse("{\n \"password\": canary}"))
                .getMessage();

        assertEquals("line 2, column 14: malformed", message);
        assertFalse(message.contains("canary"));
    }
}
