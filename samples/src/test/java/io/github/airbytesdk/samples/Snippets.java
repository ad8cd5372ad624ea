package io.github.airbytesdk.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.airbytesdk.client.AirbyteClient;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles and runs the Java snippets of a documentation page. */
final class Snippets {
    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.*;
            import static org.mockito.ArgumentMatchers.*;
            import static org.mockito.Mockito.*;
            import com.google.gson.JsonParser;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.*;
            import io.github.airbytesdk.client.*;
            import io.github.airbytesdk.client.configuration.*;
            import io.github.airbytesdk.client.model.*;
            import io.github.airbytesdk.embedded.*;
            import io.github.airbytesdk.provisioning.*;
            import java.io.InputStream;
            import java.net.InetSocketAddress;
            import java.net.Proxy;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.security.KeyStore;
            import java.security.cert.CertificateFactory;
            import io.github.airbytesdk.provisioning.streams.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.stream.Stream;
            import javax.net.ssl.*;
            import okhttp3.Credentials;
            import okhttp3.OkHttpClient;
            """;

    private final Path classes;

    /** @param classes the folder for the compiled classes */
    Snippets(Path classes) {
        this.classes = classes;
    }

    /** Compiles the body of a method in which a user's ids and credentials are variables. */
    void compile(String name, String body) throws IOException {
        String source = IMPORTS + """
                public class %s {
                    static String clientId;
                    static String clientSecret;
                    static UUID workspaceId;
                    static UUID sourceId = UUID.randomUUID();
                    static UUID destinationId = UUID.randomUUID();
                    static UUID connectionId = UUID.randomUUID();
                    static String host = "db.example.com";
                    static ProvisionedPipeline pipeline;
                    public static AirbyteClient client;

                    static void log(Object... anything) {}

                    static void runCodeUnderTest(Object... anything) {}

                    public static Object run(String givenId, String givenSecret, UUID givenWorkspace) throws Exception {
                        clientId = givenId;
                        clientSecret = givenSecret;
                        workspaceId = givenWorkspace;
                        %s
                    }
                }
                """.formatted(name, body);
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

    Object run(String name, String clientId, String clientSecret, UUID workspaceId) throws Exception {
        return run(name, null, clientId, clientSecret, workspaceId);
    }

    /** Runs a snippet that uses a client without building one. */
    Object run(String name, AirbyteClient client, UUID workspaceId) throws Exception {
        return run(name, client, "", "", workspaceId);
    }

    private Object run(String name, AirbyteClient client, String clientId, String clientSecret, UUID workspaceId)
            throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Class<?> snippet = loader.loadClass(name);
            snippet.getField("client").set(null, client);
            return snippet.getMethod("run", String.class, String.class, UUID.class)
                    .invoke(null, clientId, clientSecret, workspaceId);
        }
    }
}
