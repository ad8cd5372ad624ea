package io.github.airbytesdk.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.airbytesdk.fleet.References.UnresolvedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    private final References references =
            new References(Map.of("HOST", "db", "PASSWORD", "a$1\\b${env:HOST}", "EMPTY", ""));

    private final Secrets secrets = new Secrets();

    @TempDir
    Path folder;

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Test
    void areReplacedWhereverAStringStands() throws Exception {
        JsonObject resolved = references.resolve(
                json("{\"a\": {\"b\": [1.10, \"x ${env:HOST}:${env:HOST}\"]}, \"${env:HOST}\": null, \"n\": true}"),
                secrets);

        assertEquals("{\"a\":{\"b\":[1.10,\"x db:db\"]},\"${env:HOST}\":null,\"n\":true}", resolved.toString());
    }

    @Test
    void valueIsTakenAsItIs() throws Exception {
        assertEquals(
                "a$1\\b${env:HOST}",
                references
                        .resolve(json("{\"p\": \"${env:PASSWORD}\"}"), secrets)
                        .get("p")
                        .getAsString());
    }

    @Test
    void fileLosesTheLineBreakAtItsEnd() throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "one\ntwo\n");

        assertEquals(
                "one\ntwo",
                references
                        .resolve(json("{\"k\": \"${file:" + key + "}\"}"), secrets)
                        .get("k")
                        .getAsString());
    }

    /** Also where the server quotes only that part of a string which is the secret. */
    @Test
    void valuesAreHiddenInTexts() throws Exception {
        references.resolve(json("{\"url\": \"host=${env:HOST};key=${env:PASSWORD}\"}"), secrets);

        assertEquals(
                "db refused *** and *** and ***",
                secrets.hideIn(
                        "db refused a$1\\b${env:HOST} and a%241%5Cb%24%7Benv%3AHOST%7D and a$1\\\\b${env:HOST}"));
    }

    @Test
    void connectorsOwnBracesStay() throws Exception {
        String configuration = "{\"path\":\"${NAMESPACE}/${STREAM_NAME}/$env:HOST\"}";

        assertEquals(
                configuration, references.resolve(json(configuration), secrets).toString());
    }

    @Test
    void whatLeadsToNothingIsNamed() {
        for (String reference : new String[] {"${env:MISSING}", "${env:EMPTY}", "${file:/no/such/file}"}) {
            UnresolvedException unresolved = assertThrows(
                    UnresolvedException.class,
                    () -> references.resolve(json("{\"p\": \"${env:PASSWORD} " + reference + "\"}"), secrets));

            assertEquals(reference, unresolved.getMessage().substring(0, reference.length()));
            assertFalse(unresolved.getMessage().contains("a$1"));
        }
    }
}
