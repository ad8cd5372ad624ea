package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.StreamProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a stream of a source. A bare name is enough, unless the source offers it in several namespaces.
 *
 * @param namespace where the stream is, such as a database's schema; null, or empty, which is the same, leaves it open
 * @param name exactly as the source offers it, in upper and lower case, too
 * @since 0.1.0
 */
public record StreamName(@Nullable String namespace, String name) {
    /** Takes both. */
    public StreamName {
        Objects.requireNonNull(name, "name");
        namespace = namespace == null || namespace.isEmpty() ? null : namespace;
    }

    /** Names the only stream of that name, or of several the one without a namespace. */
    public static StreamName of(String name) {
        return new StreamName(null, name);
    }

    /** Names a stream in a namespace: {@code StreamName.of("public", "users")}. */
    public static StreamName of(String namespace, String name) {
        return new StreamName(Objects.requireNonNull(namespace, "namespace"), name);
    }

    static StreamName of(StreamProperties stream) {
        return new StreamName(stream.getStreamnamespace(), Objects.requireNonNull(stream.getStreamName()));
    }

    // What a record does by itself is linked at run time, and every start would pay for it.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamName that && name.equals(that.name) && Objects.equals(namespace, that.namespace);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Objects.hashCode(namespace);
    }

    /** Returns the name, after its namespace and a dot where there is one. */
    @Override
    public String toString() {
        return namespace == null ? name : namespace + "." + name;
    }
}
