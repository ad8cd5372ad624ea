package io.github.airbytesdk.provisioning.streams;

import io.github.airbytesdk.client.model.ConnectionCreateRequest;
import io.github.airbytesdk.client.model.NamespaceDefinition;
import io.github.airbytesdk.client.model.StreamConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tables that the streams of one connection are written to. Airbyte derives a table's name from the stream's name and
 * the connection's prefix, and its namespace from the stream's namespace by the connection's {@code namespaceDefinition}. The
 * server does not check that two streams have different tables (not recorded).
 */
final class DestinationTables {
    private static final String SOURCE_NAMESPACE = "${SOURCE_NAMESPACE}";

    private final NamespaceDefinition definition;
    private final String format;
    private final String prefix;

    /** @param request with the namespace settings and the prefix; the server's default is the destination's namespace */
    DestinationTables(ConnectionCreateRequest request) {
        definition = request.getNamespaceDefinition() == null
                ? NamespaceDefinition.DESTINATION
                : request.getNamespaceDefinition();
        format = blankToEmpty(request.getNamespaceFormat());
        prefix = blankToEmpty(request.getPrefix());
    }

    private static String blankToEmpty(@Nullable String text) {
        return text == null || text.isBlank() ? "" : text;
    }

    /** Adds a problem for each table that several streams would be written to. */
    void check(List<StreamConfiguration> streams, List<String> problems) {
        Map<StreamName, List<StreamName>> byTable = new LinkedHashMap<>();
        for (StreamConfiguration stream : streams) {
            StreamName name = new StreamName(stream.getNamespace(), Objects.requireNonNull(stream.getName()));
            byTable.computeIfAbsent(ignoringCase(table(name)), first -> new ArrayList<>())
                    .add(name);
        }
        byTable.forEach((table, names) -> {
            if (names.size() > 1) {
                problems.add("streams " + Messages.listed(names) + " would be written to one table, "
                        + table(names.get(0)) + remedy(names));
            }
        });
    }

    private StreamName table(StreamName stream) {
        String namespace = blankToEmpty(stream.namespace());
        return new StreamName(
                switch (definition) {
                    case SOURCE -> namespace;
                    case CUSTOM_FORMAT -> blankToEmpty(format.replace(SOURCE_NAMESPACE, namespace));
                    default -> "";
                },
                prefix + stream.name());
    }

    /** Most destinations fold the case of names. */
    private static StreamName ignoringCase(StreamName name) {
        return new StreamName(
                blankToEmpty(name.namespace()).toLowerCase(Locale.ROOT),
                name.name().toLowerCase(Locale.ROOT));
    }

    private String remedy(List<StreamName> names) {
        boolean sameTable = names.stream().map(this::table).distinct().count() == 1;
        boolean differInSource =
                names.stream().map(DestinationTables::ignoringCase).distinct().count() > 1;
        return (sameTable
                        ? ", because the connection's namespaceDefinition is " + definition
                                + (format.isEmpty() ? "" : " \"" + format + "\"")
                        : ", on destinations that ignore case")
                + (differInSource
                        ? ": set namespaceDefinition(SOURCE) on the connection's request, or"
                        : ": leave all but one of them out, or")
                + " sync each of them with a connection of its own that has a prefix, see"
                + " TROUBLESHOOTING.md#one-table";
    }
}
