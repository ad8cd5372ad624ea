package io.github.airbytesdk.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    private static final String AWKWARD = "p@ss \"w\\rd\"/\u00e4+&?=%";

    @Test
    void secretIsHiddenWhereverItStands() {
        assertEquals("***: no ***, ***", Mask.of(List.of("hunter2")).apply("hunter2: no hunter2, hunter2"));
    }

    @Test
    void secretIsHiddenInEveryFormInWhichItTravels() {
        Mask mask = Mask.of(List.of(AWKWARD));
        String encoded = URLEncoder.encode(AWKWARD, StandardCharsets.UTF_8);

        assertEquals("jdbc:***@db", mask.apply("jdbc:" + AWKWARD + "@db"));
        assertEquals("jdbc:***@db", mask.apply("jdbc:" + encoded + "@db"));
        assertEquals("jdbc:***@db", mask.apply("jdbc:" + encoded.replace("+", "%20") + "@db"));
        assertEquals("{\"a\":\"***\"}", mask.apply("{\"a\":" + new JsonPrimitive(AWKWARD) + "}"));
    }

    @Test
    void secretOfSeveralLinesIsHiddenAsAWholeAndLineByLine() {
        String pem = "-----BEGIN PRIVATE KEY-----\n  MIIEvQIBADAN\r\nBgkqhkiG9w0B\nshort\n-----END PRIVATE KEY-----\n";
        Mask mask = Mask.of(List.of(pem));

        assertEquals("bad key: ***", mask.apply("bad key: " + pem));
        assertEquals(
                "bad key: ***",
                mask.apply("bad key: " + pem.replace("\n", "\\n").replace("\r", "\\r")));
        assertEquals("at ***, then ***", mask.apply("at MIIEvQIBADAN, then BgkqhkiG9w0B"));
        assertEquals("short stays", mask.apply("short stays"));
    }

    @Test
    void shortStringsStay() {
        Mask mask = Mask.of(List.of("12345", "id", "", " "));

        assertEquals("12345 id ", mask.apply("12345 id "));
        assertEquals("***", Mask.of(List.of("123456")).apply("123456"));
    }

    @Test
    void longerSecretIsHiddenBeforeOneThatIsPartOfIt() {
        Mask mask = Mask.of(List.of("hunter2", "hunter2-and-more"));

        assertEquals("***", mask.apply("hunter2-and-more"));
        assertEquals(
                "*** ***",
                Mask.of(List.of("hunter2"))
                        .and(Mask.of(List.of("hunter2-and-more")))
                        .apply("hunter2 hunter2-and-more"));
    }

    @Test
    void everyStringOfAConfigurationIsHiddenHoweverDeep() {
        Mask mask =
                Mask.ofConfigurations(List.of(json("""
                        {"password":"canary-1","tunnel":{"keys":["canary-2",{"key":"canary-3"}]},"port":543210,"on":true,"none":null}
                        """), json("[\"canary-4\"]"), json("\"canary-5\""), json("null")));

        assertEquals(
                "*** *** *** *** *** 543210 true password",
                mask.apply("canary-1 canary-2 canary-3 canary-4 canary-5 543210 true password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sourceType", "destinationType"})
    void connectorTypeAtTheTopStays(String name) {
        Mask mask = Mask.ofConfigurations(
                List.of(json("{\"" + name + "\":\"postgres\",\"nested\":{\"" + name + "\":\"canary\"}}")));

        assertEquals("no postgres ***", mask.apply("no postgres canary"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"plain-name\",\"configuration\":{\"a\":\"canary\"}} | [{\"a\":\"canary\"}]",
                "{\"secretId\":\"canary\"} | [\"canary\"]",
                "{\"client_id\":\"plain\",\"client_secret\":\"canary\"} | [\"canary\"]",
                "{\"clientSecret\":\"canary\"} | [\"canary\"]",
                "{\"oAuthInputConfiguration\":{\"a\":\"canary\"}} | [{\"a\":\"canary\"}]",
                "{\"configurations\":{\"streams\":[{\"name\":\"plain\",\"mappers\":[{\"mapperConfiguration\":{\"a\":\"canary\"}}]}]}} "
                        + "| [{\"a\":\"canary\"}]",
                "{\"name\":\"plain\"} | []",
                "[] | []",
                "\"plain\" | []",
            })
    void secretPartsOfARequestAreThoseThatHoldSecrets(String body, String parts) {
        assertEquals(json(parts).getAsJsonArray().asList(), Mask.secretParts(json(body)));
    }

    private static JsonElement json(String text) {
        return JsonParser.parseString(text);
    }
}
