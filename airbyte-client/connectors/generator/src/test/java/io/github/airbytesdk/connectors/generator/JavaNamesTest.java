package io.github.airbytesdk.connectors.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaNamesTest {
    @ParameterizedTest
    @CsvSource({
        "host, host",
        "api_key_2, apiKey2",
        "x-api-key, xApiKey",
        "X-Postmark-Account-Token, xPostmarkAccountToken",
        "trustStorePassword, trustStorePassword",
        "HTTPServer, httpServer",
        "OAuth 2.0, oauth20",
        "verify-ca, verifyCa",
        "class, classValue",
        "default, defaultValue",
        "set, setValue",
        "wait, waitValue",
        "2fa_code, value2faCode",
        "'', value",
        "é, value",
    })
    void methodIsInCamelCase(String name, String method) {
        assertEquals(method, JavaNames.method(name));
    }

    @ParameterizedTest
    @CsvSource({"utf-8, UTF_8", "While reading Data, WHILE_READING_DATA", "1.0, VALUE_1_0", "'', EMPTY", "'|', VALUE"})
    void constantIsInUpperCase(String value, String constant) {
        assertEquals(constant, JavaNames.constant(value, new HashSet<>()));
    }

    @Test
    void typeHasNoNameOfAnEnclosingOrSiblingType() {
        Set<String> taken = JavaNames.none();
        List.of("SourceAcme", "Filter").forEach(taken::add);

        assertEquals("Filter2", JavaNames.type("filter", taken));
        assertEquals("Filter3", JavaNames.type("FILTER", taken));
        assertEquals("ObjectValue", JavaNames.type("object", taken));
    }

    @ParameterizedTest
    @CsvSource({
        "streams, stream",
        "queries, query",
        "status, status",
        "address, address",
        "data, data",
        "columns, column"
    })
    void elementHasTheSingular(String plural, String singular) {
        assertEquals(singular, JavaNames.singular(plural));
    }
}
