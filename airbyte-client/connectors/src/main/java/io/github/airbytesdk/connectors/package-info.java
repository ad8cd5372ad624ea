/**
 * Typed configurations for Airbyte's connectors, and checks of untyped ones.
 *
 * <p>Each source has a class in {@code io.github.airbytesdk.connectors.sources} and each destination one in {@code
 * io.github.airbytesdk.connectors.destinations}. They are generated from the connectors' specifications, and only write:
 * a configuration that a server returns stays JSON.
 *
 * <pre>{@code
 * provisioner.source("orders", SourcePostgres.builder()
 *         .host("db.example.com").port(5432).database("shop").username("airbyte").password(password)
 *         .replicationMethod(SourcePostgres.ReplicationMethod.cdc().replicationSlot("slot").publication("pub")));
 * }</pre>
 *
 * <p>{@link io.github.airbytesdk.connectors.ConnectorSpecs} checks a map or a JSON document against the same
 * specifications.
 */
@NullMarked
package io.github.airbytesdk.connectors;

import org.jspecify.annotations.NullMarked;
