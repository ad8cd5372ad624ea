package io.github.airbytesdk.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream, such as a table, that a source offers when it is discovered.
 *
 * <pre>{@code
 * SourceStream.named("orders")
 *         .namespace("public")
 *         .fields("id", "total", "customer", "customer.name")
 *         .primaryKey("id")
 *         .build()
 * }</pre>
 *
 * @param name the stream's name
 * @param namespace its namespace, such as a database schema, or null
 * @param fields the paths of all fields, including nested ones and their parents
 * @param cursor the default cursor's path; empty if there is none
 * @param cursorDefinedBySource whether the source defines the cursor, so that a connection cannot choose one
 * @param primaryKey the paths of the source-defined primary key; empty if there is none
 * @param incremental whether the source supports incremental reading
 * @param suggested whether the connector suggests it, which selects it for connections created without a list of streams
 * @param rows the number of rows in a sync
 * @since 0.1.0
 */
public record SourceStream(
        String name,
        @Nullable String namespace,
        List<List<String>> fields,
        List<String> cursor,
        boolean cursorDefinedBySource,
        List<List<String>> primaryKey,
        boolean incremental,
        boolean suggested,
        long rows) {

    /** Copies the lists. */
    public SourceStream {
        Objects.requireNonNull(name, "name");
        fields = fields.stream().map(List::copyOf).toList();
        cursor = List.copyOf(cursor);
        primaryKey = primaryKey.stream().map(List::copyOf).toList();
    }

    /** Starts a stream: no namespace, one field {@code id}, no key, no cursor, full refresh only, 1,000 rows. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * Returns streams named {@code stream_0} and so on, each with fields {@code field_0} and so on.
     *
     * @param streams the number of streams
     * @param fields the number of fields of each; Airbyte accepts 20,000 in total in one connection
     */
    public static List<SourceStream> generate(int streams, int fields) {
        String[] names = IntStream.range(0, fields).mapToObj(i -> "field_" + i).toArray(String[]::new);
        return IntStream.range(0, streams)
                .mapToObj(i -> named("stream_" + i).fields(names).build())
                .toList();
    }

    List<String> topLevelFields() {
        return fields.stream()
                .filter(path -> path.size() == 1)
                .map(path -> path.get(0))
                .toList();
    }

    /**
     * Builds a stream. In paths, dots separate the levels.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final String name;
        private @Nullable String namespace;
        private List<List<String>> fields = List.of(List.of("id"));
        private List<String> cursor = List.of();
        private boolean cursorDefinedBySource;
        private List<List<String>> primaryKey = List.of();
        private boolean incremental;
        private boolean suggested;
        private long rows = 1000;

        private Builder(String name) {
            this.name = name;
        }

        /** Sets the namespace; null means none. */
        public Builder namespace(@Nullable String newNamespace) {
            namespace = newNamespace;
            return this;
        }

        /** Sets the fields. The parents of a nested field have to be listed as well. */
        public Builder fields(String... paths) {
            fields = split(paths);
            return this;
        }

        /** Sets the source-defined primary key. */
        public Builder primaryKey(String... paths) {
            primaryKey = split(paths);
            return this;
        }

        /** Sets whether the source supports incremental reading. Without a default cursor, a connection needs one. */
        public Builder incremental(boolean newIncremental) {
            incremental = newIncremental;
            return this;
        }

        /** Makes the stream incremental, with a cursor that a connection can replace. */
        public Builder defaultCursor(String path) {
            cursor = split(path);
            return incremental(true);
        }

        /** Makes the stream incremental, with a cursor that a connection cannot replace. */
        public Builder sourceDefinedCursor(String path) {
            cursorDefinedBySource = true;
            return defaultCursor(path);
        }

        /** Sets whether the connector suggests the stream. */
        public Builder suggested(boolean newSuggested) {
            suggested = newSuggested;
            return this;
        }

        /** Sets the number of rows in a sync. */
        public Builder rows(long newRows) {
            rows = newRows;
            return this;
        }

        /** Returns the stream. */
        public SourceStream build() {
            return new SourceStream(
                    name, namespace, fields, cursor, cursorDefinedBySource, primaryKey, incremental, suggested, rows);
        }

        private static List<List<String>> split(String... paths) {
            List<List<String>> split = new ArrayList<>(paths.length);
            for (String path : paths) {
                split.add(split(path));
            }
            return split;
        }

        private static List<String> split(String path) {
            return List.of(path.split("\\.", -1));
        }
    }
}
