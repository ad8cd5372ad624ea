package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.UUID;

/**
 * A connector that the server knows.
 *
 * @param name its technical name, such as {@code postgres}; empty for a custom connector
 * @param isNamed whether the server's table of names has the name, so that a configuration can name it
 * @param title its display name
 * @param streams what a source offers; empty for a destination
 * @param syncModes how a destination can write; empty for a source
 * @param supportsFiles whether it can transfer files
 */
record ConnectorDefinition(
        ConnectorKind kind,
        String name,
        boolean isNamed,
        UUID id,
        String title,
        String dockerRepository,
        String dockerImageTag,
        String documentationUrl,
        ConfigurationSchema schema,
        List<SourceStream> streams,
        List<String> syncModes,
        boolean supportsFiles) {

    /** The kind and the technical name, such as {@code source-postgres}. */
    String image() {
        return kind.label + "-" + name;
    }

    /** The type in responses: empty for a connector that the table of names lacks. */
    String type() {
        return isNamed ? name : "";
    }
}
