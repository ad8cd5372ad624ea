package io.github.airbytesdk.embedded;

import java.util.List;
import java.util.UUID;

/**
 * A connector that the server knows.
 *
 * @param type the name by which configurations ask for it; empty for a custom connector, which only its id finds
 * @param streams what a source offers; empty for a destination
 * @param syncModes how a destination can write; empty for a source
 */
record ConnectorDefinition(
        ConnectorKind kind,
        String type,
        UUID id,
        String name,
        String dockerRepository,
        String dockerImageTag,
        String documentationUrl,
        ConfigurationSchema schema,
        List<SourceStream> streams,
        List<String> syncModes) {}
