package io.github.airbytesdk.embedded;

/** Sources and destinations: the same life, other names. */
enum ConnectorKind {
    SOURCE("source", "SOURCE_CONNECTION", "STANDARD_SOURCE_DEFINITION"),
    DESTINATION("destination", "DESTINATION_CONNECTION", "STANDARD_DESTINATION_DEFINITION");

    /** As in paths, ids and connector definitions. */
    final String label;

    /** The member of a configuration that names the connector. */
    final String typeMember;

    final String idMember;

    /** What a not-found problem calls it. */
    final String resourceType;

    /** What a not-found problem calls its definition. */
    final String definitionResourceType;

    ConnectorKind(String label, String resourceType, String definitionResourceType) {
        this.label = label;
        this.typeMember = label + "Type";
        this.idMember = label + "Id";
        this.resourceType = resourceType;
        this.definitionResourceType = definitionResourceType;
    }
}
