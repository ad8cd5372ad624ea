package io.github.airbytesdk.connectors;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The specifications of Airbyte's connectors at the time of this release. A server may run other versions of a connector:
 * treat the problems that a check finds as warnings.
 */
public final class ConnectorSpecs {
    private static final String SOURCE = "source-";
    private static final String DESTINATION = "destination-";

    private ConnectorSpecs() {}

    /**
     * Checks a configuration without sending it.
     *
     * @param connector the connector's name, such as {@code postgres}, {@code source-postgres} or {@code
     *     destination-postgres}. If a source and a destination share a name without a prefix, a {@code destinationType}
     *     in the configuration selects the destination; otherwise it is the source.
     * @param configuration a map, a Gson element, a JSON document or a supplier of one of these
     * @return the problems; empty if there are none
     * @throws IllegalArgumentException if the connector is unknown, or the configuration is not a JSON object
     */
    public static List<ConfigurationProblem> check(String connector, Object configuration) {
        JsonObject json = JsonValues.document(Objects.requireNonNull(configuration, "configuration"));
        ConnectorSpec spec = json.has("destinationType") ? find(DESTINATION + connector) : null;
        return (spec == null ? of(connector) : spec).check(json);
    }

    /**
     * Returns the specification of a connector.
     *
     * @param connector as for {@link #check}; a name that a source and a destination share is the source's
     * @throws IllegalArgumentException if the connector is unknown; the message names a similar one
     */
    public static ConnectorSpec of(String connector) {
        ConnectorSpec spec = find(Objects.requireNonNull(connector, "connector"));
        if (spec != null) {
            return spec;
        }
        String similar = NearestName.of(connector, SpecIndex.names());
        throw new IllegalArgumentException("unknown connector " + connector
                + (similar == null ? "; it may be newer than this release" : "; did you mean " + similar + "?"));
    }

    private static @Nullable ConnectorSpec find(String connector) {
        if (connector.startsWith(SOURCE)) {
            return SpecIndex.source(connector.substring(SOURCE.length()));
        }
        if (connector.startsWith(DESTINATION)) {
            return SpecIndex.destination(connector.substring(DESTINATION.length()));
        }
        ConnectorSpec source = SpecIndex.source(connector);
        return source == null ? SpecIndex.destination(connector) : source;
    }
}
