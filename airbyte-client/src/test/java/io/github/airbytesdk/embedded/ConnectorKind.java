package io.github.airbytesdk.embedded;

/** Sources and destinations, which the API treats alike under different names. */
enum ConnectorKind {
    SOURCE("source", "SOURCE_CONNECTION", "STANDARD_SOURCE_DEFINITION"),
    DESTINATION("destination", "DESTINATION_CONNECTION", "STANDARD_DESTINATION_DEFINITION");

    /** The name in paths, ids and connector definitions. */
    final String label;

    /** The member of a configuration that names the connector. */
    final String typeMember;

    final String idMember;

    /** The name in not-found problems. */
    final String resourceType;

    /** The name of its definition in not-found problems. */
    final String definitionResourceType;

    ConnectorKind(String label, String resourceType, String definitionResourceType) {
        this.label = label;
        this.typeMember = label + "Type";
        this.idMember = label + "Id";
        this.resourceType = resourceType;
        this.definitionResourceType = definitionResourceType;
    }
}
