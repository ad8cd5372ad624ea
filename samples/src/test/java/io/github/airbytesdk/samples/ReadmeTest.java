package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.embedded.EmbeddedAirbyte;
import io.github.airbytesdk.provisioning.SyncResult;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's Java compiles, and its first snippet does what it says. */
class ReadmeTest {
    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.*;
            import static org.mockito.ArgumentMatchers.*;
            import static org.mockito.Mockito.*;
            import io.github.airbytesdk.client.*;
            import io.github.airbytesdk.client.model.*;
            import io.github.airbytesdk.embedded.*;
            import io.github.airbytesdk.provisioning.*;
            import java.time.Duration;
            import java.util.*;
            """;

    @TempDir
    Path classes;

    private void compile(String name, String body) throws IOException {
        String source = IMPORTS + "public class " + name + " {\n"
                + "public static Object run(String clientId, String clientSecret, UUID workspaceId, UUID sourceId)"
                + " throws Exception {\n" + body + "\n}}\n";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled = compiler.getTask(errors, null, null, options, null, List.of(file))
                .call();
        assertTrue(compiled, errors + source);
    }

    @Test
    void everySnippetCompiles() throws Exception {
        List<String> snippets = Readme.java();

        for (int i = 0; i < snippets.size(); i++) {
            compile("Snippet" + i, snippets.get(i) + "return null;");
        }
        assertEquals(3, snippets.size());
    }

    @Test
    void firstSnippetProvisions() throws Exception {
        try (EmbeddedAirbyte airbyte = EmbeddedAirbyte.start()) {
            compile("First", Readme.java().get(0).replace("http://localhost:8000", airbyte.url()) + "return sync;");
            try (URLClassLoader loader = new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
                Method run =
                        loader.loadClass("First").getMethod("run", String.class, String.class, UUID.class, UUID.class);

                Object sync = run.invoke(
                        null, airbyte.clientId(), airbyte.clientSecret(), airbyte.workspaceId(), UUID.randomUUID());

                assertTrue(((SyncResult) sync).isSucceeded(), String.valueOf(sync));
                assertEquals(1, airbyte.connections().size());
            }
        }
    }
}
