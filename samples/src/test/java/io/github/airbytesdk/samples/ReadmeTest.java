package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.SyncResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java snippets of README compile, and the first one provisions a pipeline. */
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
}
