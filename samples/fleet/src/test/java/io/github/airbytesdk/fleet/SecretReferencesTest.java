package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReferencesTest {
    private final SecretReferences references =
            new SecretReferences(Map.of("HOST", "db", "PASSWORD", "a$1\\b${env:HOST}", "EMPTY", ""));

    @TempDir
    Path folder;

    private JsonObject resolve(String configuration) {
        return references
                .resolve(new Tenant.Connector(null, "acme", null, configuration), "sourceType")
                .getAsJsonObject();
    }

    @Test
    void replacesReferencesInStrings() throws Exception {
        JsonObject resolved =
                resolve("{\"a\": {\"b\": [1.10, \"x ${env:HOST}:${env:HOST}\"]}, \"${env:HOST}\": null, \"n\": true}");

        assertEquals("{\"a\":{\"b\":[1.10,\"x db:db\"]},\"${env:HOST}\":null,\"n\":true}", resolved.toString());
    }

    @Test
    void valueIsNotResolvedAgain() throws Exception {
        assertEquals(
                "a$1\\b${env:HOST}",
                resolve("{\"p\": \"${env:PASSWORD}\"}").get("p").getAsString());
    }

    @Test
    void lineBreakAtTheEndOfAFileIsRemoved() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "one\ntwo\n");

        assertEquals(
                "one\ntwo", resolve("{\"k\": \"${file:" + key + "}\"}").get("k").getAsString());
    }

    /** Also where the server quotes only that part of a string which is the secret. */
    @Test
    void redactsValuesInTexts() throws Exception {
        resolve("{\"url\": \"host=${env:HOST};key=${env:PASSWORD}\"}");

        assertEquals(
                "db refused *** and *** and ***",
                references.redact(
                        "db refused a$1\\b${env:HOST} and a%241%5Cb%24%7Benv%3AHOST%7D and a$1\\\\b${env:HOST}"));
    }

    @Test
    void keepsTheBracesOfConnectors() throws Exception {
        String configuration = "{\"path\":\"${NAMESPACE}/${STREAM_NAME}/$env:HOST\"}";

        assertEquals(configuration, resolve(configuration).toString());
    }

    @Test
    void namesReferencesThatCannotBeResolved() {
        for (String reference : new String[] {"${env:MISSING}", "${env:EMPTY}", "${file:/no/such/file}"}) {
            IllegalArgumentException unresolved = assertThrows(
                    IllegalArgumentException.class, () -> resolve("{\"p\": \"${env:PASSWORD} " + reference + "\"}"));

            assertEquals(reference, unresolved.getMessage().substring(0, reference.length()));
            assertFalse(unresolved.getMessage().contains("a$1"));
        }
    }
}
