package io.github.airbytesdk.client.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.CharBuffer;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConfigurationTest {
    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static JsonObject copy(Object configuration) {
        return JsonConfiguration.of("source", configuration, null);
    }

    private static String refusal(Object configuration) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> copy(configuration));
        assertNull(e.getCause());
        return String.valueOf(e.getMessage());
    }

    @Test
    void everyFormBecomesTheSameCopy() {
        JsonObject expected = json("{'a':1}").getAsJsonObject();

        assertEquals(expected, copy(Map.of("a", 1)));
        assertEquals(expected, copy(expected));
        assertEquals(expected, copy("{\"a\": 1}"));
        assertEquals(expected, copy(CharBuffer.wrap("{\"a\": 1}")));
        assertEquals(expected, copy((Supplier<?>) () -> expected));
    }

    @Test
    void copyDoesNotChangeWithItsOriginal() {
        JsonObject original = json("{'a':{'b':1}}").getAsJsonObject();
        JsonObject copy = copy(original);

        original.getAsJsonObject("a").addProperty("b", 2);

        assertEquals(json("{'a':{'b':1}}"), copy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1] | an array", "null | null", "5 | a single value", "\"x\" | a single value"})
    void anythingButAnObjectIsRefused(String text, String word) {
        assertEquals("source configuration: $ is " + word + "; a JSON object is required", refusal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1} {}",
                "{\"a\":1",
                "{\"a\":\"canary\",}",
                "{\"a\":\u201ccanary\u201d}"
            })
    void invalidJsonTextIsRefusedWithoutBeingQuoted(String text) {
        assertEquals(
                "source configuration: the text is not valid JSON",
                refusal(text).replaceAll(", at line \\d+ column \\d+$", ""));
    }

    @Test
    void repeatedNameInJsonTextIsRefused() {
        assertEquals(
                "source configuration: $.a[0].b is there twice; keep one",
                refusal("{\"a\":[{\"b\":\"canary\",\"b\":\"canary\"}]}"));
    }

    @Test
    void numbersOfJsonTextKeepEveryDigit() {
        assertEquals(
                "{\"a\":9007199254740993.50}",
                copy("{\"a\":9007199254740993.50}").toString());
    }

    @Test
    void supplierIsCalledOnceAndItsRefusalPassesUnchanged() {
        AtomicInteger calls = new AtomicInteger();
        Supplier<Object> supplier = () -> Map.of("a", calls.incrementAndGet());
        Supplier<Object> refusing = () -> {
            throw new IllegalArgumentException("source-postgres: $.port is required");
        };

        assertEquals(json("{'a':1}"), copy(supplier));
        assertEquals(1, calls.get());
        assertEquals("source-postgres: $.port is required", refusal(refusing));
        Supplier<Object> twice = () -> supplier;
        assertTrue(refusal(twice).endsWith("; pass what it returns"), refusal(twice));
    }

    @Test
    @SuppressWarnings("JavaUtilDate")
    void messagesStartWithTheOwnerIfThereIsOne() {
        Map<String, Object> configuration = Map.of("start", new Date());

        assertEquals(
                "configuration: $.start is a java.util.Date; use a String or a java.time value",
                assertThrows(IllegalArgumentException.class, () -> JsonConfiguration.of(configuration))
                        .getMessage());
        assertEquals(
                "source configuration: $.start is a java.util.Date; use a String or a java.time value",
                refusal(configuration));
    }
}
