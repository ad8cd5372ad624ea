package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a stream of a source. The name alone is enough unless the source has streams of that name in several namespaces.
 *
 * <p>Names are compared exactly, including case. If the source has only one stream of this name, the namespace is not
 * compared: Airbyte's server ignores it too, and uses the namespace that the source reports.
 *
 * @param namespace the namespace of the stream, such as the schema of a database table; null or empty for none
 * @param name the name that the source reports
 * @since 0.1.0
 */
public record StreamName(@Nullable String namespace, String name) implements Serializable {
    /** Creates a name. An empty namespace is treated as none. */
    public StreamName {
        Objects.requireNonNull(name, "name");
        namespace = namespace == null || namespace.isEmpty() ? null : namespace;
    }

    /** Names a stream without a namespace, or the only stream of that name in any namespace. */
    public static StreamName of(String name) {
        return new StreamName(null, name);
    }

    /** Names a stream in a namespace: {@code StreamName.of("public", "users")}. */
    public static StreamName of(String namespace, String name) {
        return new StreamName(Objects.requireNonNull(namespace, "namespace"), name);
    }

    static StreamName of(StreamProperties stream) {
        return new StreamName(stream.getNamespace(), Objects.requireNonNull(stream.getStreamName()));
    }

    /** Returns the call that creates this name, for messages: a dot can be part of a name. */
    String asCode() {
        return namespace == null
                ? "StreamName.of(\"" + name + "\")"
                : "StreamName.of(\"" + namespace + "\", \"" + name + "\")";
    }

    /** Returns the name, preceded by its namespace and a dot if it has a namespace. */
    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
