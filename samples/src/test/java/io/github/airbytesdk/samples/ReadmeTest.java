package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.SyncResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The Java snippets of README compile, and the first one provisions a pipeline. */
@Isolated("replaces System.err")
class ReadmeTest {
    @TempDir
    Path classes;

    @Test
    void everySnippetCompiles() throws Exception {
        List<String> snippets = Page.README.java();

        for (int i = 0; i < snippets.size(); i++) {
            new Snippets(classes).compile("Snippet" + i, snippets.get(i) + "return null;");
        }
        assertEquals(3, snippets.size());
    }

    @Test
    void firstSnippetProvisions() throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            Snippets java = new Snippets(classes);
            java.compile(
                    "First",
                    Page.README.java().get(0).replace("http://localhost:8000", airbyte.url()) + "return sync;");

            Object sync = java.run("First", airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId());

            assertTrue(((SyncResult) sync).isSucceeded(), String.valueOf(sync));
            assertEquals(1, airbyte.connections().size());
        }
    }

    @Test
    void failureMessageIsWhatTheSnippetPrints() throws Exception {
        String shown = Page.README.blocks("text").get(0).strip();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream standardError = System.err;
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start();
                AirbyteClient client = AirbyteClient.fromEnv(airbyte.environment())) {
            Snippets java = new Snippets(classes);
            java.compile("Failing", Page.README.java().get(1) + "return null;");
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));

            java.run("Failing", client, airbyte.workspaceId());

            assertTrue(airbyte.isEmpty(), airbyte.describe());
        } finally {
            System.setErr(standardError);
        }
        assertEquals(
                withoutIds(shown),
                withoutIds(printed.toString(StandardCharsets.UTF_8).strip()));
    }

    private static String withoutIds(String message) {
        return message.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID");
    }
}
