package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of this SDK in MIGRATING.md, from top to bottom, is one program that compiles and works. */
class MigratingTest {
    @TempDir
    Path classes;

    @Test
    void snippetsProvisionTwoPipelines() throws Exception {
        List<String> blocks = new Page("MIGRATING.md").java();
        assertEquals(7, blocks.size(), "the client, five calls, the provisioner");
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            String body =
                    blocks.stream().collect(Collectors.joining("\n")).replace("http://localhost:8000", airbyte.url());
            Snippets java = new Snippets(classes);
            java.compile("Migrated", body + "return null;");

            java.run("Migrated", airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId());

            assertEquals(2, airbyte.sources().size());
            assertEquals(2, airbyte.destinations().size());
            assertEquals(2, airbyte.connections().size());
            assertEquals(2, airbyte.jobs().size());
        }
    }
}
