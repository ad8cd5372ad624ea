package io.github.airbytesdk.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationsTest {
    private static JsonElement json(String text) {
        return JsonParser.parseString(text.replace('\'', '"'));
    }

    private static Set<String> differences(String sent, String shown) {
        return Configurations.differences(json(sent).getAsJsonObject(), json(shown), "sourceType");
    }

    /** The server shows a secret as stars, leaves the type out, and writes a number as it likes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {}",
                "{'sourceType':'postgres','a':1} | {'a':1}",
                "{'a':1} | {'sourceType':'postgres','a':1}",
                "{'a':'secret'} | {'a':'**********'}",
                "{'a':{'b':'secret','c':1}} | {'a':{'b':'**********','c':1}}",
                "{'a':['secret',{'b':2}]} | {'a':['**********',{'b':2}]}",
                "{'a':[]} | {'a':[]}",
                "{'a':{}} | {'a':{}}",
                "{'a':1} | {'a':1.0}",
                "{'a':9007199254740993} | {'a':9007199254740993}",
                "{'a':null} | {}",
                "{} | {'a':null}",
                "{'a':null} | {'a':null}",
                "{'a':true,'b':'x'} | {'a':true,'b':'x'}"
            })
    void sameConfigurationDiffersInNothing(String sent, String shown) {
        assertEquals(Set.of(), differences(sent, shown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':1} | {}",
                "{} | {'a':1}",
                "{'a':null} | {'a':1}",
                "{'a':1} | {'a':null}",
                "{'a':1} | {'a':2}",
                "{'a':9007199254740993} | {'a':9007199254740992}",
                "{'a':1} | {'a':'1'}",
                "{'a':'1'} | {'a':1}",
                "{'a':true} | {'a':'true'}",
                "{'a':'true'} | {'a':true}",
                "{'a':true} | {'a':false}",
                "{'a':'x'} | {'a':'y'}",
                "{'a':'x'} | {'a':{}}",
                "{'a':'x'} | {'a':['x']}",
                "{'a':{}} | {'a':[]}",
                "{'a':{}} | {'a':'x'}",
                "{'a':{'b':1}} | {'a':{'b':2}}",
                "{'a':[]} | {'a':{}}",
                "{'a':[1]} | {'a':1}",
                "{'a':[1]} | {'a':[]}",
                "{'a':[]} | {'a':[1]}",
                "{'a':[1,2]} | {'a':[1,3]}",
                "{'a':[1,2]} | {'a':[2,1]}",
                "{'a':[3,2]} | {'a':[1,2]}",
                "{'a':1} | null",
                "{'a':1} | []",
                "{'a':1} | 5"
            })
    void otherConfigurationIsToldByTheMembersName(String sent, String shown) {
        assertEquals(Set.of("a"), differences(sent, shown));
    }

    @Test
    void configurationThatIsNotShownDiffersInAll() {
        JsonObject sent = json("{'a':1,'b':2,'sourceType':'x'}").getAsJsonObject();

        assertEquals(Set.of("a", "b"), Configurations.differences(sent, null, "sourceType"));
    }

    // What a caller may give.

    private static final class Bean {
        @SuppressWarnings("unused") // Gson reads it.
        private final int a = 1;
    }

    @Test
    void everyFormBecomesTheSameCopy() {
        JsonObject expected = json("{'a':1}").getAsJsonObject();

        assertEquals(expected, Configurations.copy("source", Map.of("a", 1)));
        assertEquals(expected, Configurations.copy("source", expected));
        assertEquals(expected, Configurations.copy("source", "{\"a\": 1}"));
        assertEquals(expected, Configurations.copy("source", CharBuffer.wrap("{\"a\": 1}")));
        assertEquals(expected, Configurations.copy("source", new Bean()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1] | an array", "null | null", "5 | a single value", "'' | null"})
    void anythingButAnObjectIsRefused(String text, String word) {
        String message = assertThrows(IllegalArgumentException.class, () -> Configurations.copy("source", text))
                .getMessage();

        assertEquals("the source's configuration has to be a JSON object, but is " + word, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a:1}", "{'a':1}", "{\"a\":1} {}", "{\"a\":1", "{\"a\":\"canary\",}"})
    void textThatIsNoJsonIsRefusedWithoutBeingQuoted(String text) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Configurations.copy("destination", text));

        assertEquals(
                "the destination's configuration is no JSON",
                e.getMessage().replaceAll(", at line \\d+ column \\d+$", ""));
        assertNull(e.getCause());
        assertFalse(e.getMessage().contains("canary"), e.getMessage());
    }

    @Test
    void numberThatJsonCannotHoldIsRefused() {
        Map<String, Double> notANumber = new HashMap<>(Map.of("canary", Double.NaN));

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Configurations.copy("source", notANumber));

        assertEquals("the source's configuration, a java.util.HashMap, cannot be written as JSON", e.getMessage());
    }
}
